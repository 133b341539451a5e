"""Write expressions anew so that libxml2 has less to do; what they say stays the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gateway.rules.schematron.expression import (
    Binary,
    Call,
    Expression,
    Number,
    Path,
    Step,
    changed,
    everything,
)
from gateway.rules.schematron.scope import Scope

_JOINING = frozenset(("or", "and"))
_BOOLEAN = frozenset(("not", "boolean"))
_SMALL = 5
"""parts of an expression that is not worth a value of its own"""


def stopping_early(e: Expression) -> Expression:
    """Steps like `preceding-sibling::*[1][self::a]` as `preceding-sibling::*[1]/self::node()[self::a]`.

    libxml2 stops at the first node when a number is all that is asked; else it visits all of them.
    """

    def change(part: Expression, inside: bool) -> Expression | None:
        if not isinstance(part, Path) or not any(map(_numbered, part.steps)):
            return None
        steps: list[Step] = []
        for step in part.steps:
            if _numbered(step):
                first, *rest = step.predicates
                steps += [replace(step, predicates=(first,)), Step("self", "node()", tuple(rest))]
            else:
                steps.append(step)
        return changed(replace(part, steps=tuple(steps)), change, inside)

    return changed(e, change)


def _numbered(step: Step) -> bool:
    return len(step.predicates) > 1 and isinstance(step.predicates[0], Number)


Keep = Callable[[Expression], Expression]
"""gives a value a name of its own: it is computed once a message, and the variable stands for it"""


def computed_once(e: Expression, scope: Scope, keep: Keep, asked: bool = True) -> Expression:
    """An expression in which whatever does not depend on the node is a value of the whole message.

    `asked` says that only the truth of the expression matters.
    """
    if _worth_it(e) and scope.fixed(e):
        if _scalar(e):
            return keep(e)
        if asked:
            return keep(Call("boolean", (e,)))
        return e
    match e:
        case Binary(operator, left, right):
            truth = operator in _JOINING
            sides = [computed_once(side, scope, keep, truth) for side in (left, right)]
            return Binary(operator, sides[0], sides[1])
        case Call(name, arguments):
            truth = name in _BOOLEAN
            return Call(name, tuple(computed_once(each, scope, keep, truth) for each in arguments))
        case Path(steps, absolute, start, predicates):
            if not predicates and not any(step.predicates for step in steps):
                return e
            # A predicate that is a number asks for a position: its kind must stay as it is.
            walk = tuple([Step(s.axis, s.test, _all(s.predicates, scope, keep)) for s in steps])
            return Path(walk, absolute, start, _all(predicates, scope, keep))
    return e


def _all(predicates: tuple[Expression, ...], scope: Scope, keep: Keep) -> tuple[Expression, ...]:
    return tuple(computed_once(each, scope, keep, False) for each in predicates)


def _scalar(e: Expression) -> bool:
    if isinstance(e, Binary):
        return e.operator != "|"
    return isinstance(e, Call) and e.name != "current"


def _worth_it(e: Expression) -> bool:
    """Whether there is more to it than looking up a value."""
    size, walks = 0, False
    for part, _ in everything(e):
        size += 1
        walks = (
            walks
            or (isinstance(part, Path) and bool(part.steps))
            or (isinstance(part, Call) and ":" in part.name)
        )
    return walks or size >= _SMALL
