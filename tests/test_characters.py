"""What may stand in contributed text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.characters import check, decode, printable, spreadsheet_safe
from site_builder.characters.classes import SUSPECT
from site_builder.problems import Problem

ARABIC = "كتبت جريدة عين المدينة عن الرقة وأهلها، وعن كل ما جرى فيها."
FRENCH = "L'été dernier, à Raqqa, le journal a cessé de paraître."
TURKISH = "Halep'te yaşayanların anlattığı öyküler gazetede yayımlandı."
RUSSIAN = "Газета писала о том, что происходило в Ракке в те дни."


def problem(data: bytes) -> Problem:
    found = decode(data, "a.md")
    assert isinstance(found, Problem)
    return found


# --- encodings -------------------------------------------------------------------------


def test_a_byte_order_mark_and_windows_line_ends_are_taken_away() -> None:
    assert decode(b"\xef\xbb\xbfone\r\ntwo\rthree\n", "a.md") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ARABIC, "cp1256", "Windows-1256 (Arabic)"),
        ("title: x\n---\n" + ARABIC, "cp1256", "Windows-1256 (Arabic)"),
        (FRENCH, "latin-1", "Windows-1252 (Western European)"),
        ("Männer und Frauen, über Öfen, groß.", "cp1252", "Windows-1252 (Western European)"),
        ("She said “no” – twice", "cp1252", "Windows-1252 (Western European)"),
        (TURKISH, "cp1254", "Windows-1254 (Turkish)"),
        (RUSSIAN, "cp1251", "Windows-1251 (Cyrillic)"),
        (ARABIC, "utf-16", "UTF-16"),
        (ARABIC, "utf-16-le", "UTF-16"),
        (FRENCH, "utf-16-be", "UTF-16"),
        (FRENCH, "utf-32", "UTF-32"),
    ],
)
def test_another_encoding_is_named(text: str, encoding: str, name: str) -> None:
    found = problem(text.encode(encoding))
    assert found.message == f"this file is not UTF-8 text; it looks like {name}"
    assert found.hint == "save it as UTF-8"


def test_the_first_wrong_byte_is_found_by_line_and_column_in_characters() -> None:
    found = problem(b"\xef\xbb\xbfone\r\nt\xc3\xa9\xe9wo")
    assert (found.line, found.column) == (2, 3)


def test_utf8_that_was_damaged_in_one_place_is_not_called_another_encoding() -> None:
    found = problem(ARABIC.encode() + b"\xc3 " + ARABIC.encode())
    assert found.message == "byte 0xC3 is not UTF-8 text"


@given(st.binary(max_size=300))
def test_no_bytes_make_decoding_fail(data: bytes) -> None:
    found = decode(data, "a.md")
    assert isinstance(found, Problem) or "\r" not in found


# --- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("character", "message"),
    [
        ("\0", "NUL character"),
        ("\x02", "control character U+0002"),
        ("\x03", "control character U+0003"),
        ("\x0b", "control character U+000B"),
        ("\x1b", "control character U+001B"),
        ("\x7f", "control character U+007F"),
        ("\x9b", "control character U+009B"),
        ("\u0085", "invisible line separator U+0085"),
        ("\u2028", "invisible line separator U+2028 (LINE SEPARATOR)"),
        ("\u2029", "invisible line separator U+2029 (PARAGRAPH SEPARATOR)"),
        ("\ud800", "U+D800 is half a character"),
        ("\ufdd0", "U+FDD0 is not a character"),
        ("\uffff", "U+FFFF is not a character"),
        ("\U0010fffe", "U+10FFFE is not a character"),
        (
            "\u202e",
            "invisible U+202E (RIGHT-TO-LEFT OVERRIDE) changes the order in which text is shown",
        ),
        (
            "\u202a",
            "invisible U+202A (LEFT-TO-RIGHT EMBEDDING) changes the order in which text is shown",
        ),
        ("\U000e0041", "invisible tag character U+E0041 (TAG LATIN CAPITAL LETTER A)"),
        (
            "\ufeff",
            "invisible byte order mark U+FEFF (ZERO WIDTH NO-BREAK SPACE) inside the text",
        ),
    ],
)
def test_a_character_that_breaks_or_deceives_is_an_error_at_its_place(
    character: str, message: str
) -> None:
    (found,) = check(f"first\nعر {character}b", "a.md", first_line=10)
    assert (found.line, found.column, found.severity) == (11, 4, "error")
    assert found.message == message
    assert found.hint


def test_no_control_character_surrogate_or_noncharacter_passes() -> None:
    refused = [chr(code) for code in range(0xE000) if unicodedata.category(chr(code)) in "Cc Cs"]
    ends = [chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)]
    for character in {*refused, *ends} - {"\t", "\n"}:
        assert [p.severity for p in check(character, "a.md")] == ["error"]
    assert check("\t\n", "a.md") == ()


def test_no_printable_ascii_is_suspect_and_all_else_is_looked_at() -> None:
    """What lets most English texts pass without a search."""
    ascii_text = "".join(map(chr, range(128)))
    assert not SUSPECT.search("".join(c for c in ascii_text if c.isprintable() or c == "\n"))
    assert [(p.line, p.column) for p in check("a\x7fb\nc\td\x1b", "a.md")] == [(1, 2), (2, 4)]


def test_one_problem_a_kind_and_line() -> None:
    found = check("a\u202e\u202d\u202cb\x07\n\u202e", "a.md")
    assert [(p.line, p.column) for p in found] == [(1, 2), (1, 6), (2, 1)]


def test_flags_that_are_written_with_tags_are_silent_and_other_tags_are_not() -> None:
    scotland = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbsct") + "\U000e007f"
    assert check(f"a {scotland} b {scotland}", "a.md") == ()
    smuggled = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "evil") + "\U000e007f"
    assert len(check(smuggled, "a.md")) == 1
    assert len(check(scotland + "\U000e0041", "a.md")) == 1


# --- what is warned of -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("un\u200bseen", 3, "invisible U+200B (ZERO WIDTH SPACE) inside a word"),
        ("الر\u200bقة", 4, "invisible U+200B (ZERO WIDTH SPACE) inside a word"),
        ("un\u2060seen", 3, "invisible U+2060 (WORD JOINER) inside a word"),
        ("a\ufffdb", 2, "U+FFFD (REPLACEMENT CHARACTER) stands where a character was lost"),
        ("a \u3164 b", 3, "invisible character U+3164 (HANGUL FILLER)"),
        (
            "see p\u0430ypal",
            6,
            "'pаypal' mixes Latin and Cyrillic letters that look alike: "
            "U+0430 (CYRILLIC SMALL LETTER A)",
        ),
        (
            "Москвa",
            6,
            "'Москвa' mixes Latin and Cyrillic letters that look alike: "
            "U+0061 (LATIN SMALL LETTER A)",
        ),
        (
            "Gοοgle",
            2,
            "'Gοοgle' mixes Latin and Greek letters that look alike: "
            "U+03BF (GREEK SMALL LETTER OMICRON)",
        ),
        ("a" + "\u0301" * 5, 2, "5 marks on one letter"),
        ("ก" + "\u0e49" * 12, 2, "12 marks on one letter"),
        ("a\u2067b", 2, "U+2067 (RIGHT-TO-LEFT ISOLATE) is not closed in its paragraph"),
        ("a\u2069b", 2, "U+2069 (POP DIRECTIONAL ISOLATE) closes nothing in its paragraph"),
    ],
)
def test_what_deserves_a_look_is_a_warning(text: str, column: int, message: str) -> None:
    (found,) = check(text, "a.md")
    assert (found.column, found.message, found.severity) == (column, message, "warning")


def test_an_isolate_may_close_on_another_line_but_not_in_another_paragraph() -> None:
    assert check("a \u2068b\nc\u2069 d", "a.md") == ()
    assert [p.line for p in check("a \u2068b\n \nc\u2069 d", "a.md")] == [1, 3]


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # ZWNJ in Persian
        "کتێب\u200cخانە",  # ZWNJ in Kurdish
        "क्\u200dष",  # ZWJ in Devanagari
        "👩\u200d👩\u200d👧 ❤\ufe0f",
        "قال\u200f! \u200eabc\u200e \u061c1",  # RLM, LRM, ALM
        "ภาษา\u200bไทย",  # ZWSP between Thai words
        "ភាសា\u200bខ្មែរ",  # and Khmer
        "拉卡\u200b城",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",  # vowels and cantillation
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ",
        "བསྒྲུབས་",
        "Vie\u0323\u0302t Nam",
        "SMS-ка, Twitter'е, PDF-файл",
        "10 kΩ, 5 MΩ, 3 μg, Δx, β-carotene",
        "Ахархо, кIант",  # palochka typed as I, as the Caucasus does
        "soft\u00adhyphen",
        "dash\u2060—\u2060dash",
        "emoji 🏴 flag",
    ],
)
def test_honest_writing_in_any_script_is_silent(text: str) -> None:
    assert check(text, "a.md") == ()


def test_a_hostile_text_costs_little_and_says_enough() -> None:
    start = time.perf_counter()
    assert len(check("\x01\n" * 200_000, "a.md")) == 100
    check("aб" * 200_000, "a.md")
    check("a\u0300" * 200_000, "a.md")
    check("\u2068\n\n" * 300_000, "a.md")
    assert time.perf_counter() - start < 5


@settings(max_examples=50, deadline=None)
@given(
    st.text("ab б\n\u200b\u202e\u2068\u2069\u0301\x07\U000e0041漢", max_size=60), st.integers(1, 9)
)
def test_every_place_that_is_named_is_in_the_text(text: str, first: int) -> None:
    lines = text.split("\n")
    for found in check(text, "a.md", first):
        line = lines[found.line - first]
        assert 1 <= found.column <= len(line)
        assert found.message == printable(found.message)


# --- on the way out --------------------------------------------------------------------


def test_messages_cannot_steer_a_terminal_or_forge_a_line() -> None:
    text = "a\x1b[31m\u202eb\n::error::c\u200b\u2066\ufeff\U000e0041"
    assert printable(text) == (
        "a<U+001B>[31m<U+202E>b<U+000A>::error::c<U+200B><U+2066><U+FEFF><U+E0041>"
    )
    assert printable("می\u200cخواهم é 漢字 👩\u200d👧") == "می\u200cخواهم é 漢字 👩\u200d👧"


@given(st.text())
def test_what_is_printable_can_always_be_encoded(text: str) -> None:
    shown = printable(text)
    assert (
        shown.encode("utf-8") and not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown)
        if text
        else shown == ""
    )


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1", "＝1"],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert spreadsheet_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Raqqa", "-33.5", "+963", "36.2", "a=b", "الرقة", "'x"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert spreadsheet_safe(cell) == cell
