"""A table (CSV): a row is a work, a column is a field."""

from __future__ import annotations

import csv
import io

from site_builder.importing.values import Collection, Document, Entry, Field, Tree

_TEXT = ("text", "body", "content", "object_transcript", "transcript", "fulltext")
_MOST_ROWS = 100_000


def collection(tree: Tree, renamed: dict[str, str]) -> Collection:
    """``renamed`` may say which column is the ``text``."""
    documents: list[Document] = []
    entries: list[Entry] = []
    for path, text in sorted(tree.texts.items()):
        if not path.lower().endswith((".csv", ".tsv", ".txt")):
            continue
        found, told = _rows(path, text, renamed)
        documents += found
        entries += told
    return Collection(tuple(documents), tuple(entries))


def _rows(path: str, text: str, renamed: dict[str, str]) -> tuple[list[Document], list[Entry]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    csv.field_size_limit(2_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    documents: list[Document] = []
    entries: list[Entry] = []
    names: list[str] = []
    before = 0
    try:
        for row in reader:
            line, before = before + 1, reader.line_num
            if not names:
                names = [name.strip() or f"column {n}" for n, name in enumerate(row, 1)]
            elif len(documents) >= _MOST_ROWS:
                raise csv.Error(f"more than {_MOST_ROWS} rows")
            elif any(cell.strip() for cell in row):
                documents.append(_document(path, line, names, row, renamed))
    except csv.Error as error:
        why = f"the table cannot be read from here on: {error}"
        entries.append(Entry(path, reader.line_num, "(the rest of the file)", "listed", why))
    return documents, entries


def _document(
    path: str, line: int, names: list[str], row: list[str], renamed: dict[str, str]
) -> Document:
    fields: list[Field] = []
    body = ""
    notes: list[Entry] = []
    for number, cell in enumerate(row):
        name = names[number] if number < len(names) else f"column {number + 1}"
        is_text = renamed.get(name) == "text" or (
            "text" not in renamed.values() and name.lower() in _TEXT and name not in renamed
        )
        if is_text and not body and cell.strip():
            body = cell.replace("\r\n", "\n")
            notes.append(Entry(path, line, name, "mapped", "the text", cell[:200]))
        else:
            fields.append(Field(name, (cell,), line))
    said = {one.name.lower(): one.text.strip() for one in fields}
    same = said.get("objectid") or said.get("slug") or said.get("identifier", "")
    group = f"id {same}" if same else f"row {line}"
    return Document(path, tuple(fields), body, line, group=group, notes=tuple(notes))
