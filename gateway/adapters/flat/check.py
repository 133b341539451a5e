"""Everything in which a tree differs from the records of its format, in one pass."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.fault import Fault, placed
from gateway.adapters.flat import codes
from gateway.adapters.flat.judging import judged
from gateway.adapters.flat.layout import TOP, Field, Layout, LayoutUnusable, Record, layout_of
from gateway.adapters.flat.locate import locate
from gateway.adapters.flat.placing import bare, misplaced
from gateway.adapters.flat.repeated import Repeated, joins
from gateway.adapters.flat.tree import UNKNOWN_FIELD, UNKNOWN_RECORD, places_of
from gateway.adapters.flat.unknown import decoded
from gateway.findings import Finding


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """The findings of a tree, in document order."""
    try:
        layout = layout_of(spec)
    except LayoutUnusable as error:
        message = f"the tables cannot be used: {error}"
        fault = Fault(codes.SCHEMA_UNUSABLE, tree.root, message, "tables that agree")
        return placed(locate, tree, spec, [fault])
    return placed(locate, tree, spec, list(_Check(tree, layout).faults()))


class _Check:
    def __init__(self, tree: Tree, layout: Layout) -> None:
        self.root, self.layout = tree.root, layout
        self.places = places_of(tree)
        self.repeated = Repeated(tree.root, layout)
        self.kinds = {str(node.tag) for node in tree.root.iter("*")}
        for node in tree.root.iterchildren("*"):
            self.repeated.alone(node)
        self.named: dict[str, list[str]] = {}
        self.values: dict[tuple[str, str], set[str]] = {}
        for record in layout.records.values():
            for each in record.fields:
                if each.use in ("key", "refer") and each.source is not None:
                    names = self.named.setdefault(each.source[0], [])
                    names.extend([each.source[1]] if each.source[1] not in names else [])

    def faults(self) -> Iterator[Fault]:
        """The mistakes of the whole message."""
        yield from self._below(self.root, TOP)

    def _below(self, node: etree._Element, name: str) -> Iterator[Fault]:
        """The mistakes of the records below a record, or below the message."""
        counts = Counter(str(child.tag) for child in node.iterchildren("*"))
        for record in self.layout.records.values():
            if record.parents == (name,) and counts[record.name] < record.minimum:
                message = f"there is no record {record.name} ({record.title})" + self._of(node)
                yield Fault(
                    codes.MISSING_RECORD, node, message, f"{record.minimum} {record.name}", below=record.name
                )
        seen: Counter[str] = Counter()
        keys: dict[tuple[str, ...], etree._Element] = {}
        fields = {each.name for each in self.layout.records[name].fields} if name != TOP else set()
        for child in node.iterchildren("*"):
            tag = str(child.tag)
            found = self.layout.records.get(tag)
            if tag in fields or tag.startswith(UNKNOWN_FIELD):
                continue
            if found is None:
                yield self._unknown(child, tag)
                continue
            seen[tag] += 1
            if found.maximum is not None and seen[tag] == found.maximum + 1:
                message = f"{self._at(child)}there are {counts[tag]} records {tag}" + self._of(node)
                yield Fault(codes.TOO_MANY, child, message, f"at most {found.maximum}")
            yield from self._record(child, found, name)
            yield from self._twice(child, tag, keys)
            yield from self._below(child, tag)

    def _record(self, node: etree._Element, record: Record, above: str) -> Iterator[Fault]:
        _, left = joins(record, above, self.layout)
        values = [self.repeated.value(node, each.name) for each in left]
        wanted = [parent for parent in record.parents if parent != TOP]
        there = not self.kinds.isdisjoint(wanted)
        if misplaced(record, above, values) and (there or not left):
            keys = (
                ", ".join(f"{each.title} {self.repeated.value(node, each.name)}" for each in left) or "no key"
            )
            message = f"{self._at(node)}the record {record.name} belongs to no {' or '.join(wanted)} of the file ({keys})"
            yield Fault(codes.NO_PARENT, node, message, f"a record {' or '.join(wanted)} with these keys")
        known = {each.name for each in record.fields}
        for each in record.fields:
            yield from self._field(node, record, each)
        for child in node.iterchildren("*"):
            tag = str(child.tag)
            if tag.startswith(UNKNOWN_FIELD):
                yield self._surplus(child, record, tag)
            elif tag not in known and tag not in self.layout.records:
                yield self._unknown(child, tag)

    def _field(self, node: etree._Element, record: Record, each: Field) -> Iterator[Fault]:
        if each.type == "tag":
            return
        own = node.find(each.name)
        text = self.repeated.value(node, each.name)
        if not text:
            if (
                own is None
                and each.use in ("same", "copy")
                and self.repeated.of(each, node.getparent()) == ""
            ):
                return  # what it repeats is empty, and that is told there
            if each.required or (each.when and self._condition(node, each.when)):
                message = f"{self._name(node, record, each)} is empty and mandatory"
                yield Fault(codes.MISSING_FIELD, node, message, "a value", below=each.name)
            return
        if own is None:
            return
        known = self.repeated.of(each, node.getparent()) if each.use == "same" else None
        if known is not None and known != text:
            assert each.source is not None
            message = f"{self._name(node, record, each)} is not that of {each.source[0]}"
            yield Fault(codes.DIFFERS, own, message, known or "nothing", text)
        if each.use == "refer" and each.source is not None and not self._there(each.source, text):
            message = (
                f"{self._name(node, record, each)} is {text[:60]!r}, and no record {each.source[0]} has that"
            )
            yield Fault(codes.NO_PARENT, own, message, f"a record {each.source[0]} with it", text)
        verdict = judged(text, each, self.layout.style)
        if verdict is not None:
            message = f"{self._name(node, record, each)} {verdict.told}"
            yield Fault(verdict.code, own, message, verdict.expected, text, help=verdict.help)

    def _there(self, source: tuple[str, str], text: str) -> bool:
        """Whether some record has this value; zero means none, and a file without such records amends others."""
        if source not in self.values:
            nodes = self.root.iter(source[0])
            self.values[source] = {bare(self.repeated.value(node, source[1])) for node in nodes}
        known = self.values[source]
        return not known or not text.strip("0") or bare(text) in known

    def _condition(self, node: etree._Element, when: tuple[str, frozenset[str]]) -> bool:
        return self.repeated.value(node, when[0]) in when[1]

    def _twice(
        self, node: etree._Element, tag: str, keys: dict[tuple[str, ...], etree._Element]
    ) -> Iterator[Fault]:
        """A record that has the key of another one, where others name it by that key."""
        if tag not in self.named:
            return
        key = (tag, *(self.repeated.value(node, name) for name in self.named[tag]))
        if any(key[1:]) and keys.setdefault(key, node) is not node:
            values = ", ".join(key[1:])
            message = f"{self._at(node)}another record {tag} has the key {values} already"
            yield Fault(codes.KEY_TWICE, node, message, "a key of its own", values)

    def _unknown(self, node: etree._Element, tag: str) -> Fault:
        name = decoded(tag[len(UNKNOWN_RECORD) :]) if tag.startswith(UNKNOWN_RECORD) else tag
        near = difflib.get_close_matches(name, list(self.layout.by_tag), 3, 0.5)
        message = f"{self._at(node)}{name[:60]!r} is no record of the format; its values are kept aside"
        return Fault(
            codes.UNKNOWN_RECORD,
            node,
            message,
            ", ".join(near) or ", ".join(list(self.layout.by_tag)[:8]),
            name,
        )

    def _surplus(self, node: etree._Element, record: Record, tag: str) -> Fault:
        number = tag[len(UNKNOWN_FIELD) :]
        last = max((each.position for each in record.fields), default=0)
        what = "field" if self.layout.style.separator else "column"
        message = f"{self._at(node)}{what} {number} has a value, and {record.name} has no such {what}"
        return Fault(codes.UNKNOWN_FIELD, node, message, f"at most {what} {last}", node.text or "")

    def _at(self, node: etree._Element) -> str:
        place = self.places.get(node)
        return f"line {place.line}: " if place is not None else ""

    def _name(self, node: etree._Element, record: Record, each: Field) -> str:
        place = self.places.get(node)
        line = f"line {place.line}, " if place is not None else ""
        what = "field" if self.layout.style.separator else "column"
        return f"{line}{record.name} {what} {each.position} ({each.title})"

    def _of(self, node: etree._Element) -> str:
        place = self.places.get(node)
        if node is self.root:
            return ""
        return f" of the {node.tag!s}" + (f" in line {place.line}" if place is not None else "")
