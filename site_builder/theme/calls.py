"""Calls and attributes in a template as Python's own, without the questions that Jinja asks.

Whether a function wants the context (none of a theme's does), whether a value has an attribute or
a key of that name: pages have hundreds of either. What Python cannot answer raises AttributeError,
and the page is rendered again by Jinja's own way, which finds the key or tells what is wrong.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.compiler import CodeGenerator


def code_generator() -> type[CodeGenerator]:
    """What compiles templates."""
    from jinja2 import nodes
    from jinja2.compiler import CodeGenerator, Frame

    class Straight(CodeGenerator):
        asked = False
        """Within a question whether something is there: no reason to render a page twice."""

        def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
            name, of = node.attr, node.node
            is_block = isinstance(of, nodes.Name) and of.name == "self"
            if self.asked or is_block or iskeyword(name) or not name.isascii():
                super().visit_Getattr(node, frame)
                return
            self.write("(")
            self.visit(of, frame)
            self.write(f").{name}")

        def visit_Call(  # noqa: N802
            self, node: nodes.Call, frame: Frame, forward_caller: bool = False
        ) -> None:
            unusual = forward_caller or node.dyn_args or node.dyn_kwargs
            named = (argument.key for argument in node.kwargs)
            if unusual or isinstance(node.node, nodes.Literal) or any(map(iskeyword, named)):
                super().visit_Call(node, frame, forward_caller=forward_caller)
                return
            self.write("(")
            self.visit(node.node, frame)
            self.write(")(")
            for argument in (*node.args, *node.kwargs):
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")

        def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
            before, self.asked = self.asked, self.asked or node.name in ("defined", "undefined")
            super().visit_Test(node, frame)
            self.asked = before

        def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
            before, self.asked = self.asked, self.asked or node.name in ("default", "d")
            super().visit_Filter(node, frame)
            self.asked = before

    return Straight
