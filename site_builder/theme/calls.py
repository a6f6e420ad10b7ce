"""Calls in a template, without Jinja's questions: which functions want the context, and how.

None of ours does, and pages are full of calls. Every other callable takes Jinja's own way.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2.runtime import Context


def context_class() -> type[Context]:
    """What templates are rendered in."""
    from jinja2.runtime import Context, Macro

    class Straight(Context):
        def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
            if type(__obj) is not MethodType and type(__obj) is not Macro:
                return super().call(__obj, *args, **kwargs)
            if kwargs:
                # What Jinja's compiler passes on to those who want the context.
                kwargs.pop("_block_vars", None)
                kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)

    return Straight
