"""What a single line or block is: a button, a sentence, a name, a list of keywords."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from site_builder.clip.words import (
    AGENCY_CAPTION,
    CATEGORY,
    COOKIES,
    FOOTER,
    NOISE,
    RELATED_LINE,
    RELATED_LINK,
)

SHORT = 120
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-+*]\s+|\d+[.)]\s+)+", re.MULTILINE)
_SEVERAL = re.compile(r"\s*[,;،؛、，；|•·/\n]\s*|\s+#|\s+[-–—]\s+")
HAN = "[\u3005-\u30ff\u3400-\u9fff]"
UNSPACED = re.compile(rf"(?<={HAN})\s+|\s+(?={HAN})")
"""A space where words need none: between two of a list."""
NAME_ALONE = re.compile(rf"{HAN}{{2,10}}")
_LABEL = re.compile(
    r"\s*[|｜]\s*|／\s*(?=[记記]者)|\s+(?=[记記]者)|\s+(?=[^\W\d_]{1,20}\s?(?:：|:(?!\d|//)))"
)
_ROW = re.compile(r"(?:\s*[|•·/›»-]?\s*\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\)){2,}\s*")
"""Links beside each other and nothing else."""
_COUNT = re.compile(r"\s+\(?\d{1,6}\)?\s*$")
"""How many texts a keyword has, as some sites print behind it."""
ENDS_A_SENTENCE = re.compile(r"[.!?…。！？؟۔][\"'”’»）)\]]*$")


def same(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits, whatever their case and marks."""
    return bool(one) and bool(other) and letters(one) == letters(other) != ""


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def words_of(block: str) -> str:
    """The words of a Markdown block without its signs."""
    plain = _MARKS.sub("", _LINK.sub(r"\1", block))
    return unescape(re.sub(r"\\(.)", r"\1", plain).replace("**", "")).strip(" *_\n")


def is_picture(block: str) -> bool:
    return re.fullmatch(r"\[?!\[(?:[^\[\]\\]|\\.)*\]\(.*\)", block.strip()) is not None


def several(listed: str) -> list[str]:
    """The keywords of a line; where a script needs no spaces, a space parts two of them."""
    plain = _SEVERAL.split(listed)
    parts = UNSPACED.split(listed) if len(plain) == 1 else plain
    return [word for one in parts if (word := _COUNT.sub("", one).strip(" .。#:：\u200f\u200e"))]


def weight_of(text: str) -> float:
    """Letters; a sign that is half a word by itself weighs as two and a half."""
    return len(text) + 1.5 * len(re.findall(HAN, text))


def credit_parts(line: str) -> list[str]:
    """What a line of credits says, each with its label: ``2015-03-01 Source: ... Author: ...``."""
    return [part.strip() for part in _LABEL.split(line) if part.strip()]


def is_noise(line: str) -> bool:
    """Whether a line is a button, a notice or a part of the navigation."""
    if len(line) > 300:
        return False
    parts = [p for p in re.split(r"\n|\s+[|•·/›»>]\s+|\s{2,}", line) if p.strip()]
    if parts and all(NOISE.fullmatch(part.strip()) for part in parts):
        return True
    if COOKIES.match(line) or FOOTER.match(line):
        return True
    if RELATED_LINE.fullmatch(line) or AGENCY_CAPTION.fullmatch(line):
        return True
    if len(parts) == 1:
        parts = UNSPACED.split(line)
    # A row of short words is navigation; with figures it may be a date and a name, and a list
    # of several lines may be one of the text.
    short = all(len(p.split()) <= 3 and len(p) < 30 for p in parts)
    return len(parts) > 2 and short and not re.search(r"[\d\n]", line)


def is_menu(block: str) -> bool:
    """A list of short words of which one is a button."""
    items = [words_of(line) for line in block.split("\n")]
    short = all(len(one.split()) <= 3 and len(one) < 30 for one in items)
    return block.startswith("- ") and len(items) > 1 and short and any(map(NOISE.fullmatch, items))


def is_sentence(text: str) -> bool:
    """Whether a line reads as part of a text and not as a label."""
    return len(text) > SHORT or (len(text) > 25 and ENDS_A_SENTENCE.search(text) is not None)


def is_aside(block: str) -> bool:
    """A link to another text, with words that say so."""
    return len(block) < 1_000 and RELATED_LINK.fullmatch(block) is not None


def is_of_the_site(block: str) -> bool:
    """What is the page's own above or below a text, and may be the text's within it: a row of
    links, the name of a section."""
    row = len(block) < 1_000 and _ROW.fullmatch(block) is not None
    return row or is_menu(block) or CATEGORY.fullmatch(words_of(block)) is not None


def signature(blocks: Sequence[str]) -> str:
    """A name alone below the text, as letters end; '' if the last line is none.

    Only capital letters tell a name from other words.
    """
    words = words_of(blocks[-1]) if len(blocks) > 1 else ""
    of_the_text = blocks and blocks[-1].startswith(("#", ">", "- ", "1"))
    names = is_name(words) and len(words) < 40 and is_capitalised(words)
    return words if names and not of_the_text and not ENDS_A_SENTENCE.search(words) else ""


def is_name(words: str) -> bool:
    """Whether a part of a credit may be a person: two to four words without digits."""
    return 2 <= len(words.split()) <= 4 and not re.search(r"[\d»›>/|:]|\s[-–—]\s", words)


def is_capitalised(words: str) -> bool:
    """Whether every word begins with a capital letter, in a script that has them."""
    return all(word[0].isupper() for word in words.split())


def is_label(block: str) -> bool:
    words = words_of(block)
    return len(words) < 60 and not is_noise(words) and not ENDS_A_SENTENCE.search(words)
