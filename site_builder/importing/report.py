"""The account of an import: for people, as Markdown to keep, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.importing.values import Entry, Imported

_MOST = 6
"""Fields that are named for one reason; the report names all."""


def summary(made: Imported, skipped: Sequence[str]) -> Iterator[str]:
    """Lines for a terminal."""
    fates = Counter(entry.fate for entry in made.entries)
    languages = Counter(one.language for one in made.files)
    told = ", ".join(f"{tag} {count}" for tag, count in sorted(languages.items()))
    yield f"texts: {len(made.files)}" + (f" ({told})" if told else "")
    yield f"pictures and files: {len(made.copies)}"
    kept = f"{fates['kept']} kept under extra"
    yield f"fields: {fates['mapped']} mapped, {kept}, {fates['listed']} only listed"
    for path in skipped:
        yield f"not written, it is there already: {path}"
    reasons: dict[str, list[str]] = {}
    for entry in made.entries:
        if entry.fate == "listed":
            reasons.setdefault(entry.to, []).append(entry.name)
    for why, names in sorted(reasons.items(), key=lambda one: (-len(one[1]), one[0])):
        shown = list(dict.fromkeys(names))
        more = f" and {len(shown) - _MOST} others" if len(shown) > _MOST else ""
        yield f"  {why}: {', '.join(shown[:_MOST])}{more}"


def as_markdown(made: Imported, skipped: Sequence[str]) -> str:
    lines = ["# What was imported", ""]
    lines += [f"- {line.strip()}" for line in summary(made, skipped) if not line.startswith("  ")]
    lines += ["", "## Texts", ""]
    lines += [f"- `{one.path}` from `{one.origin}`" for one in made.files]
    for fate, heading in (
        ("listed", "Not understood, or left out"),
        ("kept", "Kept under `extra`"),
        ("mapped", "Mapped"),
    ):
        rows = [e for e in made.entries if e.fate == fate]
        lines += ["", f"## {heading} ({len(rows)})", ""]
        lines += ["| file | line | field | what became of it | value |", "|---|---|---|---|---|"]
        for e in rows:
            cells = (e.path, str(e.line), e.name, e.to, e.value[:80])
            lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def as_json(made: Imported, skipped: Sequence[str]) -> str:
    """Every entry with its whole value."""
    data = {
        "texts": [
            {"path": f"content/{one.path}", "from": one.origin, "language": one.language}
            for one in made.files
        ],
        "files": [{"path": f"content/{path}", "from": origin} for path, origin in made.copies],
        "skipped": list(skipped),
        "fields": [_entry(entry) for entry in made.entries],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "file": entry.path,
        "line": entry.line,
        "field": entry.name,
        "fate": entry.fate,
        "to": entry.to,
        "value": entry.value,
    }
