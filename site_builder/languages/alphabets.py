"""The alphabets in which indexes are sorted: CLDR's root order with each language's tailoring.

An alphabet is a text of entries in order. An entry is a letter, or ``heading:letter,letter`` for
letters (or pairs of letters) that count as one and differ only where all else is equal; the heading
is the letter under which an index files them.

Compared with ICU 72 over the names of all languages, scripts and territories (some 1,000 words a
language): en, fr, de, es, tr, kmr, ar, fa, ur, ru and uk come out the same. Deliberate differences:

- ckb: CLDR has no tailoring and leaves ڕ after ز, where the root has it; here it follows ر, as in
  Kurdish dictionaries, and ئ, which opens a vowel, stands first as in CLDR's own index.
- kmr: é, í, ú count as e, i, u with an accent, not as letters after ê, î, û.
- Spaces and marks before the first letter of a title do not count (ICU files them before A).
- Letters of other scripts follow the own ones as Latin, Cyrillic, Arabic and then by code point;
  each has its own heading, where ICU has one "...".
- zh: see ``han``.
- ar: the alphabet is ICU's, but an index files a name without its article (``collation.filed``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

_LATIN = "a b c d:d,đ,ð e e:ə f g h:h,ħ i i:ı j k l:l,ł m n n:ŋ o:o,ø p q r s t t:ŧ u v w x y z z:þ"

_CYRILLIC = (
    "а ә б в г:г,ґ ғ д ђ е:е,ё є ж җ з ѕ и і:і,ї й ј к қ л љ м н ң њ о ө п р с т ћ у:у,ў ү ұ ф х "
    "һ ц ч џ ш щ ъ ы ь э ю я"
)

_ARABIC = (
    "ا:ء,أ,ؤ,إ,ئ,ا ا:ٱ ب پ ت:ة,ت ث ٹ ج چ ح خ د ذ ڈ ر ز ڑ ڕ ژ س ش ص ض ط ظ ع غ ف ڤ ق ك:ك,ک ڭ گ "
    "ل ڵ م ن ں ه:ه,ھ ہ:ہ,ۂ ە و ۆ ۇ ۋ ي:ی,ى,ي ێ ې ے:ے,ۓ"
)

_PERSIAN = (
    "آ ا:ا,ٱ ا:ء,أ,إ,ؤ,ئ ب پ ت ٹ ث ج چ ح خ د ذ ڈ ر ز ڑ ڕ ژ س ش ص ض ط ظ ع غ ف ڤ ق ک:ک,ك,ڭ گ ل ڵ م "
    "ن ں و ۆ ۇ ه:ه,ە,ہ,ة,ۂ,ۀ,ھ ی:ی,ى,ے,ي,ې,ێ"
)

_KURDISH_ARABIC = (
    "ئ ا:ا,أ,إ,آ ب پ ت:ت,ة ث ج چ ح خ د ذ ر ڕ ز ژ س ش ص ض ط ظ ع غ ف ڤ ق ک:ک,ك گ ل ڵ م ن ھ:ھ,ه ە "
    "و:و,ؤ ۆ ی:ی,ي,ى ێ"
)

_URDU = (
    "ا:ا,أ ا:آ ب ب:بھ پ پ:پھ ت ت:تھ ٹ ٹ:ٹھ ث ج ج:جھ چ چ:چھ ح خ د د:دھ ڈ ڈ:ڈھ ذ ر ر:رھ ڑ ڑ:ڑھ ز ژ "
    "س ش ص ض ط ظ ع غ ف ق ک ک:کھ گ گ:گھ ل ل:لھ م م:مھ ن ن:نھ ں ں:ںھ و:و,ؤ و:وھ ہ:ہ,ۂ ھ ۃ ء "
    "ی:ی,ئ ی:یھ ے:ے,ۓ ك ه ە ى ي"
)

_ENTRIES: Mapping[str, str] = {
    "Latn": _LATIN,
    "Cyrl": _CYRILLIC,
    "Arab": _ARABIC,
    "fa": _PERSIAN,
    "ckb": _KURDISH_ARABIC,
    "ur": _URDU,
    "es": _LATIN.replace(" n ", " n ñ "),
    "kmr": (
        "a b c ç d:d,đ,ð e ê f g h:h,ħ i î j k l:l,ł m n o:o,ø p q r s ş t u û v w x y z"
    ),
    "tr": (
        "a b c ç d:d,đ,ð e e:ə f g ğ h:h,ħ ı i j k l:l,ł m n n:ŋ o:o,ø ö p q r s ş t u ü v w x y z"
    ),
    "uk": "а б в г ґ д е:е,ё є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
}  # fmt: skip
"""Language or, for what its script's letters have in common, ISO 15924 code -> entries."""

_SAME_ALPHABET = {"ku": "kmr", "prs": "fa"}

EXPANSIONS: Mapping[str, Mapping[str, str]] = {
    "": {"æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij", "ŉ": "ʼn", "ﻻ": "لا"},
    "Arab": {"آ": "ءا"},
}
"""Letters sorted as two; "" is for every alphabet that does not have them as letters."""

_FALLBACKS = ("Latn", "Cyrl", "Arab")


@dataclass(frozen=True, slots=True)
class Letter:
    rank: int
    """Its place: own alphabet first, then the others."""
    variant: int
    """Its place among the letters that count as this one."""
    heading: str


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of a language, and after them those of the scripts it may quote."""

    letters: Mapping[str, Letter]
    longest: int
    """Length of its longest letter: 2 where pairs of letters count as one."""
    expansions: Mapping[str, str] = field(default_factory=dict)


def alphabet_of(language: str, script: str) -> Alphabet:
    """The alphabet of a language (a bare subtag) written in a script (ISO 15924)."""
    own = _SAME_ALPHABET.get(language, language)
    # Kurdish or Azeri in another script than its usual one takes that script's plain order.
    if own not in _ENTRIES or _script_of(_ENTRIES[own]) != script:
        own = script if script in _FALLBACKS else "Latn"
    names = (own, *(name for name in _FALLBACKS if name != own))
    entries = [(name, entry) for name in names for entry in _ENTRIES[name].split()]
    letters: dict[str, Letter] = {}
    for rank, (name, entry) in enumerate(entries):
        listed, heading = _letters_of(entry)
        # A letter that the own alphabet lacks joins the one it is filed under elsewhere.
        known = letters.get(heading) if name != own else None
        for n, letter in enumerate(listed):
            joined = replace(known, variant=90 + n) if known else Letter(rank, n, heading)
            letters.setdefault(letter, joined)
    expansions = {**EXPANSIONS[""], **EXPANSIONS.get(own, {})}
    return Alphabet(
        letters=letters,
        longest=max(len(letter) for letter in letters),
        expansions={a: b for a, b in expansions.items() if a not in letters},
    )


def _letters_of(entry: str) -> tuple[list[str], str]:
    """(letters, heading) of an entry."""
    heading, _, listed = entry.rpartition(":")
    letters = listed.split(",")
    return letters, heading or letters[0]


def _script_of(entries: str) -> str:
    if entries[0] == "a":
        return "Latn"
    return "Cyrl" if entries[0] == "а" else "Arab"
