"""Exact places of elements in the sender's bytes, found by taking the message apart again.

Reading records no places, because they are needed for bad messages and explanations alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Tree
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.layout import Layout
from gateway.adapters.edifact.node_name import is_group, name_of, segments_of
from gateway.adapters.edifact.offsets import Offsets
from gateway.adapters.edifact.opening import at
from gateway.adapters.edifact.placing import placed
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import find_end, tokenise
from gateway.adapters.edifact.tree import EdifactPart, EdifactTree
from gateway.findings import Where

_BREAK = re.compile(b"\n")
_SURPLUS = re.compile(r"X(\d+)(?:\.(\d+))?", re.ASCII)


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Path, segment (UNH is 1), line, column and byte offset of each element.

    A group stands where its first segment does. An element that is not in the tree, or a tree that
    did not come from bytes, has a path alone.
    """
    wanted = list(nodes)
    paths = Paths()
    known = [Where(path=paths.of(node)) for node in wanted]
    part = tree.part
    if not wanted or not isinstance(tree, EdifactTree) or not isinstance(part, EdifactPart):
        return known
    if part.source is None or part.envelope is None:
        return known
    places = _Places(tree.root, part, tree.known)
    return [places.of(node, where) for node, where in zip(wanted, known, strict=True)]


def segment_place(part: EdifactPart, number: int) -> Where:
    """The place of a segment by its number in the message (UNH is 1)."""
    ranges = [each for each in _ranges(part)]
    start = ranges[number - 1][0] if 0 < number <= len(ranges) else part.start + len(part.body)
    assert part.source is not None
    return at(part.source, min(start, max(len(part.source.text) - 1, 0)), number, f"/{name_of(part.head)}")


class Paths:
    """The paths of many elements; the children of a parent are counted once."""

    def __init__(self) -> None:
        self._steps: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """The path of an element from the root of its tree, with ordinals where siblings share a name."""
        steps = [self._step(node), *(self._step(above) for above in node.iterancestors())]
        return "/" + "/".join(reversed(steps))

    def _step(self, node: etree._Element) -> str:
        if node not in self._steps:
            parent = node.getparent()
            if parent is None or not isinstance(node.tag, str):
                return str(node.tag) if isinstance(node.tag, str) else "comment()"
            totals = Counter(str(child.tag) for child in parent.iterchildren("*"))
            seen: Counter[str] = Counter()
            for child in parent.iterchildren("*"):
                tag = str(child.tag)
                seen[tag] += 1
                self._steps[child] = f"{tag}[{seen[tag]}]" if totals[tag] > 1 else tag
        return self._steps[node]


def _ranges(part: EdifactPart) -> Iterator[tuple[int, int]]:
    """Where the segments of a message begin and end in the source, blank ones left out."""
    assert part.source is not None and part.envelope is not None
    text, service = part.source.text, part.envelope.service
    start, stop = part.start, part.start + len(part.body)
    while start < stop:
        while start < stop and text[start] in b" \t\r\n":
            start += 1
        end = find_end(text, start, service, stop - start)
        end = stop if end < 0 else end
        if end > start:
            yield start, end
        start = end + 1


class _Places:
    """The segments of one tree beside those of its bytes."""

    def __init__(self, root: etree._Element, part: EdifactPart, known: Definition | None) -> None:
        assert part.source is not None and part.envelope is not None
        self.source, self.part, self.root = part.source, part, root
        self.service: ServiceString = part.envelope.service
        self.codec = part.envelope.level.codec
        self.layouts: dict[str, Layout] = known.layouts if known is not None else {}
        envelope = part.envelope
        headers = [envelope.unb] if envelope.ung is None else [envelope.unb, envelope.ung]
        body = [(start, end, n) for n, (start, end) in enumerate(_ranges(part), 1)]
        body = [each for each in body if self._tag(each[0], each[1]) != "UNS"]
        ranges = [*((h.start, h.start + len(h.raw), h.number) for h in headers), *body]
        found = list(segments_of(root))
        self.ranges = dict(zip(found, ranges, strict=False)) if len(found) == len(ranges) else {}
        self.offsets: dict[int, Offsets] = {}
        end = self.source.offset(part.start + len(part.body))
        self.breaks = [each.start() for each in _BREAK.finditer(self.source.data, part.lines.counted, end)]

    def _tag(self, start: int, end: int) -> str:
        """The tag of a segment if it may be UNS."""
        raw = self.source.text[start : min(end, start + 12)].decode("latin-1")
        if raw[0] != "U":
            return ""
        return tokenise(raw, self.service)[0][0][0]

    def of(self, node: etree._Element, where: Where) -> Where:
        """The place of an element whose path is known."""
        segment = self._segment(node)
        if segment is None:
            return where
        start, end, number = self.ranges[segment]
        place = start
        if node is not segment and node in set(segment.iterdescendants()):
            place += self._inside(segment, node, start, end)
        return self._at(place, number, where.path)

    def _segment(self, node: etree._Element) -> etree._Element | None:
        for above in (node, *node.iterancestors()):
            if above in self.ranges:
                return above
        if node is self.root:
            return next((s for s in self.ranges if s.tag == "UNH"), None)
        first = next(segments_of(node), None) if is_group(node) else None
        return first if first in self.ranges else None

    def _at(self, place: int, number: int, path: str | None) -> Where:
        offset, lines = self.source.offset(place), self.part.lines
        if offset < lines.counted:
            return at(self.source, place, number, path)
        line = bisect_left(self.breaks, offset)
        start = lines.start if line == 0 else self.breaks[line - 1] + 1
        return Where(path, lines.line + line, offset - start + 1, number, offset=offset)

    def _inside(self, segment: etree._Element, node: etree._Element, start: int, end: int) -> int:
        """How far into a segment an element or component begins."""
        offsets = self.offsets.get(start)
        if offsets is None:
            offsets = self.offsets[start] = Offsets(self.source.text[start:end], self.service, self.codec)
        trail = [node, *node.iterancestors()]
        element = trail[trail.index(segment) - 1]
        layout = self.layouts.get(str(segment.tag).partition(".")[0])
        number, repetition = _element(element, layout, offsets, self.service)
        component = 0 if node is element else _component(node, element, layout)
        return offsets.of(number, repetition, component)


def _element(
    element: etree._Element, layout: Layout | None, offsets: Offsets, service: ServiceString
) -> tuple[int, int]:
    name = str(element.tag)
    surplus = _SURPLUS.fullmatch(name)
    if surplus is not None:
        return int(surplus[1][:6]), int((surplus[2] or "1")[:6]) - 1
    for each in placed(layout, offsets.elements, bool(service.repetition)):
        if layout is not None and each.slot is not None and layout.slots[each.slot].name == name:
            return each.element, each.repetition
    return 0, 0


def _component(node: etree._Element, element: etree._Element, layout: Layout | None) -> int:
    name = str(node.tag)
    surplus = _SURPLUS.fullmatch(name)
    if surplus is not None:
        return max(int(surplus[1][:6]) - 1, 0)
    slot = next((s for s in layout.slots if s.name == element.tag), None) if layout is not None else None
    if slot is None:
        return 0
    first = next((at for at, piece in enumerate(slot.pieces) if piece.name == name), 0)
    before = sum(1 for sibling in node.itersiblings(name, preceding=True))
    return first + before
