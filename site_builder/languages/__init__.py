"""What a BCP 47 tag means: direction, native name, digits, plural, calendar, date text, sort key.

Facts come from CLDR (through Babel, loaded only when they are asked for); where CLDR lacks a
language of the archive's readers or serves it badly, a small table of ours says so and why.
Tags are lower case throughout (``zh-hant``); ``html_tag`` gives their printed form.
"""

from __future__ import annotations

from site_builder.languages.collation import collation_key, filed, letter
from site_builder.languages.counts import numbers_in
from site_builder.languages.dates import date, iso
from site_builder.languages.folding import fold, stems, vocabulary
from site_builder.languages.names import name_in, native_name
from site_builder.languages.numerals import digits, in_digits, minutes, number, plural, year
from site_builder.languages.scripts import dominant_script, is_written_in, script_direction
from site_builder.languages.tags import (
    canonical,
    direction,
    fold_name,
    html_tag,
    is_tag,
    locale_id,
    script,
)

__all__ = [
    "canonical",
    "collation_key",
    "date",
    "digits",
    "direction",
    "dominant_script",
    "filed",
    "fold",
    "fold_name",
    "html_tag",
    "in_digits",
    "is_tag",
    "is_written_in",
    "iso",
    "letter",
    "locale_id",
    "minutes",
    "name_in",
    "native_name",
    "number",
    "numbers_in",
    "plural",
    "script",
    "script_direction",
    "stems",
    "vocabulary",
    "year",
]
