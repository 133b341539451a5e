"""Lines to records: which record a line is, and the values of its fields with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.adapters.contract import Limits
from gateway.adapters.flat import codes
from gateway.adapters.flat.layout import Field, Layout, Record
from gateway.adapters.flat.lines import Line, lines
from gateway.adapters.flat.splitting import clean
from gateway.adapters.flat.tree import FlatPart, Place
from gateway.adapters.flat.values import read_value
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Where

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(slots=True)
class Raw:
    """One record of a file: what it is (`None`: not known, its tag is `name`), and its filled values."""

    record: Record | None
    name: str
    place: Place
    values: list[tuple[Field | None, str, Place]] = field(default_factory=list)


@dataclass(slots=True)
class Scanner:
    """Goes over the lines of one message; `remarks` are those on its bytes."""

    layout: Layout
    limits: Limits
    remarks: list[Finding] = field(default_factory=list)
    count: int = 0
    _section: str | None = None

    def records(self, part: FlatPart) -> Iterator[Raw]:
        """The records of a part. Raises Unreadable where a limit is passed."""
        style = self.layout.style
        for line in lines(part.data, style.terminator.encode(), part.line, part.offset):
            text = self._text(line)
            if style.section and text.startswith(style.section):
                self._section = text[len(style.section) :].rstrip(style.separator + " ")
                continue
            yield self._record(line, text)

    def _text(self, line: Line) -> str:
        style = self.layout.style
        if len(line.data) > self.limits.text and not style.separator:
            self._too_long(Where(line=line.number, offset=line.offset))
        try:
            text = line.data.decode(style.encoding)
        except UnicodeDecodeError as error:
            where = Where(line=line.number, column=error.start + 1, offset=line.offset + error.start)
            message = (
                f"line {line.number}: byte {line.data[error.start]:#04x} is not text in {style.encoding}"
            )
            self.remarks.append(noted(codes.ENCODING, message, None, style.encoding, where))
            text = line.data.decode("latin-1" if style.encoding != "utf-8" else "cp1252", "replace")
        odd = next((m for m in _CONTROLS.finditer(text) if m[0] != style.separator), None)
        if odd is not None:
            where = Where(line=line.number, column=odd.start() + 1, offset=line.offset + odd.start())
            message = f"line {line.number} holds the character U+{ord(odd[0]):04X}"
            self.remarks.append(
                noted(codes.CHARACTER, message, None, "text without control characters", where)
            )
        return text

    def _record(self, line: Line, text: str) -> Raw:
        style = self.layout.style
        parts = text.split(style.separator) if style.separator else [text]
        self.count += len(parts) + 1
        if self.count > self.limits.elements:
            expected = f"at most {self.limits.elements:,} records and fields"
            raise unreadable(codes.TOO_MANY_PARTS, "the message has too many fields", None, expected)
        record, name = self._kind(parts[0])
        made = Raw(record, name, Place(line.number, 0, 1, line.offset))
        narrow = len(line.data) == len(text)
        if style.separator:
            self._delimited(made, parts, line, narrow)
        else:
            self._columns(made, text, line, narrow)
        return made

    def _kind(self, first: str) -> tuple[Record | None, str]:
        """The record of a line by its tag, or by the section in which it stands."""
        by_tag, style = self.layout.by_tag, self.layout.style
        if style.separator:
            found = by_tag.get(first.strip())
        else:
            tags = [tag for tag in by_tag if first.startswith(tag)]
            found = by_tag[max(tags, key=len)] if tags else None
        if found is not None and found.tagged:
            self._section = None
            return found, ""
        if style.section:
            named = by_tag.get(self._section) if self._section is not None else None
            return (named, "") if named is not None else (None, self._section or "")
        return None, first.strip() if style.separator else first[:4].strip()

    def _delimited(self, made: Raw, parts: list[str], line: Line, narrow: bool) -> None:
        known = {each.position: each for each in made.record.fields} if made.record else {}
        at = 0
        for number, text in enumerate(parts, 1):
            field = known.get(number)
            if text and not text.isspace() and (field is None or field.type != "tag"):
                self._value(made, field, text, number, at, line, narrow)
            at += len(text) + 1

    def _columns(self, made: Raw, text: str, line: Line, narrow: bool) -> None:
        end = 0
        for each in made.record.fields if made.record else ():
            end = each.position - 1 + (each.length or 0)
            value = text[each.position - 1 : end].rstrip(" ")
            if value and each.type != "tag":
                self._value(made, each, value, each.position, each.position - 1, line, narrow)
        rest = text[end:].rstrip(" ")
        if rest:
            self._value(made, None, rest, end + 1, end, line, narrow)

    def _value(
        self, made: Raw, field: Field | None, text: str, number: int, at: int, line: Line, narrow: bool
    ) -> None:
        before = at if narrow else len(line.data.decode(self.layout.style.encoding, "replace")[:at].encode(
            self.layout.style.encoding, "replace"))  # fmt: skip
        place = Place(line.number, number, at + 1, line.offset + before)
        if len(text) > self.limits.text:
            self._too_long(Where(line=place.line, column=place.column, offset=place.offset))
        value = clean(text)
        if field is not None and not self.layout.style.separator:
            value = read_value(value, field)
        if value:
            made.values.append((field, value, place))

    def _too_long(self, where: Where) -> None:
        expected = f"values of at most {self.limits.text:,} characters"
        raise unreadable(codes.TOO_LONG_TEXT, "a value is longer than is read here", None, expected, where)
