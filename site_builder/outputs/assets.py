"""The theme's styles, scripts and pictures as outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder import urls
from site_builder.model import Archive, BytesPage, Output
from site_builder.theme import Theme, published_page


def theme_files(theme: Theme) -> Callable[[Archive], Iterator[Output]]:
    """Makes them for an archive; what is for devices without a network, as its site asks."""

    def outputs(archive: Archive) -> Iterator[Output]:
        for path, data in theme.assets:
            if not path.startswith("offline/") or path == "offline/list.js":
                yield Output(f"assets/{path}", published_page(path, data))
        # The same address answers with either, so that a reader's device learns of a change.
        worker = "offline/worker.js" if archive.site.offline else "offline/farewell.js"
        if script := dict(theme.assets).get(worker):
            yield Output(urls.output_path(urls.WORKER), BytesPage(script))

    return outputs
