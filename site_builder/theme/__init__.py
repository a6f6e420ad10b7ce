"""The theme room: templates, phrases and assets of the chosen theme, and rendering with them.

    themes/<name>/theme.yaml    extends: another theme; styles: the order of assets/css/
                 /templates/    Jinja2; sees the page's model, ``chrome`` and ``functions``
                 /i18n/         one YAML file a language: phrase key -> text, or plurals
                 /assets/       published below /assets/; css/ joined into one style.css

A theme that extends another says only what differs: one template, one phrase, one style.
``default/base.html`` is the default theme's ``base.html``, whoever replaced it.
"""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from site_builder.pages import Chrome
from site_builder.problems import ConfigFailed, Problem
from site_builder.theme.calls import code_generator
from site_builder.theme.escaping import template_class
from site_builder.theme.faults import ThemeMistake, template_problem
from site_builder.theme.files import STYLES, ThemeFile, colours, joined_styles, read_chain
from site_builder.theme.functions import page_functions
from site_builder.theme.phrases import Phrasebook
from site_builder.theme.scripts import published_page, published_scripts

if TYPE_CHECKING:
    from jinja2 import Environment

    from site_builder.cache import Cache

__all__ = ["Theme", "ThemeMistake", "open_theme", "published_page", "with_files"]


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A theme and those it extends, as read: nothing more is taken from the disk."""

    name: str
    digest: str
    """Hex digest of every file of the chain."""
    assets: tuple[tuple[str, bytes], ...] = field(repr=False)
    """(path below /assets/, content), sorted."""
    templates: Mapping[str, ThemeFile] = field(repr=False)
    phrases: Phrasebook = field(repr=False)
    memory: ReferenceType[Cache] | None = field(default=None, repr=False)
    """In which templates are kept as they were compiled, while somebody has it open."""
    image_sizes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Template -> how wide it shows the images of a text; see ``sizes_of``."""

    @property
    def colours(self) -> tuple[tuple[str, str], ...]:
        """(name, ``#rrggbb``) of the light scheme, for pictures; see ``files.colours``."""
        return colours(dict(self.assets).get("style.css", b"").decode())

    def sizes_of(self, template: str) -> str:
        """What HTML's ``sizes`` says of the images of a text in a template."""
        return self.image_sizes.get(template, "100vw")

    def render(
        self,
        template: str,
        model: object,
        *,
        chrome: Chrome,
        path: str,
        body: str = "",
        pairs: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """The page at an output path; ``body`` and ``pairs`` are HTML that markup made safe.

        Raises ConfigFailed, with the template's file and line, for a fault of the theme.
        """
        from markupsafe import Markup

        functions = page_functions(self.phrases, self.assets, model, chrome=chrome, path=path)
        seen = {
            "page": model,
            "chrome": chrome,
            "image_sizes": self.sizes_of(template),
            "body": Markup(body),
            "pairs": [tuple(map(Markup, pair)) for pair in pairs],
            **functions,
        }
        try:
            try:
                return _environment(self).get_template(template).render(seen)
            except AttributeError:
                return _environment(self, straight=False).get_template(template).render(seen)
        except Exception as error:
            problem = template_problem(self.templates, template, error)
            if problem is None:
                raise
            raise ConfigFailed([problem]) from error

    def phrase(self, key: str, language: str, /, **values: object) -> str:
        """A phrase in a language, or in the nearest one that has it; never empty.

        ``n`` chooses the plural. Raises ThemeMistake for a key that no language has.
        """
        return self.phrases.say(key, language, **values)

    def missing_phrases(self, languages: Iterable[str]) -> tuple[Problem, ...]:
        """A warning for each phrase that a language lacks or fills with an unknown value."""
        return tuple(problem for tag in languages for problem in self.phrases.gaps(tag))


def with_files(theme: Theme, files: Sequence[tuple[str, bytes]], css: str) -> Theme:
    """The theme with more files below /assets/, and with rules after its own."""
    assets = {**dict(theme.assets), **dict(files)}
    assets["style.css"] = assets.get("style.css", b"") + css.encode()
    digest = hashlib.sha256(theme.digest.encode())
    for name, data in (*files, ("", css.encode())):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return replace(theme, assets=tuple(sorted(assets.items())), digest=digest.hexdigest())


def open_theme(name: str, folders: Sequence[Path], memory: Cache | None = None) -> Theme:
    """The theme of that name in the first folder that has it, with the themes it extends.

    ``memory`` is the cache, in which its templates are kept as they were compiled.

    Raises ConfigFailed for a theme that is missing, extends itself, or cannot be read.
    """
    chain = tuple(read_chain(name, folders))
    nearest: dict[str, ThemeFile] = {}
    templates: dict[str, ThemeFile] = {}
    styles: list[str] = []
    digest = hashlib.sha256()
    for theme in chain:
        for file in theme.files:
            digest.update(f"{theme.name}/{file.name}\0{len(file.data)}\0".encode() + file.data)
            nearest.setdefault(file.name, file)
            if file.name.startswith("templates/"):
                short = file.name.removeprefix("templates/")
                templates.setdefault(short, file)
                templates[f"{theme.name}/{short}"] = file
        # What a theme adds must come after the styles that it changes.
        styles = [*(style for style in theme.styles if style not in styles), *styles]
    assets = {
        path.removeprefix("assets/"): file.data
        for path, file in nearest.items()
        if path.startswith("assets/") and not path.startswith(STYLES)
    }
    assets["style.css"] = joined_styles(styles, nearest, chain[0].shown)
    return Theme(
        name=name,
        digest=digest.hexdigest(),
        assets=tuple(sorted(published_scripts(assets).items())),
        templates=templates,
        phrases=Phrasebook(
            tuple(f for theme in chain for f in theme.files if f.name.startswith("i18n/"))
        ),
        memory=None if memory is None else ref(memory),
        image_sizes=ChainMap(*(dict(theme.image_sizes) for theme in chain)),
    )


@lru_cache(maxsize=8)
def _environment(theme: Theme, *, straight: bool = True) -> Environment:
    """``straight``: with attributes as Python finds them; see ``calls``."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from site_builder.theme.compiled import Compiled

    def load(name: str) -> tuple[str, str, None] | None:
        file = theme.templates.get(name)
        return None if file is None else (file.data.decode(), file.shown, None)

    environment = Environment(
        loader=FunctionLoader(load),
        # select_autoescape() knows only some file endings; here everything is escaped.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(theme.memory) if straight else None,
    )
    if straight:
        environment.code_generator_class = code_generator()
    environment.template_class = template_class()
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    return environment
