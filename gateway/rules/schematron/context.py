"""The context of a rule: a pattern of XSLT 1.0 (section 5.2), as an expression that selects all nodes that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gateway.rules.schematron.expression import (
    ANYWHERE,
    Binary,
    Call,
    Expression,
    Literal,
    Path,
    Step,
    alternatives,
    chained,
)

_BOOLEAN = {"not", "boolean", "true", "false", "contains", "starts-with", "lang"}
_COMPARING = {"or", "and", "=", "!=", "<", "<=", ">", ">="}


class NotContext(ValueError):
    """An expression is not a pattern; the message says why."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the alternatives of a context select, each from the document on, and what they can match.

    `names` are the elements (`{ns}Item`) and attributes (`@unit`) that it can match; `*` and `@*` are in
    it when it can match any, `/` when it matches the document.
    """

    paths: tuple[Path, ...]
    names: frozenset[str]

    @property
    def of_document(self) -> bool:
        """Whether it is the document itself."""
        return "/" in self.names

    @property
    def of_attributes(self) -> bool:
        """Whether it can match attributes."""
        return any(name.startswith("@") for name in self.names)

    @property
    def may_repeat(self) -> bool:
        """Whether it can be expected to have several nodes in a message: it is not the root or just below it."""
        return not all(
            len(path.steps) < 3 and all(step.axis == "child" for step in path.steps) for path in self.paths
        )

    @property
    def wanted(self) -> frozenset[str] | None:
        """The names of elements of which a message must have one, that it can have a node of it; None for any."""
        known = not any(name in ("*", "/") or name.startswith("@") for name in self.names)
        return self.names if known else None

    def where(self, test: Expression | None) -> Expression:
        """The nodes of the context of which a boolean test holds."""
        return chained("|", [_with(path, test) for path in self.paths])

    def meets(self, other: Context) -> bool:
        """Whether a node can match both."""
        mine, theirs = self.names, other.names
        return bool(mine & theirs) or any(
            wild in some
            and any(wild.startswith("@") == name.startswith("@") and name != "/" for name in others)
            for some, others in ((mine, theirs), (theirs, mine))
            for wild in some
            if wild.endswith("*")
        )


def context_of(e: Expression, namespaces: Mapping[str, str]) -> Context:
    """The context of an expression. Raises NotContext."""
    paths, names = [], set()
    for each in alternatives(e):
        if not isinstance(each, Path) or each.start is not None:
            raise NotContext("a context is one or more paths with | between them")
        for step in each.steps:
            if step != ANYWHERE and (step.axis not in ("child", "attribute") or step.test.endswith(")")):
                raise NotContext(f"{step.axis}::{step.test} cannot stand in a context")
        names.add(_name(each.steps[-1], namespaces) if each.steps else "/")
        paths.append(_selecting(each))
    if "/" in names and len(paths) > 1:
        raise NotContext("the document itself has a rule of its own")
    return Context(tuple(paths), frozenset(names))


def _name(step: Step, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = step.test.rpartition(":")
    name = "*" if local == "*" else f"{{{namespaces.get(prefix, prefix)}}}{local}" if prefix else local
    return f"@{name}" if step.axis == "attribute" else name


def _selecting(path: Path) -> Path:
    """A pattern as a path from the document: what is not absolute stands at any depth."""
    if not path.absolute and all(map(_plain, path.steps)):
        return Path((_looking_up(path.steps),), True)
    steps = path.steps if path.absolute else (ANYWHERE, *path.steps)
    made: list[Step] = []
    for step in steps:
        if made and made[-1] == ANYWHERE and _plain(step):
            # One walk over the elements instead of one over all nodes and another from each.
            made[-1] = replace(step, axis="descendant")
        else:
            made.append(step)
    return Path(tuple(made), True)


def _plain(step: Step) -> bool:
    """Whether a step means the same wherever its nodes are come from."""
    return step.axis == "child" and not any(map(_may_count, step.predicates))


def _looking_up(steps: Sequence[Step]) -> Step:
    """`a/b` as `descendant::b[parent::a]`: the last name is the rarest, and the walk goes on from none of the others."""
    last = replace(steps[-1], axis="descendant")
    if len(steps) == 1:
        return last
    above = replace(_looking_up(steps[:-1]), axis="parent")
    return replace(last, predicates=(Path((above,)), *last.predicates))


def _may_count(predicate: Expression) -> bool:
    """Whether a predicate may be about the position of a node among its siblings."""
    match predicate:
        case Binary(operator, left, right) if operator in _COMPARING:
            return _counts(left) or _counts(right)
        case Binary("|", _, _) | Literal():
            return False
        case Call(name, arguments):
            boolean = name in _BOOLEAN or (":" in name and not name.endswith((":date", ":distinct")))
            return not boolean or any(_counts(each) for each in arguments)
        case Path(steps, absolute, start, _):
            return not (steps or absolute or start is None)
    return True


def _counts(e: Expression) -> bool:
    match e:
        case Call(name, arguments):
            return name in ("position", "last") or any(map(_counts, arguments))
        case Binary(_, left, right):
            return _counts(left) or _counts(right)
        case Path(_, _, start, _):
            return start is not None and _counts(start)
    return False


def _with(path: Path, test: Expression | None) -> Expression:
    predicates = () if test is None else (test,)
    if not path.steps:
        # The document is no node of lxml's: its element stands for it.
        return Path((Step("self", "node()", predicates), Step("child", "*")), True)
    last = path.steps[-1]
    return replace(path, steps=(*path.steps[:-1], replace(last, predicates=(*last.predicates, *predicates))))
