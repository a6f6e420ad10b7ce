"""A fault of a template, told with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from traceback import walk_tb

from site_builder.problems import Problem, did_you_mean
from site_builder.theme.files import ThemeFile


class ThemeMistake(Exception):
    """A template asks for a phrase or an asset that the theme does not have."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def template_problem(
    templates: Mapping[str, ThemeFile], template: str, error: Exception
) -> Problem | None:
    """The theme's fault with its place; None where a template met a bug of ours."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    files = {file.shown for file in templates.values()}
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    places = [place for place in frames if place[0] in files]
    path, line = places[-1] if places else (template, 0)
    match error:
        case TemplateSyntaxError():
            return Problem(error.filename or path, error.lineno, 0, error.message or "bad syntax")
        case TemplateNotFound():
            name = str(error.name)
            hint = did_you_mean(name, templates)
            return Problem(path, line, 0, f"there is no template '{name}'", hint)
        case ThemeMistake():
            return Problem(path, line, 0, str(error), error.hint)
        case TemplateError():
            return Problem(path, line, 0, str(error))
    # Whatever a template's own expression raises is the template's fault.
    return Problem(path, line, 0, str(error)) if places and frames[-1] == places[-1] else None
