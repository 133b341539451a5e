"""Hold the paths of rules against the format's schema: a name that is nowhere to be found is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gateway.adapters.contract import Node
from gateway.rules import codes
from gateway.rules.schematron.context import context_of
from gateway.rules.schematron.expanding import Chosen
from gateway.rules.schematron.expression import (
    Binary,
    Call,
    Expression,
    Path,
    Step,
    Variable,
    parts,
)
from gateway.rules.schematron.mistake import Mistakes, nearest
from gateway.rules.schematron.schema import Inserted, Let, Spot
from gateway.rules.schematron.xpath import parsed

_MOST = 20_000
"""places that are looked at; of a schema with more nothing is said"""


class Place:
    """One element or attribute that a schema allows, at one place; the document is one without a node."""

    __slots__ = ("_below", "node", "parent")

    def __init__(self, node: Node | None, parent: Place | None, below: list[Place] | None = None) -> None:
        self.node, self.parent, self._below = node, parent, below

    @property
    def below(self) -> list[Place]:
        """The places directly below."""
        if self._below is None:
            self._below = [Place(child, self) for child in (self.node.children if self.node else ())]
        return self._below

    @property
    def name(self) -> str:
        """The name as it is in trees, attributes with @."""
        return self.node.name if self.node else ""

    @property
    def endless(self) -> bool:
        """Whether not all that can be below is listed."""
        node = self.node
        return node is not None and (
            node.shared or getattr(node, "open", False) or getattr(node, "loose", False)
        )


Places = frozenset[Place] | None
"""where an expression can lead; None when nobody can say"""


def doubtful_paths(chosen: Chosen, namespaces: Mapping[str, str], schema: Node, mistakes: Mistakes) -> None:
    """Tell of every step of a path that leads to no place of the schema."""
    document = Place(None, None)
    document._below = [Place(schema, document)]
    walk = _Walk(document, namespaces, mistakes)
    outer = walk.lets(chosen.lets, frozenset([document]), {})
    for pattern in chosen.patterns:
        inner = walk.lets(pattern.lets, frozenset([document]), outer)
        for rule in pattern.rules:
            walk.spot = rule.spot
            context = context_of(parsed(rule.context), namespaces)
            here = _together(walk.path(path, frozenset([document]), None, inner) for path in context.paths)
            values = walk.lets(rule.lets, here, inner)
            for check in rule.checks:
                walk.spot = check.spot
                walk.leads(parsed(check.test), here, here, values)
                for part in check.text:
                    if isinstance(part, Inserted):
                        walk.spot = part.spot
                        walk.leads(parsed(part.select), here, here, values)


class _Walk:
    """One walk over the schema for all rules of a file; `spot` is the place of what is looked at."""

    def __init__(self, document: Place, namespaces: Mapping[str, str], mistakes: Mistakes) -> None:
        self.document, self.namespaces, self.mistakes = document, namespaces, mistakes
        self.spot = Spot("rules.sch", 1)

    def lets(self, lets: Iterable[Let], here: Places, outer: Mapping[str, Places]) -> dict[str, Places]:
        """The places of named values, with those around them."""
        values = dict(outer)
        for let in lets:
            self.spot = let.spot
            values[let.name] = self.leads(parsed(let.value), here, here, values)
        return values

    def leads(self, e: Expression, here: Places, current: Places, values: Mapping[str, Places]) -> Places:
        """Where an expression leads from some places."""
        match e:
            case Variable(name):
                return values.get(name)
            case Call("current", _):
                return current
            case Path():
                return self.path(e, here, current, values)
            case Binary("|", left, right):
                return _together(self.leads(each, here, current, values) for each in (left, right))
        for part, _ in parts(e):
            self.leads(part, here, current, values)
        return None

    def path(self, path: Path, here: Places, current: Places, values: Mapping[str, Places]) -> Places:
        """Where a path leads; its predicates are looked at on the way."""
        if path.start is not None:
            here = self.leads(path.start, here, current, values)
        elif path.absolute:
            here = frozenset([self.document])
        for predicate in path.predicates:
            self.leads(predicate, here, current, values)
        for step in path.steps:
            here = self._step(step, here)
            for predicate in step.predicates:
                self.leads(predicate, here, current, values)
        return here

    def _step(self, step: Step, here: Places) -> Places:
        if here is None or step.test in ("text()", "comment()") or "instruction" in step.test:
            return None
        name = self._name(step)
        if name is None or step.axis in ("following", "preceding"):
            return None
        candidates: set[Place] = set()
        endless = False
        for place in here:
            for other in _axis(step.axis, place):
                candidates.add(other)
                endless = endless or (other.endless and step.axis.startswith("descendant"))
                if len(candidates) > _MOST:
                    return None
            endless = endless or place.endless
        found = frozenset(place for place in candidates if _fits(name, place, step))
        if found or (endless and step.axis in ("child", "attribute", "descendant", "descendant-or-self")):
            return found or None
        if here and step.axis in ("child", "attribute", "descendant"):
            self._doubt(step, name, here, candidates)
        return found

    def _doubt(self, step: Step, name: str, here: Iterable[Place], candidates: Iterable[Place]) -> None:
        known = {place.name for place in candidates if place.name.startswith("@") == name.startswith("@")}
        local = name.rpartition("}")[2].lstrip("@")
        same = sorted(each for each in known if each.rpartition("}")[2].lstrip("@") == local)
        if same:
            namespace = same[0].rpartition("}")[0].lstrip("@{")
            wanted = f"{local} in the namespace {namespace}" if namespace else f"{local} without a prefix"
        else:
            names = {each.rpartition("}")[2].lstrip("@") for each in known} - {""}
            wanted = nearest(local, names) if names else "nothing: it has no such parts"
        owners = sorted({place.name.rpartition("}")[2] or "the document" for place in here})
        told = f"the schema has no {step.test} in {', '.join(owners[:3])}"
        self.mistakes.add(codes.PATH, self.spot, told, step.test, wanted)

    def _name(self, step: Step) -> str | None:
        """The name of a step as the schema has it; None for one that a schema does not list."""
        prefix, _, local = step.test.rpartition(":")
        namespace = self.namespaces.get(prefix, "") if prefix else ""
        if prefix == "xml" or namespace.startswith("http://www.w3.org/"):
            return None
        name = f"{{{namespace}}}{local}" if namespace else local
        return f"@{name}" if step.axis == "attribute" else name


def _fits(name: str, place: Place, step: Step) -> bool:
    if step.test == "node()":
        return True
    if place.node is None or place.name.startswith("@") != (step.axis == "attribute"):
        return step.axis in ("self", "ancestor-or-self") and place.name == f"@{name}"
    if name.endswith("*"):
        return place.name.startswith(name[:-1])
    return place.name == name


def _axis(axis: str, place: Place) -> Iterator[Place]:
    if axis in ("self", "ancestor-or-self", "descendant-or-self"):
        yield place
    if axis in ("child", "attribute"):
        yield from place.below
    elif axis == "parent" and place.parent is not None:
        yield place.parent
    elif axis.startswith("ancestor"):
        above = place.parent
        while above is not None:
            yield above
            above = above.parent
    elif axis.endswith("-sibling") and place.parent is not None:
        yield from place.parent.below
    elif axis.startswith("descendant"):
        waiting = list(place.below)
        while waiting:
            one = waiting.pop()
            yield one
            if not one.endless and not one.name.startswith("@"):
                waiting.extend(one.below)


def _together(found: Iterable[Places]) -> Places:
    whole: set[Place] = set()
    for each in found:
        if each is None:
            return None
        whole |= each
    return frozenset(whole)
