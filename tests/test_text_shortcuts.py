"""Words, numbers and names are found as by looking at each character, only sooner."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from test_markup_shortcuts import PARTS, TEXTS, fuzzed

from site_builder import languages
from site_builder.languages import counts
from site_builder.languages.folding import _WORD, _bare
from site_builder.markup import fingerprint, scripts
from site_builder.markup.anchors import slug
from site_builder.markup.blocks import _SAME
from site_builder.markup.plain import count_words


@given(st.text(st.characters(max_codepoint=127)))
def test_an_anchor_in_ascii_is_what_it_would_be_beside_other_letters(text: str) -> None:
    assert slug(text) == slug(f"{text}-\u3042").removesuffix("\u3042").rstrip("-")


@fuzzed
@given(TEXTS)
def test_letters_are_counted_by_script_as_by_searching_for_each(text: str) -> None:
    found = {s: len(re.findall(f"[{letters}]", text)) for s, letters in scripts.LETTERS.items()}
    assert scripts._count(text) == {script: n for script, n in found.items() if n}


@fuzzed
@given(TEXTS)
def test_words_are_counted_as_one_by_one(text: str) -> None:
    for one in (text, text.encode("ascii", "ignore").decode()):
        words = re.sub("[–—/]", " ", one).split()
        assert count_words(one, "en") == sum(any(c.isalnum() for c in word) for word in words)


@fuzzed
@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_in_ascii_is_counted_and_known_again_as_any_other(text: str) -> None:
    words = text.replace("/", " ").split()
    assert count_words(text, "en") == sum(any(c.isalnum() for c in word) for word in words)
    # A mark that nobody sees, and that a fingerprint leaves out: the way of other scripts.
    assert fingerprint(f"{text}\u2060") == fingerprint(text)


def test_a_vocabulary_has_each_word_that_begins_like_a_name() -> None:
    assert languages.vocabulary("The Raqqa bridge; the Raqqa, O'Neil's مدينة") == (
        "oneils raqqa the مدينه"
    )


def vocabulary_word_by_word(text: str) -> str:
    words = {word for word in _WORD.findall(_bare(text)) if not word[0].islower()}
    return " ".join(sorted({*languages.fold(" ".join(words)).split()}))


@fuzzed
@given(TEXTS | st.text())
def test_a_vocabulary_is_that_of_each_word(text: str) -> None:
    for one in (text, text.encode("ascii", "ignore").decode()):
        assert languages.vocabulary(one) == vocabulary_word_by_word(one)


def test_digits_of_every_script_are_known() -> None:
    digits = {c for n in range(0x110000) if (c := chr(n)).isdecimal()}
    assert all(counts._ANY.match(digit) for digit in digits)
    first_plane = "".join(map(chr, range(1 << 16)))
    assert {*re.findall(f"[{counts._DIGIT}]", first_plane)} == {*first_plane} & digits


@fuzzed
@given(
    st.lists(st.sampled_from([*"019٣۴７𝟗๓", *PARTS, ".", ",", "\u00a0", "000", "a"])).map("".join)
)
def test_numbers_are_found_as_by_trying_at_every_character(text: str) -> None:
    for spaces, pattern in (("\u00a0\u202f ", counts._TYPED), ("\u00a0\u202f", counts._PLAIN)):
        number = rf"\d{{1,3}}(?:[{spaces}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'’٬٫]\d+)*"
        found = re.finditer(rf"(?<![A-Za-z\d])(?:{number})", text)
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in found]


@fuzzed
@given(TEXTS | st.text())
def test_a_fingerprint_is_that_of_the_text_reduced_all_at_once(text: str) -> None:
    same = unicodedata.normalize("NFC", text).translate(str.maketrans(_SAME))
    reduced = " ".join(same.split())
    for pair in (" '", "' ", " -", "- ", " ;", " :", " !", " ?"):
        reduced = reduced.replace(pair, pair.strip())
    reduced = re.sub("-+", "-", reduced).strip("'")
    assert fingerprint(text) == sha256(reduced.encode("utf-8", "replace")).hexdigest()[:8]
