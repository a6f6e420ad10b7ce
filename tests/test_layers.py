"""The house stands: imports point down, few rooms touch the disk, and only the top one prints."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__init__", "model", "problems", "persian_calendar"}),
    frozenset({"pages", "date_hints", "redaction", "options", "state", "heap"}),
    frozenset(
        {"yaml_text", "edtf", "languages", "urls", "characters", "cache", "images", "workers",
         "url_policy"}
    ),
    frozenset({"schema", "markup", "theme", "faces", "share"}),
    frozenset({"config", "frontmatter", "authorities"}),
    frozenset({"load", "header_edit", "header_text", "html_text", "json_schemas"}),
    frozenset({"parse", "link"}),
    frozenset({"checks", "outputs", "search", "clip", "importing"}),
    frozenset({"plan"}),
    frozenset({"write", "render", "budgets", "leaks"}),
    frozenset({"pipeline"}),
    frozenset({"preview", "rot", "amend"}),
    frozenset({"commands"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)  # fmt: skip
"""From the ground up. The top four are the front door: arguments, printing, the local server."""
FRONT_DOOR = frozenset({"preview", "commands", "cli", "__main__"})
TOUCH_THE_DISK = (
    frozenset({"config", "load", "theme", "faces", "cache", "state", "write"}) | FRONT_DOOR
)

DISK_MODULES = frozenset({"os", "shutil", "sqlite3", "tempfile", "glob", "fcntl", "fileinput"})
DISK_METHODS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rmdir",
     "rename", "touch", "iterdir", "rglob", "symlink_to", "is_file", "is_dir", "exists", "lstat"}
)  # fmt: skip
PRINTING = frozenset({"print", "input", "breakpoint"})


def room_of(path: Path) -> str:
    """``link/names.py`` is part of the room ``link``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    found = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert len(found) == 1, f"{room} must be on exactly one floor; add it to FLOORS"
    return found[0]


def imported_rooms(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, room) of every import of ours, wherever in the module it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their room in full"
            if node.module == "site_builder":
                for name in node.names:
                    yield node.lineno, name.name if name.name != "__version__" else "__init__"
            elif (node.module or "").startswith("site_builder."):
                yield node.lineno, str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            for name in node.names:
                if name.name.startswith("site_builder"):
                    yield node.lineno, [*name.name.split("."), "__init__"][1]


def faults(source: str, room: str) -> list[str]:
    """What in a module of a room breaks the rules of the house."""
    tree = ast.parse(source)
    found = []
    for line, other in imported_rooms(tree):
        if other != room and floor_of(other) >= floor_of(room):
            found.append(f"{line}: {room} imports {other}, which is not below it")
    for node in ast.walk(tree):
        if (
            room not in TOUCH_THE_DISK
            and (what := disk_access(node))
            and not asks_system(node, room)
        ):
            found.append(f"{node.lineno}: {room} touches the disk with {what}")  # type: ignore[attr-defined]
        if room not in FRONT_DOOR and (what := printing(node)):
            found.append(f"{node.lineno}: {room} prints with {what}")  # type: ignore[attr-defined]
    return found


def disk_access(node: ast.AST) -> str:
    if isinstance(node, ast.Import):
        return next((n.name for n in node.names if n.name.split(".")[0] in DISK_MODULES), "")
    if isinstance(node, ast.ImportFrom):
        return node.module if (node.module or "").split(".")[0] in DISK_MODULES else ""  # type: ignore[return-value]
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Name) and function.id == "open":
            return "open"
        if isinstance(function, ast.Attribute) and function.attr in DISK_METHODS:
            return "" if opens_no_file(function) else f".{function.attr}"
    return ""


def asks_system(node: ast.AST, room: str) -> bool:
    """The workers ask the system about their own processes, and about nothing else."""
    if isinstance(node, ast.Call):
        asked = [a.value for a in node.args if isinstance(a, ast.Constant)]
        return room == "workers" and bool(asked) and str(asked[0]).startswith("/proc/self/")
    return room == "workers" and ast.unparse(node) == "import os"


def opens_no_file(function: ast.Attribute) -> bool:
    """``Image.open(BytesIO(...))`` reads bytes that are there already."""
    return function.attr == "open" and isinstance(function.value, ast.Name | ast.Attribute) and (
        ast.unparse(function.value) in ("Image", "PIL.Image")
    )  # fmt: skip


def printing(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id if node.func.id in PRINTING else ""
    if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"):
        return ast.unparse(node) if ast.unparse(node.value) == "sys" else ""
    return ""


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_room_keeps_to_its_floor_and_its_duty(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), room_of(path)) == []


def test_every_room_of_the_plan_is_built() -> None:
    assert {room for floor in FLOORS for room in floor} == {room_of(path) for path in MODULES}


@pytest.mark.parametrize(
    ("room", "source", "fault"),
    [
        ("link", "from site_builder.pipeline import build_site", "link imports pipeline"),
        ("urls", "from site_builder import languages", "urls imports languages"),
        ("yaml_text", "def f():\n    from site_builder.schema import Text", "imports schema"),
        ("model", "import site_builder.problems", "model imports problems"),
        ("parse", "from pathlib import Path\nPath('x').read_text()", "touches the disk"),
        ("workers", "open('/etc/passwd')", "workers touches the disk with open"),
        ("parse", "import os", "parse touches the disk with os"),
        ("link", "from shutil import copy", "link touches the disk with shutil"),
        ("outputs", "open('x')", "outputs touches the disk with open"),
        ("checks", "print('x')", "checks prints with print"),
        ("write", "import sys\nsys.stderr.write('x')", "write prints with sys.stderr"),
    ],
)
def test_the_layer_test_notices(room: str, source: str, fault: str) -> None:
    (found,) = faults(source, room)
    assert fault in found


def test_the_layer_test_notices_a_room_that_nobody_planned() -> None:
    with pytest.raises(AssertionError, match="attic must be on exactly one floor"):
        faults("from site_builder.attic import dust", "pipeline")


def test_a_room_may_use_what_is_below_it_and_its_own_files() -> None:
    source = "from site_builder.link.names import fold\nfrom site_builder import urls, model"
    assert faults(source, "link") == []
