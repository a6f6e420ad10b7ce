"""The pictures of the README, docs/images/*.png, from the sample archive (see README.md here)."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from search_chromium import chromium  # noqa: E402
from served import SAMPLE_BASE, serve  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTH = 1120
COLOURS = 64
"""Enough for text on paper, at a third of the bytes."""
PICTURES = {
    # name: (page, most rows that are shown of it)
    "front-page": ("en/", 840),
    "article-ar": ("ar/2015/palmyra-khaled-al-asaad/", 1120),
    "side-by-side": ("en/2014/kobani-and-citizen-reporters/with-ckb/", 1120),
}
CUT = """() => {
    const lines = [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, a, summary")];
    return lines
        .filter((line) => {
            const { left, right, width } = line.getBoundingClientRect();
            return width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1);
        })
        .filter((line) => getComputedStyle(line).position !== "absolute")
        .map((line) => line.textContent.trim().slice(0, 40));
}"""
"""Texts that reach beyond the window."""
WHOLE = """() => [...document.querySelectorAll("img, svg, pre, table, .notice, blockquote")]
    .map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"""


def main() -> int:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = [sys.executable, str(ROOT / "build.py"), "--site", str(ROOT), "--quiet"]
        command += ["--output", str(output), "--base-url", SAMPLE_BASE]
        subprocess.run(command, check=True)
        with (
            serve(output, "/repo/") as address,
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox"]
            ) as browser,
        ):
            for name, (path, height) in PICTURES.items():
                data = picture(browser, f"{address}{path}", height)
                (IMAGES / f"{name}.png").write_bytes(data)
                print(f"docs/images/{name}.png: {len(data) / 1000:.0f} kB")
    return 0


def picture(browser: Browser, url: str, height: int) -> bytes:
    """The top of a page, ending between two lines. Raises AssertionError for a text cut off."""
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
    page.goto(url, wait_until="networkidle")
    assert page.evaluate(CUT) == [], url
    whole = page.evaluate(WHOLE)
    shown = page.screenshot(full_page=True, animations="disabled")
    page.close()
    return small(shown, height, whole)


def small(png: bytes, height: int, whole: list[list[float]]) -> bytes:
    """The PNG with few colours, cut at the last row of bare paper above ``height``.

    ``whole`` are the (first, last) rows of what is shown whole or not at all.
    """
    image = Image.open(io.BytesIO(png)).convert("RGB")
    rows = range(min(height, image.height) - 1, height // 2, -1)
    end = next(
        y
        for y in rows
        if is_bare(image, y) and not any(first <= y <= last for first, last in whole)
    )
    few = image.crop((0, 0, image.width, end + 1)).quantize(COLOURS, dither=Image.Dither.NONE)
    data = io.BytesIO()
    few.save(data, "PNG", optimize=True)
    return data.getvalue()


def is_bare(image: Image.Image, y: int) -> bool:
    """Whether nothing is drawn in a row and in the few above it."""
    band = image.crop((0, y - 12, image.width, y + 1))
    colours = band.getcolors(16)
    return colours is not None and len(colours) <= 3


if __name__ == "__main__":
    sys.exit(main())
