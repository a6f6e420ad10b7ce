"""Every field of the header, in the customary order: in files, in the docs, on forms."""

from __future__ import annotations

from site_builder import schema
from site_builder.frontmatter.values import Alias, Extra, FileName, Licence, is_url
from site_builder.model import (
    Correction,
    ExternalOriginal,
    LeadImage,
    Rights,
    SourceRef,
    Translation,
    Withdrawal,
)
from site_builder.schema import Choice, Date, Field, ListOf, Pattern, Record, Text, Url

TYPES = ("article", "testimony", "interview", "analysis", "document", "report")
DIFFERENCES = (
    "numbers", "links", "images", "footnotes", "quotations", "blocks", "names", "all",
)  # fmt: skip
METHODS = ("human", "machine", "post-edited")
RELATIONS = ("published", "based-on")
STATUSES = ("published", "draft", "withdrawn")

FINGERPRINT = Pattern(
    "a fingerprint", "[0-9a-f]{8}", "fingerprints are written by the tool, not by hand"
)
SHA256 = Pattern("a SHA-256 digest", "[0-9a-f]{64}", "write its 64 hexadecimal digits")
NAME = Text("a name", 200)
NAMES = ListOf(NAME)


SOURCE = Record(
    (
        Field("name", Text("a name", 300), "an id of sources.yaml, or a name", same=("id",)),
        Field("title", Text(), "the title it was published under"),
        Field("url", Url(), "where it was published"),
        Field("archived", Url(), "an archived copy"),
        Field("accessed", Date(day=True), "when it was last seen there"),
        Field("sha256", SHA256, "digest of the file that was clipped"),
        Field(
            "relation",
            Choice(RELATIONS),
            "published (when nothing is said): the text appeared there first; "
            "based-on: the text is the archive's own and rests on it",
            example="relation: based-on",
        ),
    ),
    SourceRef,
    "a source",
    bare=lambda text: "url" if is_url(text) else "name",
)
RIGHTS = Record(
    (
        Field("statement", Licence(), "licence id or address", same=("license",)),
        Field("holder", NAME, "who holds the rights"),
        Field("note", Text(), "conditions in words"),
    ),
    Rights,
    "a statement of rights",
    bare=lambda text: "statement",
)
ORIGINAL = Record(
    (
        Field("language", schema.Language(), "the language it is written in", required=True),
        Field("title", Text(), "its title"),
        Field("url", Url(), "where it is"),
    ),
    ExternalOriginal,
    "an original",
)
TRANSLATION = Record(
    (
        Field("of", schema.Language(), "the version it was made from, if not the original"),
        Field("translators", NAMES, "who translated it", "schema:translator", also=("translator",)),
        Field("reviewers", NAMES, "who reviewed it", also=("reviewer",)),
        Field("date", Date(), "when it was translated"),
        Field("method", Choice(METHODS), "how it was made"),
        Field("note", Text(), "a translator's note"),
        Field("blocks", ListOf(FINGERPRINT, 5_000), "the original's fingerprints, by the tool"),
        Field("differs", ListOf(Choice(DIFFERENCES)), "what differs on purpose: not reported"),
        Field("original", ORIGINAL, "an original that is not in the archive"),
    ),
    Translation,
    "what is known of the translation",
    empty=True,
)
WITHDRAWN = Record(
    (
        Field("date", Date(), "when it was withdrawn", required=True, example="date: 2016-05-04"),
        Field("reason", Text(), "why, for readers", required=True, example="reason: ..."),
    ),
    Withdrawal,
    "a date and a reason",
)
CORRECTION = Record(
    (
        Field("date", Date(), "when it was corrected", required=True, example="date: 2016-05-04"),
        Field("note", Text(), "what was corrected", required=True, example="note: ..."),
    ),
    Correction,
    "a date and a note",
)
IMAGE = Record(
    (
        Field("file", FileName(), "a file beside the article"),
        Field("alt", Text(), "what it shows, for those who cannot see it"),
        Field("caption", Text(), "a caption"),
        Field("credit", Text(), "who made it"),
    ),
    lambda **fields: LeadImage(**{"file": "", **fields}),
    "an image",
    bare=lambda text: "file",
)

FIELDS = (
    Field("title", Text("a title", 500), "headline", "dcterms:title, schema:headline",
          required=True, example="title: Example headline"),
    Field("deck", Text("a standfirst"), "standfirst", "schema:alternativeHeadline",
          also=("summary", "description", "standfirst"), example="deck: One sentence."),
    Field("date", Date(), "when the source published it", "EDTF; dcterms:issued",
          inherited=True, example="date: 2015-03-01"),
    Field("source", SOURCE, "a name, an id of sources.yaml, a web address, or its fields",
          "schema:isBasedOn, dcterms:source", inherited=True, example="source: Ain al-Madina"),
    Field("authors", NAMES, "ids of people.yaml, or names", "dcterms:creator",
          inherited=True, also=("author",), example="authors: [Jane Example]"),
    Field("people", NAMES, "who it is about: ids of people.yaml, or names", "schema:mentions",
          inherited=True, example="people: [khaled-al-asaad]"),
    Field("places", NAMES, "where: ids of places.yaml, or names", "schema:contentLocation",
          inherited=True, example="places: [kobani]"),
    Field("keywords", NAMES, "ids of keywords.yaml, or free words", "dcterms:subject",
          inherited=True, also=("tags",), example="keywords: [raqqa, local-journalism]"),
    Field("type", Choice(TYPES), "what kind of text it is", "schema type",
          inherited=True, example="type: testimony"),
    Field("added", Date(), "when the archive took it in", "dcterms:dateAccepted",
          example="added: 2016-01-20"),
    Field("updated", Date(), "when it last changed", "dcterms:modified",
          also=("lastmod",), example="updated: 2016-02-01"),
    Field("rights", RIGHTS, "a licence id or address, or its fields", "rightsstatements.org, SPDX",
          inherited=True, example="rights: CC-BY-4.0"),
    Field("status", Choice(STATUSES), "published (when nothing is said), draft or withdrawn",
          inherited=True, example="status: draft"),
    Field("publish_after", Date(day=True), "not published before this day",
          inherited=True, example="publish_after: 2027-01-31"),
    Field("withdrawn", WITHDRAWN, "leaves a page that says when and why", inherited=True,
          example="withdrawn: {date: 2016-05-04, reason: ...}"),
    Field("warning", Text("a warning"), "a content warning, shown before the text",
          inherited=True, example="warning: Describes violence."),
    Field("corrections", ListOf(CORRECTION), "corrections, shown on the page and in the feed",
          example="corrections: [{date: 2016-05-04, note: ...}]"),
    Field("aliases", ListOf(Alias()), "old addresses; each answers with a redirect page",
          example="aliases: [/old/address/]"),
    Field("collections", NAMES, "ids of collections.yaml", inherited=True,
          example="collections: [first-responders]"),
    Field("image", IMAGE, "a lead image", "schema:image", inherited=True,
          example="image: {file: kobani.jpg, alt: ...}"),
    Field("translation", TRANSLATION, "makes this version a translation; may be left empty",
          "schema:translationOfWork, translator", example="translation: {translators: [A. Name]}"),
    Field("extra", Extra(), "data of your own, or from elsewhere: kept here, shown nowhere",
          example="extra: {shelfmark: B 12}"),
)  # fmt: skip

ELSEWHERE = {
    "category": "write it among the keywords",
    "categories": "write them among the keywords",
    "draft": "write status: draft",
    "layout": "delete this line: the theme decides how a page looks",
    "permalink": "delete this line: the folder's name is the address; aliases hold old ones",
    "published": "write status: published, or draft; the day goes in date",
    "slug": "delete this line: the folder's name is the address; aliases hold old ones",
    "subtitle": "write deck:",
    "template": "delete this line: the theme decides how a page looks",
    "url": "delete this line: the folder's name is the address; aliases hold old ones",
    "weight": "delete this line: lists are in the order of the dates",
}
"""Fields of other generators that have no counterpart here, and what to do instead."""
