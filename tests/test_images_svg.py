"""SVG beside articles: drawings pass, and nothing in them runs or loads anything."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.images import Inspected, clean, inspect

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}<svg {NS} {attributes}>{inside}</svg>".encode()


ATTACKS = {
    "script": svg("<script>alert(1)</script>"),
    "script by prefix": b'<a:svg xmlns:a="http://www.w3.org/2000/svg"><a:script/></a:svg>',
    "script in HTML": svg('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
    "script in HTML in metadata": svg(
        '<metadata><h:script xmlns:h="http://www.w3.org/1999/xhtml"/></metadata>'
    ),
    "script without a namespace": svg('<script xmlns="">alert(1)</script>'),
    "onload": svg("", 'onload="alert(1)"'),
    "ONLOAD": svg("", 'ONLOAD="alert(1)"'),
    "onclick deep inside": svg('<g><g><rect onclick="alert(1)"/></g></g>'),
    "onbegin": svg('<animate onbegin="alert(1)" attributeName="x" dur="1s"/>'),
    "foreignObject": svg(
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'
    ),
    "iframe": svg('<iframe xmlns="http://www.w3.org/1999/xhtml" src="//evil"/>'),
    "javascript link": svg('<a href="javascript:alert(1)"><text>x</text></a>'),
    "javascript link, older form": svg('<a xlink:href="javascript:alert(1)"><text>x</text></a>'),
    "use of another file": svg('<use href="https://evil.example/x.svg#a"/>'),
    "use of another file here": svg('<use xlink:href="other.svg#a"/>'),
    "use of data": svg('<use href="data:image/svg+xml;base64,AAAA#x"/>'),
    "image from elsewhere": svg('<image href="https://evil.example/pixel.png"/>'),
    "image of data": svg('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
    "filter image": svg('<filter><feImage href="https://evil.example/"/></filter>'),
    "animated link": svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
    "animated older link": svg('<set attributeName="xlink:href" to="javascript:alert(1)"/>'),
    "animated handler": svg('<set attributeName="onclick" to="alert(1)"/>'),
    "animated fill": svg('<animate attributeName="fill" values="red;url(https://evil.example)"/>'),
    "fill from elsewhere": svg('<rect fill="url(https://evil.example/#a)"/>'),
    "fill with quotes": svg("<rect fill=\"url( 'https://evil.example/#a')\"/>"),
    "style attribute": svg('<rect style="background:url(//evil.example)"/>'),
    "style attribute, escaped": svg(r'<rect style="background:\75rl(//evil.example)"/>'),
    "style attribute, image-set": svg('<rect style="mask:image-set(&quot;//evil&quot; 1x)"/>'),
    "style attribute, expression": svg('<rect style="width:expression(alert(1))"/>'),
    "two references, one outside": svg('<rect style="fill:url(#a);mask:url(x.svg#a)"/>'),
    "cursor": svg('<rect cursor="url(https://evil.example/x.cur)"/>'),
    "import": svg('<style>@import "https://evil.example/x.css";</style>'),
    "import in capitals": svg("<style>@IMPORT 'x.css';</style>"),
    "font": svg("<style>@font-face{font-family:x;src:url(x.woff)}</style>"),
    "sheet with url": svg("<style>rect{fill:URL(//evil.example)}</style>"),
    "sheet in two parts": svg("<style>rect{fill:ur<![CDATA[l(//evil.example)]]>}</style>"),
    "sheet with an entity": svg("<style>rect{fill:&#117;rl(//evil.example)}</style>"),
    "doctype": svg("", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'),
    "entity": svg("&x;", before='<!DOCTYPE svg [<!ENTITY x "y">]>'),
    "external entity": svg(
        "<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "billion laughs": svg(
        "<text>&c;</text>",
        before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
    ),
    "parameter entity": svg("", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "//evil">%x;]>'),
    "undefined entity": svg("&nbsp;"),
    "XInclude": svg(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    ),
    "handler element": svg('<handler type="text/javascript">alert(1)</handler>'),
    "listener": svg('<e:listener xmlns:e="http://www.w3.org/2001/xml-events" handler="#x"/>'),
    "embedded page": svg('<embed src="x"/>'),
    "animation of the base": svg('<set attributeName="xml:base" to="javascript:"/>'),
    "drawing that contains itself": svg('<g id="a"><use href="#a"/></g>'),
    "patterns that contain each other": svg(
        '<pattern id="a"><rect fill="url(#b)"/></pattern>'
        '<pattern id="b"><rect style="fill: url( &quot;#a&quot; )"/></pattern>'
    ),
    "billion uses": svg(
        '<g id="g0"><rect/></g>'
        + "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    ),
    "too deep": svg("<g>" * 5000 + "</g>" * 5000),
    "too long a chain": svg(
        "".join(f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(900))
    ),
    "too many": svg("<g/>" * 100_001),
    "another encoding": svg("", before="<?xml version='1.0' encoding='UTF-16'?>")
    .decode()
    .encode("utf-16"),
    "UTF-7": svg("", before="<?xml version='1.0' encoding='UTF-7'?>") + "é".encode("latin-1"),
    "cut short": svg("<g>")[:-3],
    "no namespace": b"<svg><rect/></svg>",
    "a page": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
    "another root": b"<?xml version='1.0'?><g xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_drawing_that_runs_loads_or_multiplies_is_refused(attack: bytes) -> None:
    found = inspect(attack, "x.svg")
    assert isinstance(found, str) and found.startswith("x.svg ")
    assert len(found) < 200
    assert clean(attack, "image/svg+xml") == b""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            svg("\n\n<script/>"),
            "x.svg has a <script> on line 3; pictures cannot run code",
        ),
        (
            svg("\n<rect onclick='1'/>"),
            "x.svg has an event handler (onclick) on line 2; take it out",
        ),
        (
            svg("<image/>"),
            "x.svg has a <image> on line 1; publish that picture as a file of its own",
        ),
        (
            svg('<use href="y.svg#a"/>'),
            "x.svg has a link to 'y.svg#a' on line 1; only parts of the same file may be",
        ),
        (
            svg('<rect fill="url(y)"/>'),
            "x.svg has url() in fill on line 1; only parts of the same file may be used",
        ),
        (svg("", before="<!DOCTYPE svg>\n"), "x.svg has a DOCTYPE or entity on line 1; delete it"),
        (svg("<g>"), "x.svg is not well-formed XML on line 1: mismatched tag"),
    ],
)
def test_a_refusal_names_what_it_is_about_and_its_line(data: bytes, message: str) -> None:
    assert inspect(data, "x.svg") == message


def test_the_cost_of_a_hostile_drawing_is_small() -> None:
    start = time.process_time()
    for attack in ATTACKS.values():
        inspect(attack, "x.svg")
    inspect(svg("<g " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"), "x.svg")
    inspect(svg(f'<path d="{"(" * 500_000}"/>'), "x.svg")
    inspect(svg(f'<path style="{"url(" * 100_000}"/>'), "x.svg")
    assert time.process_time() - start < 3


DRAWING = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?xml-stylesheet href="https://evil.example/x.css"?>
<!-- drawn by SECRET -->
<svg {NS} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="20mm" height="10mm"
  viewBox="0 0 200 100" inkscape:export-filename="/home/SECRET/x.png" xml:lang="ar">
  <title>خريطة &amp; مدن</title>
  <metadata><rdf:RDF><rdf:li>SECRET</rdf:li></rdf:RDF></metadata>
  <inkscape:namedview pagecolor="SECRET"><inkscape:grid/></inkscape:namedview>
  <style>.road {{ stroke: rgb(1, 2, 3) }} g > path {{ fill: none }}</style>
  <defs><linearGradient id="a" xlink:href="#b"/><linearGradient id="b"/></defs>
  <g class="road" transform="translate(1 2)" style="fill:url(#a);opacity:.5" data-name="x">
    <path d="M0,0 L1,1"/><text x="1">one <tspan>two</tspan> three</text>
    <use href="#c"/><animate attributeName="opacity" values="0;1" dur="1s" href="#c"/>
  </g>
  stray SECRET words
</svg>""".encode()


def test_a_drawing_is_published_without_what_its_editor_knows() -> None:
    assert inspect(DRAWING, "x.svg") == Inspected("image/svg+xml", 76, 38)
    made = clean(DRAWING, "image/svg+xml").decode()
    assert "SECRET" not in made and "evil" not in made and "inkscape" not in made
    assert made == (
        f'<svg {NS} width="20mm" height="10mm" viewBox="0 0 200 100" xml:lang="ar">'
        "<title>خريطة &amp; مدن</title>"
        "<style>.road { stroke: rgb(1, 2, 3) } g &gt; path { fill: none }</style>"
        '<defs><linearGradient id="a" xlink:href="#b"/><linearGradient id="b"/></defs>'
        '<g class="road" transform="translate(1 2)" style="fill:url(#a);opacity:.5" data-name="x">'
        '<path d="M0,0 L1,1"/><text x="1">one <tspan>two</tspan> three</text>'
        '<use href="#c"/><animate attributeName="opacity" values="0;1" dur="1s" href="#c"/>'
        "</g></svg>\n"
    )


def test_what_is_published_passes_again_unchanged() -> None:
    made = clean(DRAWING, "image/svg+xml")
    assert inspect(made, "x.svg") == inspect(DRAWING, "x.svg")
    assert clean(made, "image/svg+xml") == made


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="150"', (300, 150)),
        ('width="3in" height="72pt"', (288, 96)),
        ('viewBox="0 0 640 480"', (640, 480)),
        ('viewBox="0,0,640,480" width="100%"', (640, 480)),
        ('viewBox="0 0 640 480" width="320"', (320, 240)),
        ('viewBox="0 0 640 480" height="240px"', (320, 240)),
        ('viewBox="0 0 0 0"', (0, 0)),
        ('viewBox="nonsense"', (0, 0)),
        ('width="1e99" height="10"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_size_of_a_drawing_is_told_in_css_pixels(
    attributes: str, size: tuple[int, int]
) -> None:
    assert inspect(svg("", attributes), "x.svg") == Inspected("image/svg+xml", *size)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_no_text_or_attribute_gets_out_of_its_place(text: str, value: str) -> None:
    import xml.etree.ElementTree as ET

    root = ET.Element("{http://www.w3.org/2000/svg}svg")
    title = ET.SubElement(root, "{http://www.w3.org/2000/svg}title")
    title.text = text + "\t\n<x>&"
    title.set("class", value + '"\t\n<x>\r&')
    data = ET.tostring(root, encoding="utf-8")
    made = clean(data.partition(b"?>")[2] or data, "image/svg+xml")
    if isinstance(inspect(data, "x.svg"), Inspected):
        (again,) = ET.fromstring(made)
        assert (again.text, again.get("class")) == (title.text, title.get("class"))
