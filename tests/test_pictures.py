"""Images beside articles in a built site: in a few widths, and silent about their past."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from small_site import article, article_path, build, clean_build, differing, make_site, tree, write

from site_builder.cache import Cache
from site_builder.model import Asset, FilePage, Output, PicturePage
from site_builder.outputs.pictures import picture_of, widths
from site_builder.plan import Planned
from site_builder.render import ahead
from site_builder.render.ahead import Ahead
from site_builder.render.files import FileLike, files_of

PLACE = b"33.3152N-44.3661E"


def photo(width: int, height: int, format: str = "JPEG", shade: int = 0) -> bytes:
    """A photograph with the place where it was taken, and the name of who took it."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((250, shade, 20), (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    exif[0x013B] = "Zzyzx Witness"
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 18.0, 54.0), 3: "E", 4: (44.0, 21.0, 58.0)})
    out = BytesIO()
    image.save(out, format, exif=exif, xmp=b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>")
    return out.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two works: one shows a photograph in its text, the other has one as its lead image."""
    folder = make_site(tmp_path_factory.mktemp("pictures") / "site", works=2)
    text = article_path(folder, 0, "en")
    (text.parent / "street.jpg").write_bytes(photo(2000, 1000))
    (text.parent / "map.png").write_bytes(photo(300, 200, "PNG"))
    shown = '![A street](street.jpg "From a window")\n\n![A map](map.png) [all](street.jpg)'
    write(text, article(0, "en") + f"\n{shown}\n")
    lead = article_path(folder, 1, "en")
    (lead.parent / "door.webp").write_bytes(photo(1000, 800, "WEBP"))
    header = "image: {file: door.webp, alt: A door, caption: The door of the press}\n"
    write(lead, article(1, "en", header=header))
    build(folder)
    return folder


def test_widths_are_few_and_never_wider_than_the_image() -> None:
    assert widths(4000) == (480, 960, 1600)
    assert widths(1600) == (480, 960, 1600)
    assert widths(1000) == (480, 1000)
    assert widths(500) == (500,)
    assert widths(40) == (40,)


def test_drawings_and_animations_are_published_in_one_size() -> None:
    drawing = picture_of(Asset("content/articles/a/b/x.svg", "0", "image/svg+xml", 1, 90, 60))
    moving = picture_of(Asset("content/articles/a/b/x.gif", "0", "image/gif", 1, 900, 600, 12))
    assert drawing.renditions == moving.renditions == ()
    assert (drawing.fallback, moving.fallback) == ("/media/a/b/x.svg", "/media/a/b/x.gif")
    assert (moving.width, moving.height) == (900, 600)


def test_an_old_browser_gets_a_narrower_one_of_a_type_that_it_knows() -> None:
    def fallback(name: str, of_type: str, width: int) -> str:
        asset = Asset(f"content/articles/a/b/{name}", "0", of_type, 1, width, 600, 1)
        return picture_of(asset).fallback.removeprefix("/media/a/b/")

    assert fallback("x.jpeg", "image/jpeg", 3000) == "x.jpeg.960.jpg"
    assert fallback("x.png", "image/png", 3000) == "x.png.960.png"
    assert fallback("x.avif", "image/avif", 3000) == "x.avif.960.webp"
    assert fallback("x.gif", "image/gif", 3000) == "x.gif"
    assert fallback("x.jpg", "image/jpeg", 1000) == "x.jpg"


def test_an_image_in_a_text_comes_in_three_widths_and_loads_late(site: Path) -> None:
    page = (site / "output/en/2000/work-0/index.html").read_text(encoding="utf-8")
    at = "../../../media/2000/work-0/street.jpg"
    assert (
        f'<picture><source type="image/webp" srcset="{at}.480.webp 480w, {at}.960.webp 960w, '
        f'{at}.1600.webp 1600w" sizes="(min-width: 54rem) 37rem, '
    ) in page
    assert f'src="{at}.960.jpg" width="2000" height="1000" loading="lazy" decoding="async"' in page
    assert f'href="{at}"' in page
    for width in (480, 960, 1600):
        file = site / f"output/media/2000/work-0/street.jpg.{width}.webp"
        assert Image.open(BytesIO(file.read_bytes())).size == (width, width // 2)
    whole = (site / "output/media/2000/work-0/street.jpg").read_bytes()
    assert Image.open(BytesIO(whole)).size == (2000, 1000)


def test_side_by_side_an_image_is_told_to_be_half_as_wide(site: Path) -> None:
    page = (site / "output/en/2000/work-0/with-ar/index.html").read_text(encoding="utf-8")
    at = "../../../../media/2000/work-0/street.jpg"
    assert f'srcset="{at}.480.webp 480w, ' in page
    assert 'sizes="(min-width: 82rem) 36rem, ' in page


def test_the_lead_image_comes_at_once_and_before_others(site: Path) -> None:
    page = (site / "output/en/2001/work-1/index.html").read_text(encoding="utf-8")
    at = "../../../media/2001/work-1/door.webp"
    (lead,) = re.findall(r'<figure class="lead">\s*(.*?)\s*<figcaption>', page, re.S)
    assert f'srcset="{at}.480.webp 480w, {at}.1000.webp 1000w" sizes="(min-width: 54rem)' in lead
    assert f'<img src="{at}" alt="A door" width="1000" height="800" fetchpriority="high">' in lead
    assert "lazy" not in lead


def test_the_lead_story_of_a_front_page_has_the_same_widths(site: Path) -> None:
    page = (site / "output/en/index.html").read_text(encoding="utf-8")
    at = "../media/2001/work-1/door.webp"
    assert f'srcset="{at}.480.webp 480w, {at}.1000.webp 1000w" sizes="(min-width: 79rem)' in page
    assert f'src="{at}" alt="A door" width="1000" height="800" fetchpriority="high">' in page


def test_a_feed_has_the_whole_image_by_its_full_address(site: Path) -> None:
    feed = (site / "output/en/feed.xml").read_text(encoding="utf-8")
    assert "https://example.org/small/media/2000/work-0/street.jpg&quot;" in feed or (
        'src="https://example.org/small/media/2000/work-0/street.jpg"' in feed
    )
    assert ".webp 480w" not in feed


def test_no_file_says_where_or_by_whom_a_photograph_was_taken(site: Path) -> None:
    sources = [p for p in site.glob("content/**/*") if p.suffix in (".jpg", ".png", ".webp")]
    assert len(sources) == 3 and all(PLACE in source.read_bytes() for source in sources)
    made = {path: data for path, data in tree(site / "output").items() if "media/" in path}
    assert len([path for path in made if path.endswith((".jpg", ".png", ".webp"))]) == 10
    for path, data in tree(site / "output").items():
        for told in (PLACE, b"Zzyzx", b"Exif", b"xmpmeta", b"http://ns.adobe.com"):
            assert told not in data, path
    for path in made:
        if not path.endswith(".svg"):
            image = Image.open(BytesIO(made[path]))
            assert not image.getexif() and not image.getexif().get_ifd(0x8825), path


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files the workers are given."""
    given: list[str] = []
    run = ahead.workers.run

    def watched(function: Callable, items: list, **how: object) -> object:  # type: ignore[type-arg]
        given.extend(item.pages[0].source for item in items)
        return run(function, items, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(ahead.workers, "run", watched)
    return given


def pages_of(site: Path, name: str) -> list[Planned]:
    """A plan of a photograph and its narrower ones."""
    from hashlib import sha256

    source = f"content/articles/2000/work-0/{name}"
    digest = sha256((site / source).read_bytes()).hexdigest()
    every = [FilePage(source, digest, "image/jpeg")]
    pages = [*every, *(PicturePage(source, digest, w, "image/webp") for w in (480, 960))]
    return [Planned(Output(f"{n}", page), "key") for n, page in enumerate(pages)]


def test_what_was_encoded_once_is_not_encoded_again(
    site: Path, tmp_path: Path, encoded: list[str]
) -> None:
    todo = pages_of(site, "street.jpg")

    def made(memory: Cache) -> list[bytes]:
        ready: Ahead[FileLike] = Ahead(files_of(site), memory, jobs=1)
        ready.expect(todo)
        found = [ready.bytes_of(one.output.page) for one in todo]  # type: ignore[arg-type]
        ready.close()
        memory.close()
        return found

    first = made(Cache(tmp_path / "cache.sqlite"))
    assert len(encoded) == 1, "one file is decoded once for all its forms"
    assert made(Cache(tmp_path / "cache.sqlite")) == first
    assert len(encoded) == 1
    assert made(Cache(None)) == first
    assert len(encoded) == 2


def test_a_remembered_picture_that_is_damaged_is_made_again(
    site: Path, tmp_path: Path, encoded: list[str]
) -> None:
    todo = pages_of(site, "street.jpg")
    memory = Cache(tmp_path / "cache.sqlite")
    ready: Ahead[FileLike] = Ahead(files_of(site), memory, jobs=1)
    ready.expect(todo)
    first = [ready.bytes_of(one.output.page) for one in todo]  # type: ignore[arg-type]
    ready.close()
    for one in todo[1:]:
        memory.put(ahead.KIND, ready.trade.key(one.output.page), "no bytes")  # type: ignore[arg-type]
    ready.expect(todo)
    assert [ready.bytes_of(one.output.page) for one in todo] == first  # type: ignore[arg-type]
    memory.close()


def test_another_picture_of_the_same_name_replaces_all_its_forms(
    site: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(site, tmp_path / "site"))
    before = tree(copied / "output")
    target = copied / "content/articles/2000/work-0/street.jpg"
    target.write_bytes(photo(700, 1000, shade=200))
    build(copied)
    after = tree(copied / "output")
    assert differing(after, clean_build(copied, tmp_path)) == []
    gone = {path for path in before if path not in after}
    at = "media/2000/work-0/street.jpg"
    assert gone == {f"{at}.960.webp", f"{at}.1600.webp", f"{at}.960.jpg"}
    assert Image.open(BytesIO(after[f"{at}.700.webp"])).size == (700, 1000)
    assert after[f"{at}.480.webp"] != before[f"{at}.480.webp"]


def test_an_image_that_is_only_linked_to_has_no_narrower_forms(site: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(site, tmp_path / "site"))
    write(article_path(copied, 0, "en"), article(0, "en") + "\n[whole](street.jpg)\n")
    build(copied)
    there = sorted(p.name for p in (copied / "output/media/2000/work-0").iterdir())
    assert there == ["map.svg", "street.jpg"]


def test_a_name_that_a_narrower_form_takes_is_told(site: Path, tmp_path: Path) -> None:
    from site_builder.problems import BuildFailed

    copied = Path(shutil.copytree(site, tmp_path / "site"))
    path = article_path(copied, 0, "en")
    (path.parent / "street.jpg.480.webp").write_bytes(photo(50, 50, "WEBP"))
    write(path, path.read_text(encoding="utf-8") + "\n![again](street.jpg.480.webp)\n")
    with pytest.raises(BuildFailed) as failed:
        build(copied)
    (problem,) = [p for p in failed.value.problems if p.severity == "error"]
    assert "street.jpg.480.webp" in problem.message
