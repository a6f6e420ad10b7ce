"""The numbers written in a text, in one form for every language: digits, grouping, decimals.

To teach it a language, add its scale words to ``_SCALES``, its word for century to
``_CENTURY``, and its tag to ``_DECIMAL_COMMA`` or ``_SPACE_GROUPS`` where they apply.
"""

from __future__ import annotations

import re
from decimal import Decimal

from site_builder.languages.numerals import ZEROS

_DECIMAL_COMMA = frozenset({
    "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "hr", "hu",
    "hy", "id", "is", "it", "ka", "kk", "kmr", "ku", "ky", "lt", "lv", "mk", "nb", "nl", "nn", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi",
})  # fmt: skip
"""Languages whose decimal mark is a comma, so that a full stop groups thousands (CLDR)."""
_SPACE_GROUPS = frozenset({
    "be", "bg", "cs", "es", "et", "fi", "fr", "hu", "kk", "lt", "lv", "nb", "nn", "no", "pl", "pt",
    "ru", "sk", "sv", "uk",
})  # fmt: skip
"""Languages that group thousands with a space, which may be typed as an ordinary one."""

_DIGITS = {ord(zero) + n: str(n) for zero in (*ZEROS.values(), "０") for n in range(10)}
_HAN_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_HAN = "[一二三四五六七八九]"
_HAN_ORDINAL = re.compile(rf"(?<=[第月])({_HAN}?百)?零?({_HAN}?十)?({_HAN})?")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")

_ZEROS = (
    "0660 06f0 07c0 0966 09e6 0a66 0ae6 0b66 0be6 0c66 0ce6 0d66 0de6 0e50 0ed0 0f20 1040 "
    "1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 "
    "abf0 ff10"
)
"""The zeros of other scripts in Unicode's first plane; the nine other digits follow each."""
_DIGIT = "0-9" + "".join(f"{chr(n)}-{chr(n + 9)}" for n in (int(z, 16) for z in _ZEROS.split()))
# With its first digit in front, as a set, an expression passes over other text many times faster.
_FIRST = rf"[{_DIGIT}\U00010000-\U0010ffff](?<=\d)(?<![A-Za-z\d].)"
_NUMBER = r"\d{{0,2}}(?:[{space}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d*(?:[.,'’٬٫]\d+)*"
_TYPED = re.compile(rf"{_FIRST}(?:{_NUMBER.format(space=chr(0xA0) + chr(0x202F) + ' ')})")
_PLAIN = re.compile(rf"{_FIRST}(?:{_NUMBER.format(space=chr(0xA0) + chr(0x202F))})")
_MARK = re.compile("([.,'’٬٫ \u00a0\u202f])")
_ANY = re.compile(f"[{_DIGIT}年月第\U00010000-\U0010ffff]")
_ASCII = re.compile("[0-9]")
_OTHER = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
_IN_WORDS = "\u2060"
"""Put after a number that was written in words."""
_SERIAL = re.compile(r"[A-Za-z]+\d")

_SCALES = {
    1_000: r"thousand\b|mille\b|mil\b|[Tt]ausend\b|тысяч\w*|тыс\b|ألف\w*|آلاف\b|هزار\b|هەزار\w*"
           r"|bin\b|hezar\b|ہزار\b|千",
    10_000: "万|萬",
    1_000_000: r"[Mm]illion\w*|mill[oó]n\w*|миллион\w*|млн\b|مليون\w*|ملايين\b|میلیون\b|ملیۆن\w*"
               r"|milyon\b|mîlyon\w*|ملین\b",
    100_000_000: "亿|億",
    1_000_000_000: r"billion\b|milliards?\b|Milliarden?\b|миллиард\w*|млрд\b|مليار\w*|میلیارد\b"
                   r"|ملیار\w*|milyar\b",
}  # fmt: skip
"""Words by which a number before them is multiplied."""
_SCALE = re.compile(
    r"[ \u00a0\u202f]?(?:" + "|".join(f"(?P<x{n}>{words})" for n, words in _SCALES.items()) + ")"
)
_CENTURY = re.compile(
    "centur|siècle|siglo|[Jj]ahrhundert|век|столети|قرن|سده|سەدە|世纪|世紀|yüzyıl|sedsal|صدی"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ère|e|ème|nde?|º|ª|o|a)(?!\w)|-?(?:го|й|я|е|м)\b")
_DAY = re.compile(r"日|[^\d\u4e00-\u9fff]{1,24}(?:1\d|20)\d\d(?!\d)")


def numbers_in(text: str, tag: str) -> tuple[str, ...]:
    """The numbers of a text in its order, with ASCII digits and a full stop for decimals.

    One that is as often written in words, so that its absence says little, begins with ``~``:
    small and round ones, ordinals, centuries. A day that stands before its year is never one
    of them. A month with a number, as in East Asian dates, begins with ``^``.
    """
    if not (_ASCII if text.isascii() else _ANY).search(text):
        return ()
    if "年" in text:
        text = _HAN_YEAR.sub(lambda found: found[0].translate(_HAN_DIGITS), text)
    if "第" in text or "月" in text:
        text = _HAN_ORDINAL.sub(_from_han, text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    for digit in {*_OTHER.findall(text)}:
        text = text.replace(digit, _DIGITS[ord(digit)])
    language = tag.split("-")[0]
    pattern = _TYPED if language in _SPACE_GROUPS else _PLAIN
    found: list[str] = []
    for match in pattern.finditer(text):
        end = match.end()
        if _SERIAL.match(text, end):
            continue
        values = _values(match[0], comma=language in _DECIMAL_COMMA)
        scale = _SCALE.match(text, end) if len(values) == 1 else None
        if scale:
            by = Decimal(str(scale.lastgroup)[1:])
            values = [f"{(Decimal(values[0]) * by).normalize():f}"]
        if text.startswith("月", end):
            found += [f"^{value}" for value in values]
            continue
        for value in values:
            found.append(f"~{value}" if _may_be_words(value, text, match.start(), end) else value)
    return tuple(found)


def _from_han(found: re.Match[str]) -> str:
    """第十九 is the 19th, 五月三十一日 the 31st; what is no number stays."""
    total = 0
    for part, by in ((found[1], 100), (found[2], 10), (found[3], 1)):
        if part:
            digit = part.rstrip("百十").translate(_HAN_DIGITS)
            total += int(digit or "1") * by
    return f"{total}{_IN_WORDS}" if total else ""


def _values(written: str, *, comma: bool) -> list[str]:
    """``1,234.5`` is one number; ``13.09.2014`` is three."""
    if written.isdigit():
        return [written.lstrip("0") or "0"]
    parts = _MARK.split(written)
    figures, marks = parts[::2], parts[1::2]
    in_threes = len(figures[0]) <= 3 and figures[0][0] != "0" and {*map(len, figures[1:])} == {3}
    if in_threes and len({*marks}) == 1:
        decimal = {"٫", "," if comma else "."}
        if marks[0] not in decimal or len(marks) > 1:
            return ["".join(figures)]
    grouped = len(marks) > 1 and marks[-1] not in marks[:-1] and len({*marks[:-1]}) == 1
    if grouped and {*map(len, figures[1:-1])} == {3} and marks[-1] in ".,٫":
        return [f"{''.join(figures[:-1])}.{figures[-1]}"]
    if len(figures) == 2 and marks[0] in ".,٫" and len(figures[1]) < 4:
        return [f"{figures[0]}.{figures[1]}"]
    return [figure.lstrip("0") or "0" for figure in figures]


def _may_be_words(value: str, text: str, start: int, end: int) -> bool:
    whole = int(value) if value.isdigit() else None
    if whole is None or text.startswith(_IN_WORDS, end):
        return whole is not None
    if whole <= 31 and _DAY.match(text, end):
        return False
    if whole <= 12 or (whole % 10 == 0 and len(value.rstrip("0")) == 1):
        return True
    if len(value) > 2:
        return False
    if _ORDINAL.match(text, end):
        return True
    return bool(_CENTURY.search(text, max(0, start - 12), end + 16))
