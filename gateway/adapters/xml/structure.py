"""Compare the structure of a message with what its schema describes, and put a copy of it right.

Each mistake is noted once, at the sender's own element; what hangs on it is judged all the same.
"""

from __future__ import annotations

import difflib

from lxml import etree

from gateway.adapters.contract import Node
from gateway.adapters.fault import Fault
from gateway.adapters.xml import codes
from gateway.adapters.xml.content import Choice, Content
from gateway.adapters.xml.ease import Ease
from gateway.adapters.xml.names import bare, name_of

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_GUESSES = 200
"""names that the nearest ones are looked up for; the lookup is the dearest part of a finding"""
_LISTED = 12
"""names listed where any of them may stand"""

Order = dict[str, tuple[int, Node]]


class Comparison:
    """Takes one copy of a message; `origin` leads from its elements to the sender's."""

    def __init__(self, origin: dict[etree._Element, etree._Element], ease: Ease | None = None) -> None:
        self.origin = origin
        self.ease = ease or Ease()
        self.faults: list[Fault] = []
        self.emptied: set[etree._Element] = set()
        """elements of the copy whose value is no longer the sender's"""
        self._guesses = _GUESSES

    def compare(self, node: etree._Element, allowed: Node) -> None:
        """Note what is wrong in an element of the copy and below it, and put it right there."""
        source = self.origin[node]
        self._attributes(node, source, allowed)
        if allowed.facets is not None:
            self._value(node, source)
            return
        if not (isinstance(allowed, Content) and allowed.mixed):
            self._text(node, source)
        order = {c.name: (place, c) for place, c in enumerate(allowed.children) if not c.name.startswith("@")}
        self._children(node, source, allowed, order)
        for child in node.iterchildren("*"):
            if child in self.origin and str(child.tag) in order:
                self.compare(child, order[str(child.tag)][1])

    def _note(self, fault: Fault) -> None:
        self.faults.append(fault)

    def _nearest(self, name: str, known: list[str]) -> str | None:
        if self._guesses == 0:
            return None
        self._guesses -= 1
        near = difflib.get_close_matches(name, known, 3)
        return f"nearest: {', '.join(near)}" if near else None

    def _value(self, node: etree._Element, source: etree._Element) -> None:
        first = next(node.iterchildren("*"), None)
        if first is None:
            return
        self._note(
            Fault(codes.STRUCTURE, self.origin[first], f"{name_of(source)} holds elements", "a value without elements")
        )  # fmt: skip
        node[:] = []
        node.text = None
        self.emptied.add(node)

    def _text(self, node: etree._Element, source: etree._Element) -> None:
        text = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
        if not text:
            return
        self._note(
            Fault(codes.TEXT_NOT_ALLOWED, source, f"{name_of(source)} holds text", "elements only", text)
        )
        node.text = None
        for child in node:
            child.tail = None

    def _attributes(self, node: etree._Element, source: etree._Element, allowed: Node) -> None:
        known = {c.name[1:]: c for c in allowed.children if c.name.startswith("@")}
        loose = isinstance(allowed, Content) and allowed.loose
        for name in map(str, list(node.attrib)):
            if name in known or loose or name.startswith(XSI):
                continue
            expected = f"one of {', '.join(map(bare, known))}" if known else "no attributes"
            code = codes.BEYOND_SCHEMA if self.ease.open else codes.UNKNOWN_ATTRIBUTE
            self._note(
                Fault(code, source, f"{name_of(source)} has no attribute {bare(name)}", expected,
                      str(source.get(name)), name, self._nearest(bare(name), [bare(each) for each in known]))
            )  # fmt: skip
            del node.attrib[name]
        for name, attribute in known.items():
            if attribute.minimum and name not in node.attrib:
                lacking = f"the attribute {bare(name)}"
                self._note(
                    Fault(
                        codes.MISSING_ATTRIBUTE,
                        source,
                        f"{name_of(source)} lacks {lacking}",
                        lacking,
                        attribute=name,
                    )
                )

    def _children(self, node: etree._Element, source: etree._Element, allowed: Node, order: Order) -> None:
        open_ = isinstance(allowed, Content) and allowed.open
        ordered = not self.ease.open and (not isinstance(allowed, Content) or allowed.ordered)
        counts: dict[str, int] = {}
        empty: dict[str, int] = {}
        kept: list[tuple[int, etree._Element]] = []
        highest, highest_name = -1, ""
        for child in node.iterchildren("*"):
            known = order.get(str(child.tag)) or (None if open_ else self._unknown(child, source, order))
            if known is None:
                if open_:
                    kept.append((max(highest, 0), child))
                continue
            place, one = known
            counts[one.name] = counts.get(one.name, 0) + 1
            if one.maximum is not None and counts[one.name] > one.maximum:
                self._surplus(child, source, counts[one.name], one.maximum)
                continue
            if self.ease.says_nothing(child):
                empty[one.name] = empty.get(one.name, 0) + 1
                continue
            if ordered and place < highest:
                before = f"{name_of(child)} before {highest_name}"
                message = f"{name_of(child)} stands after {highest_name}"
                self._note(Fault(codes.MISPLACED_ELEMENT, self.origin[child], message, before))
            else:
                highest, highest_name = place, name_of(child)
            kept.append((place, child))
        if ordered or self.ease.open:
            kept.sort(key=lambda pair: pair[0])
        for choice in allowed.choices if isinstance(allowed, Content) else ():
            kept = self._choice(node, source, choice, order, kept)
        _hold(node, [child for _, child in kept])
        held = {name: count - empty.get(name, 0) for name, count in counts.items()}
        self._missing(node, source, order, held)

    def _unknown(
        self, child: etree._Element, parent: etree._Element, order: Order
    ) -> tuple[int, Node] | None:
        """Note an unknown element. One of the right name in the wrong namespace is renamed and known."""
        here = name_of(child)
        meant = next((name for name in order if bare(name) == here), None)
        names = [bare(name) for name in order]
        if meant is not None:
            expected = f"{here} in the namespace {meant[1:].rpartition('}')[0] or 'no namespace'}"
        elif names:
            expected = f"one of {', '.join(names[:_LISTED])}{' ...' if len(names) > _LISTED else ''}"
        else:
            expected = "no elements"
        code = codes.BEYOND_SCHEMA if self.ease.open else codes.UNEXPECTED_ELEMENT
        self._note(
            Fault(code, self.origin[child], f"{name_of(parent)} has no element {here}", expected,
                  help=self._nearest(here, names))
        )  # fmt: skip
        if meant is None or self.ease.open:
            return None
        child.tag = meant
        return order[meant]

    def _surplus(self, child: etree._Element, source: etree._Element, count: int, most: int) -> None:
        message = f"{name_of(child)} occurs {count} times"
        self._note(
            Fault(
                codes.TOO_MANY_ELEMENTS, self.origin[child], message, f"at most {most} in {name_of(source)}"
            )
        )

    def _choice(
        self, node: etree._Element, source: etree._Element, choice: Choice, order: Order,
        kept: list[tuple[int, etree._Element]],
    ) -> list[tuple[int, etree._Element]]:  # fmt: skip
        """What is kept when of several branches the first one stands."""
        of = {name: number for number, branch in enumerate(choice.branches) for name in branch}
        words = " or ".join(" with ".join(sorted(map(bare, branch))) for branch in choice.branches if branch)
        there = [(of[str(child.tag)], child) for _, child in kept if str(child.tag) in of]
        if not there and choice.required:
            message = f"{name_of(source)} lacks one of {words}"
            self._note(Fault(codes.MISSING_ELEMENT, source, message, f"one of {words}"))
            made = min(
                (name for branch in choice.branches for name in branch), key=lambda name: order[name][0]
            )
            return sorted([*kept, (order[made][0], node.makeelement(made))], key=lambda pair: pair[0])
        others = {child for branch, child in there if branch != there[0][0]}
        first = next((child for branch, child in there if branch != there[0][0]), None)
        if first is not None:
            message = f"{name_of(first)} stands beside {name_of(there[0][1])}, which excludes it"
            self._note(Fault(codes.STRUCTURE, self.origin[first], message, f"one of {words}"))
        return [pair for pair in kept if pair[1] not in others]

    def _missing(
        self, node: etree._Element, source: etree._Element, order: Order, counts: dict[str, int]
    ) -> None:
        for name, (place, allowed) in order.items():
            lacking = allowed.minimum - counts.get(name, 0)
            if lacking <= 0:
                continue
            following = next(
                (c for c in node.iterchildren("*") if order.get(str(c.tag), (-1, allowed))[0] > place), None
            )
            before = "" if following is None else f" before {name_of(following)}"
            message = f"{name_of(source)} lacks {bare(name)}"
            place_of = source if following is None else self.origin.get(following, source)
            self._note(
                Fault(codes.MISSING_ELEMENT, place_of, message, f"{bare(name)}{before}",
                      below=bare(name), before=place_of is not source)
            )  # fmt: skip
            for _ in range(lacking):
                made = node.makeelement(name)
                if following is None:
                    node.append(made)
                else:
                    following.addprevious(made)


def _hold(node: etree._Element, children: list[etree._Element]) -> None:
    """Let an element hold exactly these children. Slices of lxml are quadratic; appending is not."""
    before = list(node.iterchildren("*"))
    if before == children:
        return
    staying = set(children)
    for child in before:
        if child not in staying:
            node.remove(child)
    for child in children:
        node.append(child)
