"""Calls, attributes and escaping in templates give what they do in Jinja's own, longer way."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from jinja2 import Environment, StrictUndefined, Template, UndefinedError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from site_builder.theme.calls import code_generator
from site_builder.theme.escaping import template_class

TEMPLATE = """
{%- macro pair(one, other='&', class='x') %}<i class="{{ class }}">{{ one }}{{ other }}</i>{% endmacro %}
{%- macro framed(tag) %}<{{ tag }}>{{ caller(tag) }}</{{ tag }}>{% endmacro %}
{%- block title %}{{ page.said('a<b', n=2) }}{% endblock %}
{%- for name in ['a', '<']|sort %}{{ pair(name) }}{{ pair(name, class=name) }}{{ page.said(name) }}
{%- call(word) framed('b') %}{{ word }}{{ loop.cycle('x', 'y') }}{{ name }}{% endcall %}
{%- endfor %}
{%- for n in range(3) recursive %}{{ n }}{% if n == 2 and loop.depth == 1 %}{{ loop([1]) }}{% endif %}{% endfor %}
{{- self.title() }}{{ 'a.b'.split('.')[1] }}{{ joiner(', ')() }}{{ page.word.upper() }}
{{- pair(*['x', 'y']) }}{{ pair(**{'one': 'z'}) }}{{ pair('<', '>', 'k') }}{{ 1.5.real }}
{{- page.kept['key'] }}{{ page.kept.keys()|join }}{{ page.none is defined }}{{ page.class is none }}
{{- page.word is defined }}{{ page.none|default('-') }}
"""  # noqa: E501


class Page:
    word = "a<b"
    kept: ClassVar = {"key": "of a dictionary"}

    def __init__(self) -> None:
        setattr(self, "class", None)

    def said(self, text: str, **values: int) -> str:
        return f"{text}{sorted(values.items())}"


class Word(str):
    def __str__(self) -> str:
        return "<said>"


class Drawn:
    def __html__(self) -> str:
        return "<svg>"


def rendered(
    text: str, code: type[CodeGenerator] = CodeGenerator, template: type[Template] = Template
) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.code_generator_class = code
    environment.template_class = template
    values: dict[str, Any] = {"page": Page(), "word": Word("a"), "drawn": Drawn(),
                              "markup": Markup("<b>&amp;</b>")}  # fmt: skip
    return environment.from_string(text).render(**values)


def test_every_kind_of_call_and_attribute_gives_what_jinja_gives() -> None:
    shown = rendered(TEMPLATE, code_generator())
    assert shown == rendered(TEMPLATE) == rendered(TEMPLATE, code_generator(), template_class())
    assert '<i class="&lt;">&lt;&amp;</i>' in shown
    assert shown.endswith("of a dictionarykeyFalseTrueTrue-")


@pytest.mark.parametrize(
    "call",
    ["nothing()", "page.said()", "'a'()", "nothing.at_all", "{% macro m(a) %}"
     "{{ a }}{% endmacro %}{{ m() }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
     "{% macro m(a) %}{% endmacro %}{{ m(b=2) }}"],
)  # fmt: skip
def test_a_call_that_cannot_be_made_fails_as_it_does_in_jinja(call: str) -> None:
    told = []
    text = call if call.startswith("{%") else f"{{{{ {call} }}}}"
    for way in ((CodeGenerator, Template), (code_generator(), template_class())):
        with pytest.raises((UndefinedError, TypeError)) as failed:
            rendered(text, *way)
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
