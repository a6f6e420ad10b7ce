"""A page that somebody saved -> an article, with what is known of it; nothing is ever fetched.

| file | duty |
|---|---|
| ``saved`` | the bytes of the file: HTML, MHTML or plain text; pictures inside it |
| ``pages`` | HTML: the text told from the page around it |
| ``told`` | what a page says for machines, ready to be asked |
| ``metadata``, ``credits`` | title, source, keywords; date and authors |
| ``headline`` | the headline's element, and the standfirst and credits below it |
| ``plain`` | pasted text: which line is what |
| ``tidy`` | headline, byline, buttons and keywords taken out of the text |
| ``lines`` | what a single line is |
| ``dates``, ``language``, ``words`` | days as printed; the language; the words of web pages |
| ``article``, ``report`` | the header and the text of the new file; what its editor should know |

To teach it another language, add to the tables of ``words``, ``language`` and ``date_hints``.
"""

from __future__ import annotations

from dataclasses import replace

from site_builder import characters
from site_builder.clip.article import Named, Provenance, file_text, folder_for, named
from site_builder.clip.pages import PACKAGES, NotAPage, clip_page
from site_builder.clip.plain import clip_text
from site_builder.clip.report import report
from site_builder.clip.saved import MOST_BYTES, picture_in, take_apart
from site_builder.clip.values import Clipping, Found, Picture, Saved

__all__ = [
    "MOST_BYTES",
    "PACKAGES",
    "Clipping",
    "Found",
    "Named",
    "NotAPage",
    "Picture",
    "Provenance",
    "Saved",
    "clipped",
    "file_text",
    "folder_for",
    "named",
    "picture_in",
    "report",
    "take_apart",
]


def clipped(
    saved: Saved,
    *,
    language: str,
    url: str,
    languages: tuple[str, ...],
    names: tuple[str, ...] = (),
) -> Clipping:
    """What a saved file tells. ``language`` and ``url`` are what the editor said, or empty;
    ``names`` are those of the sources that the archive knows.

    Raises NotAPage, and ImportError for a page where the packages that read it are missing.
    """
    clean = replace(saved, text=characters.without_hidden(saved.text))
    if clean.html:
        return clip_page(clean, language=language, url=url, languages=languages)
    return clip_text(clean.text, language=language, url=url, languages=languages, names=names)
