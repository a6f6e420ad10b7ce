"""Single values: texts, fixed forms, choices, dates, addresses, languages, numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from site_builder import edtf, languages, url_policy
from site_builder.problems import did_you_mean
from site_builder.schema.reading import WRONG, Reading, text_of
from site_builder.yaml_text import Node, Scalar, shown

WRITTEN = ["string", "number"]
"""What a text may look like to a reader of YAML that has types: ``title: 1984`` is one of ours."""
TAG = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
_MONTH, _DAY_OF_MONTH = "(0[1-9]|1[0-2]|2[1-4]|XX)", "(0[1-9]|[12][0-9]|3[01]|XX)"
_ONE = f"([0-9]{{4}}(-{_MONTH}(-{_DAY_OF_MONTH})?)?|[0-9]{{3}}X|[0-9]{{2}}XX)[~?%]?"
_NOT_ASCII = r"^.*[^\x00-\x7F]"
# Digits of other scripts, and dashes, are for the check itself; a schema lets them pass.
_DATE = rf"^\s*({_ONE}|({_ONE}|\.\.)/({_ONE}|\.\.))\s*$|{_NOT_ASCII}"
_DAY = rf"^\s*[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\s*$|{_NOT_ASCII}"


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a reader."""

    what: str = "a text"
    longest: int = 2_000

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, self.what, reading)
        if text is WRONG:
            return WRONG
        assert isinstance(node, Scalar)
        if node.cut:
            return reading.wrong(
                node, f"the text ends before ' #': '{shown(text)}'", "put the whole text in quotes"
            )
        if not any(unicodedata.category(c)[0] not in "CZM" for c in text):
            # Joiners and marks alone would be a name that nobody can see.
            return reading.wrong(
                node, f"{self.what} is missing here", "write it, or delete the line"
            )
        if len(text) > self.longest:
            return reading.wrong(
                node, f"{self.what} of more than {self.longest} characters", "shorten it"
            )
        return unicodedata.normalize("NFC", " ".join(text.split()))

    def describe(self) -> str:
        return self.what

    def json_schema(self) -> dict[str, Any]:
        return {"type": WRITTEN, "minLength": 1, "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of a fixed form, such as an id."""

    what: str
    expression: str
    hint: str
    longest: int = 200

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, self.what, reading)
        if text is WRONG:
            return WRONG
        if len(text) > self.longest or not re.fullmatch(self.expression, text):
            return reading.wrong(node, f"'{shown(text)}' is not {self.what}", self.hint)
        return text

    def describe(self) -> str:
        return self.what

    def json_schema(self) -> dict[str, Any]:
        return {"type": WRITTEN, "pattern": f"^(?:{self.expression})$", "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, self.describe(), reading)
        if text is WRONG or text in self.words:
            return text
        hint = did_you_mean(text, self.words) or f"write {self.describe()}"
        return reading.wrong(node, f"'{shown(text)}' is not known here", hint)

    def describe(self) -> str:
        return "one of " + ", ".join(self.words)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Switch:
    """true or false, and nothing that YAML has also been known to take for either."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, self.describe(), reading)
        if text is WRONG or text in ("true", "false"):
            return text if text is WRONG else text == "true"
        hint = f"write {self.describe()}"
        return reading.wrong(node, f"'{shown(text)}' is neither true nor false", hint)

    def describe(self) -> str:
        return "true or false"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date of level 0 or 1; ``day`` asks for a full calendar day."""

    day: bool = False

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, "a date", reading)
        if text is WRONG:
            return WRONG
        try:
            date = edtf.parse(text)
        except edtf.DateError as error:
            return reading.wrong(node, str(error), error.hint)
        if self.day and not edtf.is_day(date):
            return reading.wrong(node, f"'{shown(text)}' is not a day", "write it as 2015-01-31")
        if question := edtf.suspicious(date):
            reading.note(node, question, edtf.solar_hijri_hint(date) or "check the year")
        return date

    def describe(self) -> str:
        return "a day, 2015-01-31" if self.day else "a date: 2015, 2015-03, 2015-03-01, 2015~"

    def json_schema(self) -> dict[str, Any]:
        if self.day:
            return {"type": "string", "pattern": _DAY}
        return {
            "type": ["string", "integer"],
            "pattern": _DATE,
            "minimum": 0,
            "maximum": 9999,
        }


@dataclass(frozen=True, slots=True)
class Url:
    """The whole http or https address of something on the web."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, "a web address", reading)
        if text is WRONG:
            return WRONG
        if not text or url_policy.is_relative(text):
            return reading.wrong(node, f"'{url_policy.shown(text)}' is not a web address",
                                 "write it in full: https://example.org/page")  # fmt: skip
        if message := url_policy.check(text, kind="source"):
            return reading.wrong(node, message, url_policy.advice(text, kind="source"))
        return text

    def describe(self) -> str:
        return "a web address (https://...)"

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@]+([/?#]\S*)?\s*$",
        }


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 language tag."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, "a language tag", reading)
        if text is WRONG:
            return WRONG
        if not languages.is_tag(text):
            return reading.wrong(
                node, f"'{shown(text)}' is not a language tag", "write it as en, ar or zh-hant"
            )
        return languages.canonical(text)

    def describe(self) -> str:
        return "a language tag (BCP 47): en, ar, zh-hant"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": TAG}


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, in ASCII digits."""

    least: float
    most: float
    whole: bool = False

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = text_of(node, "a number", reading)
        if text is WRONG:
            return WRONG
        try:
            if not text.isascii() or "_" in text:
                raise ValueError
            number = int(text) if self.whole else float(text)
        except ValueError:
            return reading.wrong(
                node, f"'{shown(text)}' is not a number", f"write {self.describe()}"
            )
        if not self.least <= number <= self.most:
            return reading.wrong(
                node, f"{shown(text)} is out of bounds", f"write {self.describe()}"
            )
        return number

    def describe(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {self.least:g} to {self.most:g}"

    def json_schema(self) -> dict[str, Any]:
        kind, form = ("integer", "^[0-9]+$") if self.whole else ("number", "^[-+.0-9eE]+$")
        return {
            "type": [kind, "string"],
            "pattern": form,
            "minimum": self.least,
            "maximum": self.most,
        }
