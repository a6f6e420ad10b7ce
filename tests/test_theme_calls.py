"""Calls and escaping in templates, made without Jinja's questions, give what Jinja's own would."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined, Template, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from site_builder.theme.calls import context_class
from site_builder.theme.escaping import template_class

TEMPLATE = """
{%- macro pair(one, other='&', class='x') %}<i class="{{ class }}">{{ one }}{{ other }}</i>{% endmacro %}
{%- macro framed(tag) %}<{{ tag }}>{{ caller(tag) }}</{{ tag }}>{% endmacro %}
{%- block title %}{{ page.said('a<b', n=2) }}{% endblock %}
{%- for name in ['a', '<']|sort %}{{ pair(name) }}{{ pair(name, class=name) }}{{ page.said(name) }}
{%- call(word) framed('b') %}{{ word }}{{ loop.cycle('x', 'y') }}{{ name }}{% endcall %}
{%- endfor %}
{%- for n in range(3) recursive %}{{ n }}{% if n == 2 and loop.depth == 1 %}{{ loop([1]) }}{% endif %}{% endfor %}
{{- self.title() }}{{ name_of('page') }}{{ 'a.b'.split('.')[1] }}{{ joiner(', ')() }}
"""  # noqa: E501


class Page:
    def said(self, text: str, **values: int) -> str:
        return f"{text}{sorted(values.items())}"


@pass_context
def name_of(context: Context, name: str) -> str:
    return type(context[name]).__name__


class Word(str):
    def __str__(self) -> str:
        return "<said>"


class Drawn:
    def __html__(self) -> str:
        return "<svg>"


def rendered(
    text: str, context: type[Context] = Context, template: type[Template] = Template
) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.context_class = context
    environment.template_class = template
    values: dict[str, Any] = {"page": Page(), "name_of": name_of, "word": Word("a"),
                              "drawn": Drawn(), "markup": Markup("<b>&amp;</b>")}  # fmt: skip
    return environment.from_string(text).render(**values)


def test_every_kind_of_call_gives_what_jinja_gives() -> None:
    shown = rendered(TEMPLATE, context_class())
    assert shown == rendered(TEMPLATE, Context)
    assert '<i class="&lt;">&lt;&amp;</i>' in shown
    assert shown.count("Page") == 1


@pytest.mark.parametrize("call", ["page.nothing()", "nothing()", "page.said()", "'a'()"])
def test_a_call_that_cannot_be_made_fails_as_it_does_in_jinja(call: str) -> None:
    told = []
    for context in (Context, context_class()):
        with pytest.raises((UndefinedError, TypeError)) as failed:
            rendered(f"{{{{ {call} }}}}", context)
        told.append((type(failed.value), str(failed.value)))
    assert told[0] == told[1]


ESCAPED = """
{%- macro quoted(text) %}"{{ text }}"{% endmacro %}
{%- macro holding(text) %}{{ text }}{{ caller() }}{% endmacro %}
{%- set kept %}{{ '<"&>' }}{{ "'" }}{% endset %}
{{- kept }}{{ kept ~ '<' }}{{ quoted('<') }}{{ quoted(kept) }}{{ markup }}{{ markup|e }}{{ drawn }}
{%- call holding(word) %}{{ '&' }}{{ '&'|safe }}{% endcall %}{{ 7 }}{{ none }}{{ 1.5 }}{{ ['<'] }}
{%- filter upper %}{{ '<i>' }}{{ word }}{% endfilter %}{{ self.inner() }}
{%- block inner %}{{ word }}{{ page.said('<') }}{% endblock %}
"""


def test_what_is_put_out_is_escaped_as_jinja_escapes_it() -> None:
    shown = rendered(ESCAPED, template=template_class())
    assert shown == rendered(ESCAPED)
    assert '"&lt;"' in shown and "<svg>" in shown and "&lt;said&gt;" in shown
    assert "&amp;amp;" not in shown


def test_what_is_not_known_is_not_put_out() -> None:
    for template in (Template, template_class()):
        with pytest.raises(UndefinedError):
            rendered("{{ nobody }}", template=template)
