"""What an SVG may hold: elements, attributes, references and CSS (SVG 2, CSS Values).

An element that is not listed is refused; an attribute that is not listed is left out, unless it
is an event handler or a reference, which are refused.
"""

from __future__ import annotations

import re

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
REFUSED_NAMESPACES = {
    "": "an element without the SVG namespace",
    "http://www.w3.org/1999/xhtml": "HTML",
    "http://www.w3.org/1998/Math/MathML": "MathML",
    "http://www.w3.org/2001/XInclude": "XInclude",
    "http://www.w3.org/2001/xml-events": "XML Events",
}
"""Elements of other foreign namespaces are what an editor keeps for itself; they are left out."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHAPES = "circle ellipse line path polygon polyline rect"
_STRUCTURE = "svg g defs symbol use switch title desc view style"
_TEXT = "text tspan textPath"
_PAINT = "linearGradient radialGradient stop pattern clipPath mask marker"
_FILTERS = """
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
"""
ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})
ELEMENTS = ANIMATIONS | _words(f"{_SHAPES} {_STRUCTURE} {_TEXT} {_PAINT} {_FILTERS} mpath")
LEFT_OUT = frozenset({"metadata"})
HINTS = {
    "script": "pictures cannot run code",
    "foreignObject": "draw its text with <text>",
    "image": "publish that picture as a file of its own",
    "feImage": "publish that picture as a file of its own",
    "a": "put the link into the article",
}
KEEPS_SPACE = frozenset({"text", "tspan", "textPath", "title", "desc", "style"})
"""Elements whose text counts; text elsewhere is not shown and left out."""

ATTRIBUTES = _words(
    """
    id class style lang role tabindex systemLanguage viewBox preserveAspectRatio width height
    x y z x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points pathLength offset
    transform transform-origin transform-box gradientTransform gradientUnits spreadMethod
    patternTransform patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits
    markerUnits markerWidth markerHeight orient refX refY
    rotate textLength lengthAdjust startOffset method spacing side type media
    filterUnits primitiveUnits in in2 result mode values operator k1 k2 k3 k4 order kernelMatrix
    divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent limitingConeAngle scale xChannelSelector
    yChannelSelector azimuth elevation pointsAtX pointsAtY pointsAtZ radius stdDeviation
    baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent
    attributeName attributeType begin dur end min max restart repeatCount repeatDur fill
    calcMode keyTimes keySplines keyPoints from to by additive accumulate path origin
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor direction display dominant-baseline
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings
    font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode
    """
)
FREE_TEXT = re.compile(r"aria-[a-z]+|data-[\w.-]+|class|id|lang|role|font-family")
"""Attributes that no CSS is read from."""

_REFERENCE = re.compile(r"""url\(\s*(["']?)#([^"'()\\\s]+)\1\s*\)""", re.IGNORECASE)
_FUNCTION = re.compile(r"([\w-]*)\(")
_FUNCTIONS = _words(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch icc-color device-cmyk color color-mix
    matrix translate translatex translatey scale scalex scaley rotate skewx skewy
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    circle ellipse inset polygon path rect calc min max clamp var cubic-bezier steps
    not is where nth-child nth-of-type media and
    """
)
_AT_RULE = re.compile(r"@(?!media\b|keyframes\b)[\w-]*", re.IGNORECASE)


def references(value: str) -> list[str]:
    """The ids that an attribute's value names with ``url(#id)``."""
    return [id_ for _, id_ in _REFERENCE.findall(value)]


def forbidden_css(value: str, *, sheet: bool = False) -> str:
    """What in an attribute's value or a style sheet could load or run something; empty if nothing.

    Functions are held against a list; an attribute may refer to a part of the same file.
    """
    if "\\" in value:
        return "a backslash in CSS"
    if rule := _AT_RULE.search(value):
        return rule[0] if sheet else ""
    rest = value if sheet else _REFERENCE.sub("", value)
    names = (name.lower() for name in _FUNCTION.findall(rest))
    return next((f"{name}()" for name in names if name and name not in _FUNCTIONS), "")
