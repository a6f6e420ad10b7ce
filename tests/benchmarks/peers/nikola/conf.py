"""Nikola with one page an article, lists of keywords, and feeds; its plainest theme."""

BLOG_AUTHOR = "Archive"
BLOG_TITLE = "A generated archive"
SITE_URL = "https://example.org/archive/"
BLOG_EMAIL = "archive@example.org"
BLOG_DESCRIPTION = "A generated archive"
DEFAULT_LANG = "en"
TRANSLATIONS = {"en": ""}
TIMEZONE = "UTC"
THEME = "base"
POSTS = (("content/articles/*.md", "articles", "post.tmpl"),)
PAGES = ()
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = [
    "markdown.extensions.codehilite",
    "markdown.extensions.extra",
    "markdown.extensions.smarty",
    "markdown.extensions.toc",
]
FILES_FOLDERS = {"pictures": "articles"}
IMAGE_FOLDERS = {}
LISTINGS_FOLDERS = {}
GALLERY_FOLDERS = {}
OUTPUT_FOLDER = "output"
PRETTY_URLS = True
SHOW_SOURCELINK = False
COPY_SOURCES = False
INDEX_DISPLAY_POST_COUNT = 50
INDEX_TEASERS = True
CREATE_MONTHLY_ARCHIVE = False
GENERATE_RSS = True
GENERATE_ATOM = False
DISABLE_TASKS = ["render_galleries", "render_listings", "redirect"]
GLOBAL_CONTEXT = {}
