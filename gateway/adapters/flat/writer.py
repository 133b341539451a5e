"""Write the records of a tree: table by table, or each with those that belong to it behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.flat.layout import Layout, Record, layout_of
from gateway.adapters.flat.repeated import Repeated
from gateway.adapters.flat.tree import UNKNOWN_FIELD, UNKNOWN_RECORD
from gateway.adapters.flat.unknown import decoded
from gateway.adapters.flat.values import written_value

_BREAKS = re.compile(r"\r\n|[\r\n]")
_MOST = 10_000
"""the highest number of a field that is written"""


def write(tree: Tree, spec: Spec) -> bytes:
    """The bytes of a tree in the order, the separators and the encoding of the format."""
    layout = layout_of(spec)
    writer = _Writer(tree.root, layout)
    text = "".join(f"{line}{layout.style.terminator}" for line in writer.lines())
    return text.encode(layout.style.encoding, "replace")


class _Writer:
    def __init__(self, root: etree._Element, layout: Layout) -> None:
        self.root, self.layout = root, layout
        self.repeated = Repeated(root, layout)
        for node in root.iterchildren("*"):
            self.repeated.alone(node)

    def lines(self) -> Iterator[str]:
        """The lines of the file, sections among them."""
        section, style = "", self.layout.style
        loose = [n for n in self.root.iterchildren("*") if n.tag == f"{UNKNOWN_RECORD}_"]
        for node in self._ordered():
            record = self.layout.records.get(str(node.tag))
            tagged = record is not None and record.tagged
            name = record.tags[0] if record is not None else decoded(str(node.tag)[len(UNKNOWN_RECORD) :])
            if style.section and loose and not tagged:
                yield from (self._line(each, None) for each in loose)
                loose = []
            if node.tag == f"{UNKNOWN_RECORD}_" and style.section:
                continue
            if style.section and not tagged and name != section:
                yield f"{style.section}{name}"
            section = "" if tagged else name
            yield self._line(node, record)

    def _ordered(self) -> Iterator[etree._Element]:
        """All records in writing order; those that are not known in front of the last table."""
        last = list(self.layout.records.values())[-1]
        known = [node for node in self._known() if node.tag != last.name or len(self.layout.records) == 1]
        yield from known
        yield from (n for n in self.root.iterchildren("*") if str(n.tag).startswith(UNKNOWN_RECORD))
        if len(self.layout.records) > 1:
            yield from (n for n in self._known() if n.tag == last.name)

    def _known(self) -> list[etree._Element]:
        order = {name: record.order for name, record in self.layout.records.items()}
        if self.layout.style.nested:
            return list(self._nested(self.root, order))
        found = [node for node in self.root.iterdescendants("*") if str(node.tag) in order
                 and self._is_record(node)]  # fmt: skip
        return sorted(found, key=lambda node: order[str(node.tag)])

    def _is_record(self, node: etree._Element) -> bool:
        """Whether an element is a record, and not a field that has the name of one."""
        parent = node.getparent()
        if parent is None or parent is self.root:
            return True
        above = self.layout.records.get(str(parent.tag))
        return above is not None and all(each.name != node.tag for each in above.fields)

    def _nested(self, above: etree._Element, order: dict[str, int]) -> Iterator[etree._Element]:
        records = self.layout.records
        holders = {parent for record in records.values() for parent in record.parents}
        found = [n for n in above.iterchildren("*") if str(n.tag) in order and self._is_record(n)]
        top = above is self.root
        for node in sorted(found, key=lambda n: (not top and str(n.tag) in holders, order[str(n.tag)])):
            yield node
            yield from self._nested(node, order)

    def _line(self, node: etree._Element, record: Record | None) -> str:
        texts: dict[int, str] = {}
        above = node.getparent()
        for each in record.fields if record is not None else ():
            assert record is not None
            own = node.find(each.name)
            text = record.tags[0] if each.type == "tag" else (own.text or "") if own is not None else None
            if text is None:
                text = (self.repeated.of(each, above) if each.use else None) or ""
            texts[each.position] = self._plain(text)
        columns = not self.layout.style.separator
        if columns and record is not None:
            texts = {each.position: written_value(texts[each.position], each) for each in record.fields}
        for child in node.iterchildren("*"):
            number = str(child.tag)[len(UNKNOWN_FIELD) :] if str(child.tag).startswith(UNKNOWN_FIELD) else ""
            if number.isascii() and number.isdecimal() and 0 < int(number[:6]) <= _MOST:
                texts[int(number)] = self._plain(child.text or "")
        return self._in_columns(texts) if columns else self._parted(texts)

    def _parted(self, texts: dict[int, str]) -> str:
        last = max(texts, default=1)
        return self.layout.style.separator.join(texts.get(number, "") for number in range(1, last + 1))

    def _in_columns(self, texts: dict[int, str]) -> str:
        line = ""
        for at in sorted(texts):
            line = line[: at - 1].ljust(at - 1) + texts[at]
        return line

    def _plain(self, text: str) -> str:
        """A text without what would end a field or a record."""
        text = _BREAKS.sub(" ", text)
        style = self.layout.style
        for mark in (style.separator, style.terminator.strip("\r\n")):
            text = text.replace(mark, " ") if mark else text
        return text
