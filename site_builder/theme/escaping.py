"""What a template puts out, escaped as markupsafe does, without a ``Markup`` around each piece.

Pages have hundreds of pieces, and all that becomes of one is to be joined with the others. A macro
called with what it has names for, and nothing else, asks no further.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.runtime import Context, Macro


def template_class() -> type[Template]:
    """What templates are compiled to."""
    from jinja2 import Template

    escaped, quick = _escaped(), _macro()
    begun: list[Context] = []

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
            made.root_render_func.__globals__["Macro"] = quick
            return made

        def new_context(self, *args: Any, **kwargs: Any) -> Context:
            made = super().new_context(*args, **kwargs)
            begun.append(made)
            return made

        def render(self, *args: Any, **kwargs: Any) -> str:
            try:
                return super().render(*args, **kwargs)
            finally:
                # A context holds macros, and these hold it: only the collector would let them go.
                while begun:
                    begun.pop().vars.clear()

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


def _macro() -> type[Macro]:
    from jinja2.runtime import Macro
    from jinja2.utils import missing
    from markupsafe import Markup

    marked = str.__new__

    class Quick(Macro):
        def __init__(
            self,
            environment: Environment,
            func: Callable[..., str],
            name: str,
            arguments: list[str],
            catch_kwargs: bool,
            catch_varargs: bool,
            caller: bool,
            default_autoescape: bool | None = None,
        ) -> None:
            super().__init__(
                environment, func, name, arguments, catch_kwargs, catch_varargs, caller,
                default_autoescape,
            )  # fmt: skip
            plain = default_autoescape and not (catch_kwargs or catch_varargs or caller)
            self._most = len(arguments) if plain else -1

        def __call__(self, *args: Any, **kwargs: Any) -> str:
            left = self._most - len(args)
            if kwargs or left < 0:
                return super().__call__(*args, **kwargs)
            return marked(Markup, self._func(*args, *(missing,) * left))

    return Quick
