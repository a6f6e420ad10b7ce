"""The output folder is made equal to the plan, and nothing else is ever touched."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from small_site import stamps, tree

from site_builder.cache import digest_of
from site_builder.model import BytesPage, Output, Unmade
from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Unfinished
from site_builder.state import output_problem, sealed, state_folder
from site_builder.state.written import Known, save_record
from site_builder.write import Written, write

PAGES = {"index.html": "home", "en/index.html": "english", "en/a/index.html": "an article"}


def planned(pages: Mapping[str, str]) -> list[Planned]:
    return [
        Planned(Output(path, BytesPage(text.encode())), digest_of(text))
        for path, text in sorted(pages.items())
    ]


def render(one: Planned) -> bytes:
    assert isinstance(one.output.page, BytesPage)
    return one.output.page.data


def refuse(one: Planned) -> bytes:
    raise AssertionError(f"{one.output.path} was made though nothing had changed")


def put(
    output: Path, pages: Mapping[str, str], make: Callable[[Planned], bytes] = render
) -> Written:
    return write(planned(pages), output, each(make))


def each(
    make: Callable[[Planned], bytes],
) -> Callable[[Sequence[Planned]], Iterator[tuple[int, bytes]]]:
    return lambda todo: ((number, make(one)) for number, one in enumerate(todo))


def texts(output: Path) -> dict[str, str]:
    return {path: data.decode() for path, data in tree(output).items()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder into which ``PAGES`` were built."""
    folder = tmp_path / "output"
    assert put(folder, PAGES) == Written(3, 0, 3, 21)
    assert texts(folder) == PAGES
    return folder


# --- only what changed -----------------------------------------------------------------


def test_a_second_build_makes_and_writes_nothing(output: Path) -> None:
    before = stamps(output)
    for _ in range(3):
        assert put(output, PAGES, refuse) == Written(0, 0, 3, 0)
    assert stamps(output) == before


def test_the_third_build_does_not_even_write_its_record(output: Path) -> None:
    time.sleep(0.1)
    put(output, PAGES)
    before = stamps(state_folder(output))
    put(output, PAGES)
    assert stamps(state_folder(output)) == before


def test_only_the_page_that_changed_is_written(output: Path) -> None:
    before = stamps(output)
    assert put(output, {**PAGES, "index.html": "new home"}).written == 1
    after = stamps(output)
    assert [path for path in before if before[path] != after[path]] == ["index.html"]


def test_a_page_made_anew_with_the_same_bytes_is_not_written(output: Path) -> None:
    before = stamps(output)
    other_keys = [Planned(one.output, digest_of("new", one.key)) for one in planned(PAGES)]
    assert write(other_keys, output, each(render)).written == 0
    assert stamps(output) == before
    assert write(other_keys, output, each(refuse)).written == 0


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_file_that_has_the_digest_of_what_it_would_be_is_not_made(
    output: Path, spoilt: bool
) -> None:
    made: list[str] = []

    def unmade(one: Planned) -> Unmade:
        def make() -> bytes:
            made.append(one.output.path)
            return data

        data = render(one)
        return Unmade(hashlib.sha256(data).digest(), make)

    if spoilt:
        (output / "index.html").write_text("homely")
    pages = {**PAGES, "en/new.html": "new"}
    other_keys = [Planned(one.output, digest_of("new", one.key)) for one in planned(pages)]
    write(other_keys, output, lambda todo: ((n, unmade(one)) for n, one in enumerate(todo)))
    assert made == ["en/new.html", "index.html"][: 1 + spoilt]
    assert texts(output) == pages


def test_a_page_that_is_gone_goes_with_its_empty_folders(output: Path) -> None:
    pages = {"index.html": "home"}
    assert put(output, pages).removed == 2
    assert texts(output) == pages
    assert not (output / "en").exists()


def test_a_page_becomes_a_folder_and_a_folder_a_page(output: Path) -> None:
    pages = {"index.html/x": "below", "en": "a file now"}
    put(output, pages)
    assert texts(output) == pages
    (output / "index.html" / "empty" / "folders").mkdir(parents=True)
    put(output, {"index.html": "home"})
    assert texts(output) == {"index.html": "home"}


# --- what others did to our files ------------------------------------------------------


def edit(file: Path) -> None:
    file.write_text("edited by hand")


def truncate(file: Path) -> None:
    os.truncate(file, 3)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def flip_and_hide_it(file: Path) -> None:
    """Another text of the same size, with the time of modification put back."""
    status = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_mtime_ns == status.st_mtime_ns


def replace_by_an_older_file(file: Path) -> None:
    data = file.read_bytes().swapcase()
    status = file.stat()
    other = file.with_name("other")
    other.write_bytes(data)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(other, file)


def replace_by_a_link(file: Path) -> None:
    elsewhere = file.parents[3] / "elsewhere.html"
    elsewhere.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(elsewhere)


def replace_by_an_empty_folder(file: Path) -> None:
    file.unlink()
    (file / "deep").mkdir(parents=True)


@pytest.mark.parametrize("settled", [False, True], ids=["at once", "later"])
@pytest.mark.parametrize(
    "damage",
    [
        edit, truncate, empty, flip_and_hide_it, replace_by_an_older_file, replace_by_a_link,
        replace_by_an_empty_folder, Path.unlink,
    ],
)  # fmt: skip
def test_a_file_that_was_tampered_with_is_repaired(
    output: Path, damage: Callable[[Path], None], settled: bool
) -> None:
    if settled:
        age_record(output)
        assert put(output, PAGES, refuse).written == 0
    damage(output / "en/a/index.html")
    assert put(output, PAGES).written == 1
    assert texts(output) == PAGES
    assert not (output / "en/a/index.html").is_symlink()
    assert put(output, PAGES, refuse).written == 0


def age_record(output: Path) -> None:
    """As if the record had been saved a minute after the files: their times are trusted."""
    file = state_folder(output) / "written.record"
    found = sealed.load(file)
    assert found is not None
    saved = found.head["saved"] + 60_000_000_000
    sealed.save(file, {**found.head, "saved": saved}, found.columns)


def test_a_file_that_was_only_touched_is_not_written_again(output: Path) -> None:
    (output / "index.html").touch()
    before = stamps(output)
    assert put(output, PAGES, refuse).written == 0
    assert stamps(output) == before


def test_a_link_in_place_of_a_page_is_replaced_and_what_it_led_to_stays(output: Path) -> None:
    replace_by_a_link(output / "en/a/index.html")
    put(output, {**PAGES, "en/a/index.html": "new"})
    assert (output.parent / "elsewhere.html").read_text() == "an article"


# --- what is not ours ------------------------------------------------------------------


def test_files_that_no_build_wrote_stay(output: Path) -> None:
    (output / "CNAME").write_text("archive.example.org")
    (output / "en/mine.txt").write_text("mine")
    put(output, {"index.html": "home"})
    expected = {"CNAME": "archive.example.org", "en/mine.txt": "mine", "index.html": "home"}
    assert texts(output) == expected


def test_files_that_were_there_before_the_first_build_stay(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "CNAME").write_text("archive.example.org")
    put(output, PAGES)
    put(output, {"index.html": "home"})
    assert texts(output) == {"CNAME": "archive.example.org", "index.html": "home"}


def foreign_file(output: Path) -> None:
    (output / "en/b").mkdir()
    (output / "en/b/index.html").write_text("mine")


def foreign_file_for_a_folder(output: Path) -> None:
    (output / "en/b").write_text("mine")


def foreign_folder_for_a_file(output: Path) -> None:
    (output / "en/b/index.html").mkdir(parents=True)
    (output / "en/b/index.html/mine.txt").write_text("mine")


def dangling_link(output: Path) -> None:
    (output / "en/b").mkdir()
    (output / "en/b/index.html").symlink_to("nowhere")


def linked_folder(output: Path) -> None:
    (output.parent / "elsewhere").mkdir()
    (output / "en/b").symlink_to(output.parent / "elsewhere")


@pytest.mark.parametrize(
    ("obstacle", "path", "message"),
    [
        (foreign_file, "en/b/index.html", "this file was not written by a build; a page must"),
        (foreign_file_for_a_folder, "en/b", "this file was not written by a build; a folder must"),
        (foreign_folder_for_a_file, "en/b/index.html", "a folder stands where a page must go"),
        (dangling_link, "en/b/index.html", "this file was not written by a build; a page must go"),
        (linked_folder, "en/b", "this is a link; a folder must stand here"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_named_and_nothing_is_touched(
    output: Path, obstacle: Callable[[Path], None], path: str, message: str
) -> None:
    obstacle(output)
    before, everything = stamps(output), sorted(output.parent.rglob("*"))
    with pytest.raises(BuildFailed) as failed:
        put(output, {"index.html": "changed", "en/b/index.html": "new"}, refuse)
    assert [(p.path, p.line) for p in failed.value.problems] == [(f"output/{path}", 0)]
    assert failed.value.problems[0].message.startswith(message)
    assert "--output" in failed.value.problems[0].hint
    assert stamps(output) == before
    assert sorted(output.parent.rglob("*")) == everything


def test_no_page_is_left_behind_a_link_that_took_the_place_of_its_folder(output: Path) -> None:
    """Removed through the link it might be anybody's; forgotten it would stay for ever."""
    (output / "en").rename(output.parent / "moved")
    (output / "en").symlink_to(output.parent / "moved")
    with pytest.raises(BuildFailed) as failed:
        put(output, {"index.html": "home"})
    assert [p.path for p in failed.value.problems] == ["output/en"]
    (output / "en").unlink()
    (output.parent / "moved").rename(output / "en")
    put(output, {"index.html": "home"})
    assert texts(output) == {"index.html": "home"}


def test_a_picture_renamed_only_in_capitals_is_ours_where_capitals_do_not_count(
    tmp_path: Path,
) -> None:
    output = tmp_path / "output"
    put(output, {"media/Map.svg": "map"})
    # Two names for one file: what a disk that knows no capitals makes of them.
    os.link(output / "media/Map.svg", output / "media/map.svg")
    put(output, {"media/map.svg": "map"})
    assert texts(output) == {"media/map.svg": "map"}


# --- when the record is lost -----------------------------------------------------------


def delete_state(state: Path) -> None:
    shutil.rmtree(state)


def damaged(data: bytes) -> Callable[[Path], None]:
    def damage(state: Path) -> None:
        (state / "written.record").write_bytes(data)

    return damage


def truncate_record(state: Path) -> None:
    os.truncate(state / "written.record", 100)


def turn_a_bit(state: Path) -> None:
    file = state / "written.record"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def of_another_version(state: Path) -> None:
    sealed.save(state / "written.record", {"version": 999, "saved": 0}, ())


LOSSES = [
    delete_state, truncate_record, turn_a_bit, of_another_version, damaged(b""), damaged(b"{}"),
    damaged(bytes(300)), damaged(b"[" * 100_000),
]  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES)
def test_without_a_record_files_that_are_as_they_must_be_are_taken_for_ours(
    output: Path, lose: Callable[[Path], None]
) -> None:
    lose(state_folder(output))
    before = stamps(output)
    assert put(output, PAGES).written == 0
    assert stamps(output) == before
    put(output, {"index.html": "home"})
    assert texts(output) == {"index.html": "home"}


@pytest.mark.parametrize(
    "path", ["../precious.txt", "en/../../precious.txt", "/{top}/precious.txt"]
)
def test_a_damaged_record_never_has_a_file_removed_outside_the_output(
    output: Path, path: str
) -> None:
    precious = output.parent / "precious.txt"
    precious.write_text("precious")
    save_record(state_folder(output), {path.format(top=output.parent): Known("1" * 32, b"2" * 32)})
    put(output, PAGES)
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("lose", [delete_state, damaged(b"")])
def test_without_a_record_a_file_that_differs_may_be_anybodys(
    output: Path, lose: Callable[[Path], None]
) -> None:
    lose(state_folder(output))
    before = stamps(output)
    with pytest.raises(BuildFailed) as failed:
        put(output, {**PAGES, "index.html": "changed"})
    assert [p.path for p in failed.value.problems] == ["output/index.html"]
    assert "delete it and build again" in failed.value.problems[0].hint
    assert stamps(output) == before
    shutil.rmtree(output)
    put(output, {**PAGES, "index.html": "changed"})
    assert texts(output) == {**PAGES, "index.html": "changed"}


def test_without_a_record_a_page_that_may_have_been_unpublished_is_never_left_there(
    output: Path,
) -> None:
    delete_state(state_folder(output))
    with pytest.raises(BuildFailed) as failed:
        put(output, {"index.html": "home"})
    assert [p.path for p in failed.value.problems] == [
        "output/en/a/index.html",
        "output/en/index.html",
    ]


def test_a_folder_full_of_strangers_is_told_in_a_few_lines(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, {f"{number}.html": "page" for number in range(500)})
    delete_state(state_folder(output))
    with pytest.raises(BuildFailed) as failed:
        put(output, {"0.html": "page"})
    messages = [p.message for p in failed.value.problems]
    assert len(messages) == 11
    assert "the same is true of 489 other files here" in messages


# --- faults ----------------------------------------------------------------------------


def test_when_a_page_cannot_be_made_nothing_is_touched_and_nothing_left_over(output: Path) -> None:
    def fail(one: Planned) -> bytes:
        if one.output.path == "index.html":
            raise BuildFailed([])
        return b"other"

    before = stamps(output)
    with pytest.raises(BuildFailed):
        write([Planned(p.output, digest_of("new")) for p in planned(PAGES)], output, each(fail))
    assert stamps(output) == before
    assert not (state_folder(output) / "making").exists()
    assert put(output, PAGES, refuse).written == 0


def test_what_a_killed_build_left_is_removed_though_nothing_changed(output: Path) -> None:
    making = state_folder(output) / "making"
    making.mkdir()
    (making / "00000000").write_text("a draft")
    (state_folder(output) / "written.record.new").write_text("{")
    put(output, PAGES, refuse)
    assert not making.exists()
    assert not (state_folder(output) / "written.record.new").exists()


def test_a_first_build_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, pages = tmp_path / "new" / "output", {"index.html": "home", "fr/b/index.html": "autre"}

    def full(*args: object, **more: object) -> object:
        raise OSError(errno.EIO, "Input/output error", str(args[0]))

    for function in ("rename", "lstat"):
        with monkeypatch.context() as patched:
            patched.setattr(f"site_builder.write.making.os.{function}", full)
            with pytest.raises(OSError, match="Input/output"):
                put(output, pages)
        assert not output.exists()
    assert put(output, pages).written == 2
    assert texts(output) == pages
    # Its files are known by their times, which did not change when the folder was moved.
    monkeypatch.setattr("site_builder.state.written._digest_on_disk", full)
    assert put(output, pages, refuse).written == 0


@pytest.mark.parametrize("function", ["replace", "unlink", "mkdir"])
@pytest.mark.parametrize("fails_at", range(6))
def test_a_disk_that_fails_while_files_are_put_in_place_costs_no_file(
    output: Path, monkeypatch: pytest.MonkeyPatch, function: str, fails_at: int
) -> None:
    new = {"index.html": "new home", "fr/index.html": "français", "fr/b/index.html": "autre"}
    calls = 0
    real = getattr(os, function)

    def full(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == fails_at + 1:
            raise OSError(errno.ENOSPC, "No space left on device", str(args[0]))
        return real(*args, **more)

    before = texts(output)
    with monkeypatch.context() as patched:
        patched.setattr(os, function, full)
        try:
            put(output, new)
        except Unfinished:
            assert calls > fails_at
        except OSError:
            assert calls > fails_at
            assert texts(output) == before, "what was there is as it was"
        else:
            assert texts(output) == new
    for path, text in texts(output).items():
        assert text in (before.get(path), new.get(path))
    assert not (state_folder(output) / "making").exists()
    put(output, new)
    assert texts(output) == new


# --- where a site can be built ---------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (".", "holds the site itself"),
        ("..", "holds the site itself"),
        ("/", "holds the site itself"),
        ("content", "is inside content/"),
        ("content/articles/x", "is inside content/"),
        ("themes/mine", "is inside themes/"),
        ("link/deep", "is inside content/"),
        ("site.yaml", "is a file, not a folder"),
        ("site.yaml/output", "is a file, not a folder"),
        ("/proc", "is a disk of its own"),
    ],
)
def test_a_folder_that_must_not_be_built_into_is_refused(
    tmp_path: Path, output: str, message: str
) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "site.yaml").touch()
    (site / "link").symlink_to("content")
    wrong = output_problem(site / output, site)
    assert wrong is not None
    assert message in wrong[0]


@pytest.mark.parametrize("output", ["output", "a/b/c", "../elsewhere", "content-new", "ünï"])
def test_any_other_folder_is_built_into(tmp_path: Path, output: str) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    assert output_problem(site / output, site) is None
