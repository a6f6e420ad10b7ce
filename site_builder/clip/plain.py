"""Text pasted from a page -> Clipping: which line is the headline, the text, or neither."""

from __future__ import annotations

import re

from site_builder import html_text, url_policy
from site_builder.clip import dates
from site_builder.clip.credits import names_in
from site_builder.clip.language import detected
from site_builder.clip.lines import is_capitalised, is_name, is_noise, is_sentence, same
from site_builder.clip.tidy import printed_day, tidied
from site_builder.clip.values import NOTHING, Clipping, Found
from site_builder.clip.words import BYLINE, COMMENTS, DATELINE, KEYWORDS, SOURCE

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ADDRESS = re.compile(
    r"(?:\W*(?:url|link|رابط|لینک|链接)\s*[:：]\s*)?(https?://\S+)", re.IGNORECASE
)
_BETWEEN_PARTS = re.compile(r"\s*[›»>/→|]\s*|\s+[-–—]\s+")
_BREADCRUMBS = re.compile(r"[^.!?›»>/→]{2,60}(?:[›»>/→][^.!?›»>/→]{2,60}){1,9}")


def clip_text(text: str, *, language: str, url: str, languages: tuple[str, ...],
              names: tuple[str, ...] = ()) -> Clipping:  # fmt: skip
    """``names`` are those of the newspapers that the archive knows."""
    language = language or detected(text, "", languages)
    paragraphs = _paragraphs(text)
    address = url
    lines = []
    for line in paragraphs:
        found = _ADDRESS.fullmatch(line)
        if found and not url_policy.check(found[1], kind="source"):
            address = address or found[1]
        else:
            lines.append(line)
    ended = next((n for n, line in enumerate(lines) if n > len(lines) // 2 and _ends(line)), None)
    lines, after = lines[:ended], lines[ended:] if ended is not None else []
    begin = _text_from(lines, 0, language)
    standfirst, begin = _sentence_above_credits(lines, begin, language)
    head = lines[:begin]
    spoken = [
        n
        for n, line in enumerate(head)
        if line != standfirst and not _is_of_the_page(line, language)
    ]
    title_at = _title(head, spoken, lines, names)
    title = head[title_at] if title_at is not None else ""
    paper = _paper(head, spoken, title_at, names)
    below = [head[n] for n in spoken if title_at is not None and n > title_at]
    signed = _name_above_text(head, head)
    # A name with a place behind it is long enough for a standfirst, and none.
    placed = head[-1] if signed and head[-1] != signed else ""
    deck = standfirst or next((line for line in below if not same(line, title)
                               and not same(line, paper) and len(line) > 25
                               and line != placed), "")  # fmt: skip
    paper, credited = _credit_of_paper(head) if not paper else (paper, "")
    left = [line for line in head if line not in (title, deck)]
    above = [line for line in left if not is_noise(line) and line != paper]
    text_of_it = {_as_markdown(line): line for line in (*above, *lines[begin:])}
    tidy = tidied(list(text_of_it), title=title, deck=deck, source=paper, language=language)
    body = [block for block in tidy.blocks if text_of_it.get(block) not in above]
    others = [text_of_it[block] for block in tidy.blocks if text_of_it.get(block) in above]
    date, unclear = printed_day(tidy, language)
    source = next(iter(tidy.sources), "") or paper
    said_so = credited or _name_above_text(head, others)
    # A name alone, on the line before or after the date or the headline, is a credit.
    beside = [n for n, line in enumerate(head) if dates.is_date(line, language, besides=40)]
    beside += [] if title_at is None else [title_at]
    names_alone = [line for n, line in enumerate(head) if line in others and is_name(line)
                   and any(abs(n - at) == 1 for at in beside)]  # fmt: skip
    # What follows the headline is likelier one than what precedes it: that is the newspaper.
    names_alone.sort(key=lambda line: title_at is not None and head.index(line) < title_at)
    people = tidy.bylines or ([said_so] if said_so else names_alone[:1])
    return Clipping(
        language,
        Found(title, "the headline") if title else NOTHING,
        Found(deck, "the line below the headline") if deck else NOTHING,
        date,
        () if date.value else unclear,
        Found(source, "a line of the page") if source else NOTHING,
        Found(address, "--url" if url else "a line of the text") if address else NOTHING,
        tuple(Found(one, "the byline") for one in names_in(people, source)),
        tuple(dict.fromkeys(tidy.keywords)),
        tuple(body),
        (),
        tuple(dict.fromkeys((*tidy.left_out, *others, *filter(is_noise, left), *after))),
    )


def _ends(line: str) -> bool:
    """Whether a line is the heading of what readers wrote."""
    return COMMENTS.fullmatch(line) is not None


def _credit_of_paper(head: list[str]) -> tuple[str, str]:
    """(the newspaper, a person): "Jane Example - Example Gazette" where the latter stands alone
    too."""
    for line in head:
        parts = [part.strip() for part in re.split(r"\s+[-–—|/]\s+", line)]
        for n, other in enumerate(parts):
            if len(parts) == 2 and any(same(other, one) for one in head):
                return other, parts[1 - n] if is_name(parts[1 - n]) else ""
    return "", ""


def _name_above_text(head: list[str], lines: list[str]) -> str:
    """A name in capitals right above the text, perhaps with a place behind it."""
    if not head or head[-1] not in lines:
        return ""
    parts = re.split(r"[.,/]\s+", head[-1])
    capitals = len(parts) <= 2 and all(is_capitalised(part) for part in parts if part)
    return parts[0] if capitals and is_name(parts[0]) else ""


def _as_markdown(line: str) -> str:
    """A line as it stands; only a quotation mark of mail keeps its meaning."""
    return line if line.startswith("> ") else html_text.plain(line)


def _paragraphs(text: str) -> list[str]:
    """One string a paragraph: lines that were broken to fit are joined again."""
    made: list[str] = []
    for block in re.split(r"\n[ \t\u00a0]*\n+", text.replace("\u00a0", " ")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        label = KEYWORDS.fullmatch(lines[0]) if lines else None
        if label and not label["rest"] and 1 < len(lines) < 40:
            made.append(f"{lines[0].rstrip(' :：')}: {', '.join(lines[1:])}")
        elif _is_wrapped(lines):
            made.append(" ".join(lines))
        else:
            made += lines
    return made


def _is_wrapped(lines: list[str]) -> bool:
    """Lines of nearly one length that end in the middle of sentences are one paragraph."""
    if len(lines) < 2 or any(_UNSPACED.search(line) for line in lines):
        return False
    lengths = [len(line) for line in lines[:-1]]
    open_ends = sum(not re.search(r"[.!?…؟۔:»”\"]$", line) for line in lines[:-1])
    return min(lengths) >= 45 and max(lengths) <= 100 and open_ends * 2 >= len(lengths)


def _is_text(line: str, language: str) -> bool:
    """Whether a line is a paragraph, not a headline, a label or a credit."""
    if is_noise(line) or (KEYWORDS.fullmatch(line) and len(line) < 200):
        return False
    if (BYLINE.fullmatch(line) or DATELINE.fullmatch(line)) and dates.is_date(
        line, language, besides=60
    ):
        return False
    words = len(_UNSPACED.findall(line)) / 2 if _UNSPACED.search(line) else len(line.split())
    return words >= 22 or (
        words >= 8 and is_sentence(line) and bool(re.search(r"[.!?。！？؟۔][\"”»）)]*$", line))
    )


def _is_of_the_page(line: str, language: str) -> bool:
    return bool(
        is_noise(line)
        or _BREADCRUMBS.fullmatch(line)
        or SOURCE.fullmatch(line)
        or dates.is_date(line, language, besides=40)
        or (BYLINE.fullmatch(line) and len(line) < 80)
        or KEYWORDS.fullmatch(line)
    )


def _title(
    head: list[str], spoken: list[int], lines: list[str], names: tuple[str, ...]
) -> int | None:
    """A line that stands twice; else the first that is longer than the name of a newspaper."""
    candidates = [n for n in spoken if not any(same(head[n], name) for name in names)]
    for n in candidates:
        again = [line for line in lines if same(line, head[n])]
        if len(again) > 1 and _weight(head[n]) >= 3:
            return n
    long = [n for n in candidates if _weight(head[n]) >= 4]
    if len(long) > 1 and (_is_way(head[long[0]]) or _is_masthead(head[long[0]], head[long[1]])):
        # "Example Gazette - Arts and Letters" is the newspaper's, not the text's.
        long = long[1:]
    if long:
        # A headline of three words and a standfirst: the names of sections are in capitals.
        above = long[0] - 1
        small = sum(word[0].islower() for word in head[above].split()) if above in candidates else 0
        return above if small > 1 and above != candidates[0] else long[0]
    return max(candidates, key=lambda n: len(head[n]), default=None)


def _is_masthead(line: str, next_one: str) -> bool:
    """THE EXAMPLE GAZETTE, above a headline that is not in capitals."""
    return line.isupper() and not next_one.isupper() and _weight(line) <= 6


def _is_way(line: str) -> bool:
    parts = _BETWEEN_PARTS.split(line)
    return len(parts) > 1 and all(0 < _weight(part) <= 3 for part in parts)


def _weight(line: str) -> float:
    """Words, or half the signs of a script that does not part them."""
    if _UNSPACED.search(line):
        return len(_UNSPACED.findall(line)) / 2
    return sum(any(map(str.isalpha, word)) for word in line.split())


def _paper(head: list[str], spoken: list[int], title_at: int | None, names: tuple[str, ...]) -> str:
    """The newspaper's own name above the headline: one that is known, or the first short line."""
    for line in head:
        for name in names:
            if same(line, name):
                return line
    above = [(head[n], 1.0) for n in spoken if title_at is not None and n < title_at]
    # Of a way through the site one word is the first section, not the newspaper.
    above += [(line, 2) for line in head[: title_at or 0] if _BREADCRUMBS.fullmatch(line)]
    for line, least in above:
        parts = _BETWEEN_PARTS.split(line)
        if least == 2 and is_noise(parts[0]):
            continue  # Behind "Home" are the sections.
        if _UNSPACED.search(line) and least == 2:
            least = 1.5  # Sections have names of two signs.
        if least <= _weight(parts[0]) <= 5 and not is_noise(parts[0]):
            return parts[0]
    return ""


def _text_from(lines: list[str], start: int, language: str) -> int:
    """Where the next paragraph is; their number if there is none."""
    return next((n for n in range(start, len(lines)) if _is_text(lines[n], language)), len(lines))


def _sentence_above_credits(lines: list[str], begin: int, language: str) -> tuple[str, int]:
    """A sentence between headline and credits is the standfirst: (it, where the text begins)."""
    after = _text_from(lines, begin + 1, language)
    between = lines[begin + 1 : after]
    credits = [one for one in between if _is_of_the_page(one, language) and not is_noise(one)]
    short = len(between) <= 4 and all(len(line) < 80 for line in between)
    if begin == 0 or after >= len(lines) or not credits or not short:
        return "", begin
    return lines[begin], after
