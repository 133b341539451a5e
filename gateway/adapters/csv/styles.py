"""The number formats and the shared strings of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.csv import codes
from gateway.adapters.csv.package import Package
from gateway.adapters.unreadable import unreadable

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Styles:
    """Number formats by the number of a cell's style: the code, and the form where it is the workbook's own."""

    formats: list[tuple[int, str]] = field(default_factory=list)

    def of(self, style: str | None) -> tuple[int, str]:
        """The number format of a style; the general one where there is none."""
        try:
            return self.formats[int(style or 0)]
        except (ValueError, IndexError):
            return 0, ""


def styles(package: Package, name: str) -> Styles:
    """The styles of a workbook."""
    forms: dict[int, str] = {}
    found = Styles()
    for node in package.elements(name, "numFmt", "cellXfs"):
        if str(node.tag).endswith("}numFmt"):
            forms[_whole(node.get("numFmtId"))] = str(node.get("formatCode", ""))
        else:
            codes = [_whole(each.get("numFmtId")) for each in node.iterchildren("{*}xf")]
            found.formats = [(code, forms.get(code, "")) for code in codes]
    return found


def strings(package: Package, name: str, limits: Limits) -> list[str]:
    """The texts that cells share."""
    found: list[str] = []
    for node in package.elements(name, "si"):
        found.append(text_of(node, limits))
        if len(found) > limits.elements:
            raise unreadable(
                codes.TOO_MANY, f"there are more than {limits.elements:,} texts", None, "fewer cells"
            )
    return found


def text_of(node: etree._Element, limits: Limits) -> str:
    """The text of a string with or without runs, without readings (furigana)."""
    pieces = [
        each.text or "" for each in node.iter("{*}t")
        if (above := each.getparent()) is None or not str(above.tag).endswith("}rPh")
    ]  # fmt: skip
    text = "".join(pieces)
    if len(text) > limits.text:
        raise unreadable(
            codes.TEXT_TOO_LONG, "a value is too long", None, f"at most {limits.text:,} characters"
        )
    return unescaped(text) if "_x" in text else text


def unescaped(text: str) -> str:
    """A text in which `_x000D_` is the character that it stands for."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
