"""How much work an expression is: the nodes that are visited, estimated from how often each name occurs.

libxml2 cannot be stopped while it evaluates. So what would take minutes is not begun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from gateway.rules.schematron.expression import Binary, Call, Expression, Number, Path, Step, Variable, parts

MOST = 1_000_000_000
"""visits of nodes that one rule may take in one message: some ten seconds"""
HEAVY = 500_000
"""visits in the imagined message from which on a rule is looked at again in real ones"""
FEW = 20_000
"""elements of a message in which no rule that lint lets pass can take long"""


@dataclass(slots=True)
class Census:
    """How many elements there are, of each name, and at most below one parent.

    `names` maps names in Clark notation to their numbers; `usual` is that of any other name.
    """

    elements: int
    widest: int
    names: Mapping[str, int] = field(default_factory=dict)
    usual: int = 0

    def of(self, name: str) -> int:
        """How many elements have a name; all for a wildcard."""
        return self.elements if name.endswith(("*", ")")) else self.names.get(name, self.usual)


IMAGINED = Census(100_000, 1_000, {}, 1_000)
"""a large message, for lint: a thousand elements of every name"""


def census(root: etree._Element) -> Census:
    """The numbers of a tree."""
    names = Counter(str(node.tag) for node in root.iter("*"))
    return Census(names.total(), max(map(len, root.iter("*"))), names)


class Cost:
    """The work of the expressions of one file in a message of some census."""

    def __init__(self, census: Census, namespaces: Mapping[str, str]) -> None:
        self.census, self.namespaces = census, namespaces
        self.sizes: dict[str, float] = {}
        self.work = 0.0

    def of(self, expressions: Iterable[Expression], times: float) -> float:
        """The visits of evaluating each of some expressions so many times."""
        self.work = 0.0
        for e in expressions:
            self._found(e, times, 1.0)
        return self.work

    def learn(self, name: str, e: Expression) -> None:
        """How many nodes a named value has: it is computed once."""
        self.sizes[name] = self._found(e, 1.0, 1.0)

    def contexts(self, paths: Iterable[Path]) -> float:
        """How many nodes match a context."""
        return sum(self._path(path, 1.0, 1.0) for path in paths)

    # `times` is how often something is evaluated, `copies` how often from one and the same node.

    def _found(self, e: Expression, times: float, copies: float) -> float:
        """Add the work of an expression; returns how many nodes it selects in all."""
        match e:
            case Path():
                return self._path(e, times, copies)
            case Variable(name):
                return times * self.sizes.get(name, 1.0)
            case Call("current", _):
                return times
            case Binary(operator, left, right):
                one, other = self._found(left, times, copies), self._found(right, times, copies)
                if operator in ("=", "!="):
                    self.work += one * other / max(times, 1.0)
                return one + other if operator == "|" else times
        read = sum([self._found(part, times, copies) for part, _ in parts(e)])
        self.work += read
        return times

    def _path(self, path: Path, times: float, copies: float) -> float:
        size, up = times, False
        if path.start is not None:
            size = self._found(path.start, times, copies)
            copies = times if size > times else copies
            for predicate in path.predicates:
                self._found(predicate, size, copies)
        elif path.absolute:
            copies = times
        for step in path.steps:
            size, copies, up = self._step(step, size, copies, up)
            self.work += size
            for predicate in step.predicates:
                self._found(predicate, size, copies)
        return size

    def _step(self, step: Step, size: float, copies: float, up: bool) -> tuple[float, float, bool]:
        census, axis = self.census, step.axis
        if axis == "attribute" and census.usual:
            return min(size, copies * census.usual), copies, up
        if axis in ("self", "attribute"):
            return size, copies, up
        if axis in ("parent", "ancestor", "ancestor-or-self"):
            return size, copies, True
        number = census.of(self._name(step))
        if axis.endswith("-sibling") and step.predicates[:1] == (Number("1"),):
            # The walk over the siblings ends at the first.
            return size, copies, False
        if axis.endswith("-sibling") or (up and axis == "child"):
            copies *= census.widest
            return min(size * min(census.widest, number), copies * number), copies, False
        if axis != "child":
            # All nodes are walked over to find those of the name.
            copies = copies if not up and axis.startswith("descendant") else max(copies, size)
            self.work += copies * census.elements
        return copies * number, copies, False

    def _name(self, step: Step) -> str:
        prefix, _, local = step.test.rpartition(":")
        return f"{{{self.namespaces.get(prefix, '')}}}{local}" if prefix else local
