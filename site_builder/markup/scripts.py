"""Direction and language of every foreign part: what the letters say, when nobody else does.

Scripts are told apart by the blocks of the Unicode Character Database and named by their
ISO 15924 codes. A text in a script that only one living language of note uses gets that
language; any other ``und`` with its script, as BCP 47 has it (``und-Arab``).

To add a script, add its letters to ``LETTERS``, its languages to ``WRITTEN_IN``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from site_builder.markup.serialise import GLOBAL
from site_builder.markup.tree import HEADINGS, Element, Node, elements, text_of

LETTERS = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\ua720-\ua7ff",
    "Grek": "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\ua640-\ua66e\ua680-\ua69d",
    "Armn": "\u0531-\u0556\u0561-\u0587",
    "Hebr": "\u05d0-\u05ea\u05ef-\u05f2\ufb1d-\ufb4f",
    "Arab": "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\u0870-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc",
    "Syrc": "\u0710\u0712-\u072f\u074d-\u074f\u0860-\u086a",
    "Thaa": "\u0780-\u07a5\u07b1",
    "Nkoo": "\u07ca-\u07ea",
    "Deva": "\u0904-\u0939\u093d\u0950\u0958-\u0961\u0971-\u097f",
    "Beng": "\u0985-\u09b9\u09bd\u09ce\u09dc-\u09e1\u09f0\u09f1",
    "Guru": "\u0a05-\u0a39\u0a59-\u0a5e\u0a72-\u0a74",
    "Gujr": "\u0a85-\u0ab9\u0abd\u0ad0\u0ae0\u0ae1",
    "Orya": "\u0b05-\u0b39\u0b3d\u0b5c-\u0b61\u0b71",
    "Taml": "\u0b83-\u0bb9\u0bd0",
    "Telu": "\u0c05-\u0c39\u0c3d\u0c58-\u0c61",
    "Knda": "\u0c85-\u0cb9\u0cbd\u0cde-\u0ce1",
    "Mlym": "\u0d05-\u0d3a\u0d3d\u0d4e\u0d54-\u0d61\u0d7a-\u0d7f",
    "Sinh": "\u0d85-\u0dc6",
    "Thai": "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    "Laoo": "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf",
    "Tibt": "\u0f00\u0f40-\u0f6c\u0f88-\u0f8c",
    "Mymr": "\u1000-\u102a\u103f\u1050-\u1055",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Ethi": "\u1200-\u137f\u2d80-\u2dde",
    "Khmr": "\u1780-\u17b3\u17d7\u17dc",
    "Tfng": "\u2d30-\u2d67",
    "Kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff",
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "Adlm": "\U0001e900-\U0001e943",
}
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})
LANGUAGE_OF = {
    "Armn": "hy", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko",
    "Hebr": "he", "Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml",
    "Orya": "or", "Sinh": "si", "Taml": "ta", "Telu": "te", "Thaa": "dv", "Thai": "th",
}  # fmt: skip
WRITTEN_IN = {
    "Arab": "ar arz ary apc acm ckb fa prs ps ur ug sd sdh lrc mzn bal ks pnb azb fa-af",
    "Hebr": "he yi",
    "Syrc": "syr arc aii tru",
    "Thaa": "dv",
    "Nkoo": "nqo",
    "Cyrl": "ru uk be bg sr mk kk ky tg mn tt ba ce os cv av",
    "Grek": "el grc",
    "Armn": "hy hyw",
    "Geor": "ka",
    "Deva": "hi mr ne sa mai bho kok",
    "Beng": "bn as",
    "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn",
    "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Tibt": "bo dz", "Mymr": "my",
    "Khmr": "km", "Ethi": "am ti tig gez", "Tfng": "zgh",
    "Hani": "zh yue wuu ja ko", "Kana": "ja", "Hang": "ko",
}  # fmt: skip
"""Script -> the languages usually written in it; all others in Latin letters."""

RUN = 10
"""Letters of a foreign script within a text from which on they are marked."""
BLOCK = 3
"""Foreign letters that can decide for a whole block."""

_SUBTAG_SCRIPTS = {"hans": "Hani", "hant": "Hani", "jpan": "Hani Kana", "kore": "Hani Hang"}
_TEXTS = frozenset({
    *HEADINGS, "p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "summary", "details",
    "blockquote", "ul", "ol", "dl", "table", "section", "div",
})  # fmt: skip
_STRESSED = frozenset({"em", "i", "cite"})
"""Each script has its own way to stress: a word in them is marked, however short."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_AFTER_ADDRESS = ".,;:!?)]>»”’\"'،؛؟"
_NOT_PROSE = frozenset({"pre", "code", "kbd", "samp", "var"})


@cache
def scripts_of(language: str) -> frozenset[str]:
    """The scripts that a language (a BCP 47 tag) is written in; Latin if it is not known."""
    subtags = language.lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return frozenset(_SUBTAG_SCRIPTS.get(subtag, subtag.title()).split())
    found = (script for script, languages in WRITTEN_IN.items() if subtags[0] in languages.split())
    return frozenset(found) or frozenset({"Latn"})


@cache
def direction_of(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if scripts_of(language) & RIGHT_TO_LEFT else "ltr"


def mark_foreign(root: Element, language: str) -> None:
    """Set ``lang`` and ``dir`` where a text's letters contradict the language around it."""
    own = scripts_of(language)
    foreign = _foreign(own)
    text = text_of(root)
    is_ours = ("Latn" in own and text.isascii()) or not foreign.search(text)
    if is_ours and not any("lang" in e.attrs or e.tag in _NOT_PROSE for e in elements(root)):
        return
    for child in root.children:
        if isinstance(child, Element) and (_has_lang(child) or foreign.search(text_of(child))):
            _mark(child, language, direction_of(language))


def _mark(element: Element, language: str, direction: str, quoted: str = "") -> None:
    """``quoted`` is the language of the words whose speaker the element names."""
    if element.tag in _NOT_PROSE:
        if direction == "rtl":
            element.attrs.setdefault("dir", "ltr")
        return
    given = element.attrs.get("lang", "")
    if given and not GLOBAL["lang"](given):
        given = ""
    told = not given and element.tag in _TEXTS | _STRESSED
    guessed = _dominant(element, language) if told else ""
    if quoted and guessed.startswith("und-") and scripts_of(guessed) & scripts_of(quoted):
        guessed = quoted
    if given or guessed:
        language = given or guessed
        element.attrs["lang"] = language
        if "dir" not in element.attrs and direction_of(language) != direction:
            element.attrs["dir"] = direction_of(language)
    if element.attrs.get("dir", "") in ("ltr", "rtl"):
        direction = element.attrs["dir"]
    children: list[Node] = []
    quoted = ""
    for child in element.children:
        if isinstance(child, str):
            children += _runs(child, language, direction)
        else:
            _mark(child, language, direction, quoted)
            children.append(child)
            if element.tag == "figure" and child.tag == "blockquote":
                quoted = child.attrs.get("lang", "")
    element.children = children


def _dominant(element: Element, language: str) -> str:
    """The language that the letters of a block speak for, if not the one around it."""
    own = scripts_of(language)
    text = text_of(element, leave_out=lambda e: e.tag in _NOT_PROSE or "lang" in e.attrs)
    # An address says nothing of the language that it stands in, however long it is.
    said = _ADDRESS.sub("", text)
    text = said if any(c.isalpha() for c in said) else text
    if not _foreign(own).search(text):
        return ""
    counts = _count(text)
    native = sum(counts[script] for script in own)
    others = {script: n for script, n in counts.items() if script not in own}
    most = sum(others.values())
    if most < BLOCK or most <= native:
        return ""
    # A sentence of ours may quote more than it says itself: it still begins in our script.
    starts_foreign = _foreign(own).match(next(c for c in text if c.isalpha()))
    return _language(others) if starts_foreign or most > 3 * native else ""


def _runs(text: str, language: str, direction: str) -> list[Node]:
    own = scripts_of(language)
    if not _foreign(own).search(text):
        return [text]
    nodes: list[Node] = []
    position = 0
    for found in _run(own).finditer(text):
        start, end = found.span()
        counts = _count(found[0])
        if start < position or sum(counts.values()) < RUN:
            continue
        end += _closes(found[0], text[end : end + 1])
        end = _whole_addresses(text, start, end)
        guess = _language(counts)
        attrs = {"lang": guess}
        if direction_of(guess) != direction:
            attrs["dir"] = direction_of(guess)
        nodes += [text[position:start], Element("span", attrs, [text[start:end]])]
        position = end
    return [node for node in (*nodes, text[position:]) if node]


def _closes(run: str, after: str) -> bool:
    """Whether the mark after a run closes what was opened in it."""
    if after == ")":
        return run.count("(") > run.count(")")
    return after == '"' and run.count('"') % 2 == 1


def _whole_addresses(text: str, start: int, end: int) -> int:
    """Where a run ends that cuts no address short: the stroke at its end belongs to it."""
    for address in _ADDRESS.finditer(text, start):
        if address.start() >= end:
            break
        end = max(end, len(text[: address.end()].rstrip(_AFTER_ADDRESS)))
    return end


def _count(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, n in Counter(text).items():
        for script in _scripts_with(character):
            counts[script] += n
    return counts


@cache
def _scripts_with(character: str) -> tuple[str, ...]:
    return tuple(script for script, letters in _letters().items() if letters.match(character))


def _language(counts: dict[str, int]) -> str:
    script = max(sorted(counts), key=lambda s: counts[s])
    if script == "Hani" and counts.get("Kana"):
        script = "Kana"
    return LANGUAGE_OF.get(script, f"und-{script}")


def _has_lang(element: Element) -> bool:
    return "lang" in element.attrs or any(
        _has_lang(child) or child.tag in _NOT_PROSE
        for child in element.children
        if isinstance(child, Element)
    )


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    return {script: re.compile(f"[{letters}]") for script, letters in LETTERS.items()}


@cache
def _foreign(own: frozenset[str]) -> re.Pattern[str]:
    """A letter of any other script."""
    return re.compile(f"[{''.join(v for script, v in LETTERS.items() if script not in own)}]")


@cache
def _run(own: frozenset[str]) -> re.Pattern[str]:
    """From a foreign letter to the last one before the next letter of our own."""
    foreign = _foreign(own).pattern
    native = "".join(LETTERS.get(script, "") for script in sorted(own)) or "\x00"
    return re.compile(f"{foreign}(?:[^{native}]*{foreign})?")
