"""Expressions seen from where they stand: named values put in, `current()` and the context node made explicit.

XPath in lxml knows neither `current()` nor values of a rule, and only elements can be its context
node. So an expression is written anew from a *base*, the path of its context node: `$r.here` for an
element, `$r.here/@name` for an attribute, `/` for the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gateway.rules.schematron.expression import (
    Binary,
    Call,
    Expression,
    Literal,
    Number,
    Path,
    Step,
    Variable,
    changed,
    everything,
)

HERE = "r.here"
"""the variable that holds the context node; no let may be called so"""
DOCUMENT = Path((), True)
ELEMENT = Variable(HERE)
_SELF = Path((Step("self", "node()"),))
_IMPLICIT = frozenset(
    ("string", "normalize-space", "string-length", "number", "name", "local-name", "namespace-uri")
)
"""functions that without an argument are of the context node"""
_POSITION = frozenset(("position", "last"))


@dataclass(slots=True)
class Scope:
    """The named values that an expression sees.

    `names` says by what variable each is known inside: one that no other value of the file has, so
    that a value may hide another. `values` holds those that are put in where they are used; the
    others are handed to XPath.
    """

    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Expression] = field(default_factory=dict)

    def inner(self) -> Scope:
        """A scope in this one: it sees the same and can be added to."""
        return Scope(dict(self.names), dict(self.values))

    def resolved(self, e: Expression) -> Expression:
        """An expression whose variables have their inside names."""

        def change(part: Expression, _: bool) -> Expression | None:
            return Variable(self.names.get(part.name, part.name)) if isinstance(part, Variable) else None

        return changed(e, change)

    # What follows takes expressions that are resolved.

    def rebased(self, e: Expression, base: Expression, inside: bool = False) -> Expression:
        """An expression that says the same from any context node."""

        def change(part: Expression, inside: bool) -> Expression | None:
            if isinstance(part, Variable) and part.name in self.values:
                return self.rebased(self.values[part.name], base)
            if isinstance(part, Call) and part.name == "current":
                return base
            if isinstance(part, Call) and not inside and part.name in _IMPLICIT and not part.arguments:
                return Call(part.name, (base,))
            if isinstance(part, Path) and part.start is not None:
                return _started(changed(part.start, change, inside), part, change)
            if isinstance(part, Path) and not part.absolute and not inside:
                inner = changed(part, change, True)
                assert isinstance(inner, Path)
                return joined(base, inner)
            return None

        return changed(e, change, inside)

    def inlined(self, e: Expression) -> Expression:
        """An expression with its values put in, where XPath's context node is its own.

        Only for expressions that `needs_base` is not true of.
        """

        def change(part: Expression, inside: bool) -> Expression | None:
            if isinstance(part, Variable) and part.name in self.values:
                return self.inlined(self.values[part.name])
            if isinstance(part, Call) and part.name == "current":
                return _SELF
            if isinstance(part, Path) and part.start is not None:
                return _started(changed(part.start, change, inside), part, change)
            return None

        return changed(e, change)

    def needs_base(self, e: Expression) -> bool:
        """Whether a predicate looks back at the context node of the rule."""
        return any(
            (inside and self._looks_back(part))
            or (isinstance(part, Variable) and part.name in self.values and self.needs_base(self.values[part.name]))
            for part, inside in everything(e)
        )  # fmt: skip

    def fixed(self, e: Expression) -> bool:
        """Whether an expression has one value in the whole message: it does not look at the context node."""
        return not any(
            (not inside and isinstance(part, Path) and part.start is None and not part.absolute)
            or (not inside and isinstance(part, Call) and part.name in _IMPLICIT and not part.arguments)
            or (not inside and isinstance(part, Call) and part.name in _POSITION)
            or self._looks_back(part)
            for part, inside in everything(e)
        )

    def _looks_back(self, part: Expression) -> bool:
        if isinstance(part, Call):
            return part.name == "current"
        return (
            isinstance(part, Variable) and part.name in self.values and not self.fixed(self.values[part.name])
        )


def joined(base: Expression, path: Path) -> Path:
    """A relative path from a base."""
    if isinstance(base, Path) and (base.steps or base.start is None):
        return replace(base, steps=(*base.steps, *path.steps))
    return replace(path, start=base)


def at_attribute(name: str) -> Path:
    """The base of an attribute, by its name in Clark notation."""
    namespace, _, local = name.rpartition("}")
    if not namespace:
        return Path((Step("attribute", local),), False, ELEMENT)
    same = Binary("=", Call("local-name"), Literal(local))
    there = Binary("=", Call("namespace-uri"), Literal(namespace[1:]))
    return Path((Step("attribute", "*", (Binary("and", same, there),)),), False, ELEMENT)


def passable(e: Expression) -> bool:
    """Whether a value can be handed from Python to XPath: elements, numbers, strings, truth values."""
    if isinstance(e, Path):
        if not e.steps:
            return e.start is not None and passable(e.start)
        last = e.steps[-1]
        if last.axis == "self" and len(e.steps) > 1:
            return passable(replace(e, steps=e.steps[:-1]))
        return last.axis not in ("attribute", "namespace") and not last.test.endswith(")")
    if isinstance(e, Binary) and e.operator == "|":
        return passable(e.left) and passable(e.right)
    return not isinstance(e, Literal | Number)


def _started(start: Expression, path: Path, change: object) -> Path:
    """A path with another start: its own steps and predicates are changed in their place."""
    bare = changed(replace(path, start=None), change, True)  # type: ignore[arg-type]
    assert isinstance(bare, Path)
    return Path(bare.steps, False, start, bare.predicates)
