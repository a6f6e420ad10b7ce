"""The character tables of search: what is folded into what, in which language, and why.

They are data so that the browser folds a query with the very same tables (``published``).
A character class is written as the inside of ``[...]``, from plain characters and ranges, which
Python and JavaScript read alike. To add an exception for a language, add a line to ``KEPT`` or
``SPELLING`` with its source.
"""

from __future__ import annotations

JOINERS = "'\\-\u200c"
"""What may stand inside one word, once ``EARLY`` is applied: apostrophe, hyphen, ZWNJ."""

EARLY: dict[str, str] = {
    # Typographic apostrophes, primes and the letters that transliterate ayn and hamza.
    **dict.fromkeys(
        "\u2019\u2018\u201b\u02bc\u02bb\u02b9\u02be\u02bf\u02b0\u00b4\u0060\uff07", "'"
    ),
    # Hebrew geresh and gershayim stand inside words and acronyms (Unicode 15, section 9.1).
    **dict.fromkeys("\u05f3\u05f4", "'"),
    # Hyphens, and the Hebrew maqaf and Armenian yentamna that join words as a hyphen does.
    **dict.fromkeys("\u2010\u2011\u05be\u058a\ufe63\uff0d", "-"),
    # The Catalan geminate dot joins its two halves.
    "\u00b7": "'",
    # Tatweel only stretches a word, a soft hyphen only breaks it; the rest are invisible.
    **dict.fromkeys(
        "\u0640\u00ad\u200b\u200d\u200e\u200f\u061c\u2060\u202a\u202b\u202c\u202d\u202e"
        "\u2066\u2067\u2068\u2069\ufeff",
        "",
    ),
}

DOTTED_I = ("tr", "az", "crh", "gag", "tt")
"""Languages in which I is the capital of dotless i (CLDR; Unicode SpecialCasing.txt)."""

DROPPED = (
    "\u0300-\u036f\u0483-\u0487"  # combining diacritics; Cyrillic titlo
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points and cantillation
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08ca-\u08e1\u08e3-\u08ff"  # Arabic harakat and Quranic marks
    "\u0711\u0730-\u074a"  # Syriac
    "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc"  # nuktas: written or not, the same word
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Marks that a reader may leave out. Vowel signs of Indic and South-East Asian scripts stay."""

OPENED: dict[str, str] = {
    # Ligatures, and letters with a stroke, which Unicode does not decompose.
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ı": "i", "ς": "σ", "ә": "ə",
    # Chandrabindu and anusvara are interchanged in print (Hindi, Nepali).
    "\u0901": "\u0902",
}  # fmt: skip

ARABIC: dict[str, str] = {
    # Alef wasla; the alefs with hamza and madda lose their mark by decomposition.
    "\u0671": "\u0627",
    # Alef maqsura and Farsi yeh -> yeh: keyboards and countries differ (Unicode 15, section 9.2).
    "\u0649": "\u064a", "\u06cc": "\u064a",
    # Keheh and swash kaf -> kaf: the Persian and Kurdish keyboards' kaf.
    "\u06a9": "\u0643", "\u06aa": "\u0643",
    # Teh marbuta, heh goal (Urdu), teh marbuta goal, heh doachashmee, ae -> heh.
    "\u0629": "\u0647", "\u06c1": "\u0647", "\u06c3": "\u0647", "\u06be": "\u0647",
    "\u06d5": "\u0647",
}  # fmt: skip

KEPT: dict[str, str] = {
    # Kurdish (Sorani): ae is the vowel e, heh the consonant h (CLDR ckb exemplar characters).
    "ckb": "\u06d5",
    # Uyghur: ae is the vowel e, heh doachashmee the consonant h (CLDR ug exemplar characters).
    "ug": "\u06d5",
    # Urdu and western Punjabi: heh doachashmee marks aspiration, bh is not b + h
    # (Unicode 15, section 9.2, "Urdu"; CLDR ur exemplar characters).
    "ur": "\u06be",
    "pnb": "\u06be",
}
"""Letters of ``ARABIC`` that are letters of their own in a language."""

EARLY_FOR: dict[str, dict[str, str]] = {
    # Before Unicode had ae, the vowel was typed as heh and ZWNJ (KRG Kurdish Unicode standard);
    # yeh with hamza carries a vowel and is no yeh.
    "ckb": {"\u0647\u200c": "\u06d5", "\u0626": "\u0621"},
}

SPELLING: dict[str, dict[str, str]] = {
    # What the stemmer of a language expects its keyboard's neighbours to be.
    # Hamza on a carrier is folded first: Snowball would make it a letter of its own.
    "ar": {
        "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0623": "\u0627", "\u0625": "\u0627",
        "\u0622": "\u0627", "\u0671": "\u0627", "\u0624": "\u0648", "\u0626": "\u064a",
    },
    "fa": {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"},
}  # fmt: skip

ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0"
    "\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0"
    "\ua900\ua9d0\ua9f0\uaa50\uabf0\U000104a0\U00010d30\U0001e950"
)
"""The digit nought of each script in use; its nine fellows follow it (UnicodeData.txt, Nd)."""

UNSPACED = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U000323af"  # Han, kana
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\ua9e0-\ua9ef\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
)
"""Scripts that do not put spaces between words."""
STACKERS = "\u1039\u17d2"
"""Burmese virama and Khmer coeng: the consonant that follows belongs to the same cluster."""
HANGUL = "\uac00-\ud7a3"

STEMMERS: dict[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language -> algorithm of Snowball 3, by PyStemmer."""

ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
"""The suffixes of light10 (Larkey, Ballesteros, Connell 2002), in its order."""
PREFIXES: dict[str, tuple[str, ...]] = {
    # The article and what is written with it (light10), the conjunction last.
    "ar": ("وال", "بال", "كال", "فال", "لل", "ال", "و"),
    # The article and the particles of one letter, which are written with the word.
    "he": ("ה", "ו", "ב", "ל", "כ", "מ", "ש", "וה", "שה", "מה"),
}
"""What stands before a word without a space and is no part of it; folded."""

EXTENDED = 4
"""Without a stemmer, a query word also finds words that are longer by so many letters."""
