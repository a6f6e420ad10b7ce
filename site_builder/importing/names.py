"""What the fields of other generators are called, and the field of ours that each is.

To teach it a name, add it here, in lower case with underscores.
"""

from __future__ import annotations

NAMES = {
    "title": "title name_of_work",
    "deck": "deck description summary excerpt subtitle standfirst lead excerpt:encoded tagline",
    "date": "date published_date date_published created pubdate post_date wp:post_date "
    "publication_date date_created issued",
    "updated": "updated modified lastmod last_modified_at last_modified date_modified "
    "wp:post_modified",
    "keywords": "keywords tags tag post_tag categories category subject subjects topics series",
    "authors": "authors author creator creators byline dc:creator",
    "translators": "translators translator translation.translators",
    "reviewers": "translation.reviewers",
    "language": "language lang locale",
    "slug": "slug objectid identifier wp:post_name",
    "group": "translationkey translation_key translation_id page_id ref lang_ref group",
    "addresses": "aliases alias permalink url redirect_from redirects save_as old_url link",
    "draft": "draft published status wp:status",
    "publish_after": "publishdate publish_date publish_after",
    "image": "image image.path image.src image.file image.feature image.url featured_image "
    "cover cover.image thumbnail feature_image header.image header.teaser hero object_location",
    "image.alt": "image.alt image_alt image_alt_text cover.alt image_description alt",
    "image.caption": "image.caption cover.caption image_caption",
    "image.credit": "image.credit image_credit",
    "source.url": "source_url original_url canonical_url canonicalurl source.url",
    "source.name": "source publisher source_name source.name",
    "source.title": "source_title original_title source.title",
    "rights": "rights license licence rightsstatement rights.statement",
    "rights.holder": "copyright rightsholder rights.holder",
    "type": "genre",
}
"""A field of ours (or ``language``, ``slug``, ``group``, ``addresses``) -> what others call it."""

TARGET_OF = {name: target for target, names in NAMES.items() for name in names.split()}

TARGETS = (*NAMES, "extra", "text")
"""What an editor may say that a column is."""
