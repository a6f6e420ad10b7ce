"""What a template puts out, escaped as markupsafe does, without a ``Markup`` around each piece.

Pages have hundreds of pieces, and all that becomes of one is to be joined with the others.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template_class() -> type[Template]:
    """What templates are compiled to."""
    from jinja2 import Template

    escaped = _escaped()

    class Joined(Template):
        @classmethod
        def from_code(
            cls,
            environment: Environment,
            code: CodeType,
            globals: MutableMapping[str, Any],
            uptodate: Callable[[], bool] | None = None,
        ) -> Template:
            made = super().from_code(environment, code, globals, uptodate)
            # Jinja's compiler calls this of what is put out at once, and of nothing else.
            made.root_render_func.__globals__["escape"] = escaped
            return made

    return Joined


def _escaped() -> Callable[[Any], str]:
    import markupsafe
    from markupsafe import Markup, escape

    inner: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)
    if inner is None:  # A version that keeps it elsewhere.
        return escape

    def escaped(value: Any) -> str:
        kind = type(value)
        if kind is str:
            return inner(value)
        return value if kind is Markup else escape(value)

    return escaped
