"""One JSON object as an element tree in which every value says its type; nothing is guessed.

Members are elements of their names, the items of an array are elements of the array's name. `list`
is `yes` on such items and `empty` on the one element of an empty array. `type` is there where the
value is not a text, nor an object that has members: `number`, `boolean`, `null`, `object`, `array`
(an array in an array; its items are elements `item`). Numbers stay as they are written.
Source: RFC 8259.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.json import codes
from gateway.adapters.json.malformed import not_well_formed
from gateway.adapters.json.names import encoded
from gateway.adapters.json.strings import string
from gateway.adapters.json.text import Text
from gateway.adapters.unreadable import unreadable

ROOT = "object"
"""the element of a message until its format names it"""
DEEPEST = 200
"""levels that are never exceeded, whatever the limits say: the writer is recursive"""
_DIGITS = 400
_GREATEST, _LEAST = 308, -400
"""exponents that a binary number of double precision can have, and those that it rounds to nothing"""
_GAP = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_NAMED = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*')
_SIMPLE = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*')
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?)(?![0-9.eE+-])[ \t\n\r]*")
_WORD = re.compile(r"(true|false|null)(?![A-Za-z0-9_])[ \t\n\r]*")
_KINDS = {"true": "boolean", "false": "boolean", "null": "null"}


@dataclass(slots=True)
class _Open:
    """An object or array that is being read: where its values go and what they are called."""

    node: etree._Element
    names: set[str] | None = None
    item: str = "item"
    listed: bool = False

    @property
    def closer(self) -> str:
        return "]" if self.names is None else "}"


class Document:
    """Reads objects out of one text; counts their values together.

    `starts` gets the index of each element's beginning, in document order, when it is a list.
    """

    def __init__(self, source: Text, limits: Limits, starts: list[int] | None = None) -> None:
        self.source = source
        self.text = source.text
        self.limits = limits
        self.depth = min(limits.depth, DEEPEST)
        self.count = 0
        self.starts = starts

    def gap(self, at: int) -> int:
        """The index of the next character that is not white space."""
        found = _GAP.match(self.text, at)
        return found.end() if found else at

    def message(self, at: int) -> tuple[etree._Element, int]:
        """The object that begins here, and the index behind it. Raises Unreadable."""
        root = etree.Element(ROOT)
        self._counted(at)
        stack = [_Open(root, set())]
        at = self.gap(at + 1)
        first = True
        while True:
            here = stack[-1]
            if first and self.text.startswith(here.closer, at):
                if len(stack) == 1:
                    root.set("type", "object")
                opened = False
            else:
                at, opened = self._entry(here, at, stack)
            if opened:
                first = True
                continue
            first = False
            while True:
                if self.text.startswith(stack[-1].closer, at):
                    stack.pop()
                    if not stack:
                        return root, at + 1
                    at = self.gap(at + 1)
                elif self.text.startswith(",", at):
                    at = self.gap(at + 1)
                    break
                else:
                    raise not_well_formed(self.source, at, f"a comma or {stack[-1].closer}")

    def _entry(self, here: _Open, at: int, stack: list[_Open]) -> tuple[int, bool]:
        """Read one member or item; whether it opened an object or array that has something in it."""
        begin, tag, listed = at, here.item, here.listed
        if here.names is not None:
            tag, at = self._name(here.names, at)
            listed = False
        char = self.text[at : at + 1]
        if char == '"':
            simple = _SIMPLE.match(self.text, at)
            if simple:
                value, end = simple[1], simple.end()
            else:
                value, end = string(self.source, at)
                end = self.gap(end)
            if len(value) > self.limits.text:
                raise self._too_long(at)
            self._add(here.node, tag, listed, None, begin).text = value or None
            return end, False
        if char == "{":
            return self._object(here, tag, listed, begin, at, stack)
        if char == "[":
            return self._array(here, tag, listed, begin, at, stack)
        number = _NUMBER.match(self.text, at)
        if number:
            self._measured(number, at)
            self._add(here.node, tag, listed, "number", begin).text = number[1]
            return number.end(), False
        word = _WORD.match(self.text, at)
        if word:
            made = self._add(here.node, tag, listed, _KINDS[word[1]], begin)
            if word[1] != "null":
                made.text = word[1]
            return word.end(), False
        raise not_well_formed(self.source, at, "a value")

    def _name(self, names: set[str], at: int) -> tuple[str, int]:
        """The element name of the member that begins here, and the index of its value."""
        simple = _NAMED.match(self.text, at)
        if simple:
            name, end = simple[1], simple.end()
        elif self.text.startswith('"', at):
            name, end = string(self.source, at)
            colon = _COLON.match(self.text, end)
            if not colon:
                raise not_well_formed(self.source, self.gap(end), "a colon")
            end = colon.end()
        else:
            raise not_well_formed(self.source, at, "a name in double quotes")
        if len(name) > self.limits.text:
            raise self._too_long(at)
        if not name.isprintable():
            told = f"a name holds U+{ord(next(c for c in name if not c.isprintable())):04X}"
            raise unreadable(codes.CHARACTER, told, None, "names that can be printed", self.source.where(at))
        if name in names:
            told = f"the member {name[:60]!r} is there twice"
            raise unreadable(codes.DUPLICATE, told, name[:200], "each name once", self.source.where(at))
        names.add(name)
        if len(names) > self.limits.attributes:
            raise unreadable(
                codes.TOO_MANY, f"an object has more than {self.limits.attributes:,} members",
                expected=f"at most {self.limits.attributes:,} members", where=self.source.where(at),
            )  # fmt: skip
        return encoded(name), end

    def _object(
        self, here: _Open, tag: str, listed: bool, begin: int, at: int, stack: list[_Open]
    ) -> tuple[int, bool]:
        inside = self._deeper(at, stack)
        empty = self.text.startswith("}", inside)
        made = self._add(here.node, tag, listed, "object" if empty else None, begin)
        if empty:
            return self.gap(inside + 1), False
        stack.append(_Open(made, set()))
        return inside, True

    def _array(
        self, here: _Open, tag: str, listed: bool, begin: int, at: int, stack: list[_Open]
    ) -> tuple[int, bool]:
        inside = self._deeper(at, stack)
        empty = self.text.startswith("]", inside)
        if here.names is None:
            made = self._add(here.node, tag, listed, "array", begin)
            opened = _Open(made)
        elif empty:
            self._add(here.node, tag, False, None, begin).set("list", "empty")
        else:
            opened = _Open(here.node, None, tag, True)
        if empty:
            return self.gap(inside + 1), False
        stack.append(opened)
        return inside, True

    def _deeper(self, at: int, stack: list[_Open]) -> int:
        if len(stack) >= self.depth:
            raise unreadable(
                codes.TOO_DEEP, "objects and arrays are nested too deeply", None,
                f"at most {self.depth} levels", self.source.where(at),
            )  # fmt: skip
        return self.gap(at + 1)

    def _add(
        self, parent: etree._Element, tag: str, listed: bool, kind: str | None, at: int
    ) -> etree._Element:
        self._counted(at)
        made = etree.SubElement(parent, tag)
        if listed:
            made.set("list", "yes")
        if kind is not None:
            made.set("type", kind)
        return made

    def _counted(self, at: int) -> None:
        self.count += 1
        if self.count > self.limits.elements:
            raise unreadable(
                codes.TOO_MANY, f"there are more than {self.limits.elements:,} values",
                expected=f"at most {self.limits.elements:,} values", where=self.source.where(at),
            )  # fmt: skip
        if self.starts is not None:
            self.starts.append(at)

    def _measured(self, number: re.Match[str], at: int) -> None:
        digits, exponent = len(number[1]), number[2] or "0"
        if digits > self.limits.text:
            raise self._too_long(at)
        if digits > _DIGITS or len(exponent) > 8 or not _LEAST <= int(exponent) <= _GREATEST:
            raise unreadable(
                codes.NUMBER_TOO_LARGE, "a number is beyond measure", number[1][:60],
                f"at most {_DIGITS} digits and an exponent from {_LEAST} to {_GREATEST}",
                self.source.where(at),
            )  # fmt: skip

    def _too_long(self, at: int) -> Exception:
        return unreadable(
            codes.TEXT_TOO_LONG, "a value is too long", None,
            f"at most {self.limits.text:,} characters", self.source.where(at),
        )  # fmt: skip
