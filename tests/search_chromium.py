"""Runs the shipped search client in Chromium for test_search_is_lunr.py: {home, jobs} as JSON on
standard input, a list of rankings for each job on standard output.

A process of its own, because Playwright's loop cannot run inside another test's.
"""

from __future__ import annotations

import json
import os
import shutil
import sys

from playwright.sync_api import sync_playwright

ASK = """async ([home, manifest, addresses, queries]) => {
    const { ranked } = await import(`${home}search_ranked.mjs`);
    return ranked(`${home}client/`, manifest, addresses, queries);
}"""


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def main() -> None:
    asked = json.load(sys.stdin)
    home = asked["home"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{home}empty.html")
        answers = [page.evaluate(ASK, [home, *job]) for job in asked["jobs"]]
        browser.close()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
