"""XPath 1.0 expressions as trees: what the parser makes, and how they are written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import is_


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, without its quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function; `name` as it is written, with its prefix."""

    name: str
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions and what is between them: `or`, `=`, `+`, `|` ..."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    """`-expression`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; `test` is a name as it is written, `*`, `p:*` or `node()` and its like."""

    axis: str
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the document (`absolute`), from what `start` selects, or from the context node.

    A start with predicates and no steps is a filter: `$items[1]`.
    """

    steps: tuple[Step, ...]
    absolute: bool = False
    start: Expression | None = None
    predicates: tuple[Expression, ...] = ()


Expression = Number | Literal | Variable | Call | Binary | Negative | Path

LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"), ("|",))
"""operators from the loosest to the tightest; a minus sign in front stands before the last"""
_LEVEL = {operator: level for level, operators in enumerate(LEVELS) for operator in operators}
NEGATIVE = len(LEVELS) - 1
ANYWHERE = Step("descendant-or-self", "node()")
"""what `//` stands for"""


def written(expression: Expression) -> str:
    """The text of an expression; parsing it gives the same expression."""
    return _text(expression, 0)


def _text(e: Expression, level: int) -> str:
    match e:
        case Number(text):
            return text
        case Literal(text):
            return f"'{text}'" if "'" not in text else f'"{text}"'
        case Variable(name):
            return f"${name}"
        case Call(name, arguments):
            return f"{name}({', '.join(_text(each, 0) for each in arguments)})"
        case Negative(operand):
            text = f"-{_text(operand, NEGATIVE)}"
            return f"({text})" if level > NEGATIVE else text
        case Binary(operator, left, right):
            own = _LEVEL[operator] + (operator == "|")
            text = f"{_text(left, own)} {operator} {_text(right, own + 1)}"
            return f"({text})" if level > own else text
        case Path():
            return _path(e)


def _path(path: Path) -> str:
    steps = "/".join(_step(step) for step in path.steps)
    if path.start is None:
        # A name after a bare / would be a step of it, even `and`.
        return "(/)" if not steps else f"/{steps}" if path.absolute else steps
    start = _text(path.start, 0)
    if not isinstance(path.start, Number | Literal | Variable | Call):
        start = f"({start})"
    start += "".join(f"[{_text(each, 0)}]" for each in path.predicates)
    return f"{start}/{steps}" if steps else start


def _step(step: Step) -> str:
    predicates = "".join(f"[{_text(each, 0)}]" for each in step.predicates)
    if step.axis == "child":
        return f"{step.test}{predicates}"
    if step.axis == "attribute":
        return f"@{step.test}{predicates}"
    if step.test == "node()" and not predicates and step.axis in ("self", "parent"):
        return "." if step.axis == "self" else ".."
    return f"{step.axis}::{step.test}{predicates}"


def parts(e: Expression) -> Iterator[tuple[Expression, bool]]:
    """The expressions directly in one, each with whether it is seen from another context node."""
    match e:
        case Call(_, arguments):
            yield from ((each, False) for each in arguments)
        case Negative(operand):
            yield operand, False
        case Binary(_, left, right):
            yield left, False
            yield right, False
        case Path(steps, _, start, predicates):
            if start is not None:
                yield start, False
            yield from ((each, True) for each in predicates)
            yield from ((each, True) for step in steps for each in step.predicates)


def everything(e: Expression, inside: bool = False) -> Iterator[tuple[Expression, bool]]:
    """An expression and all in it, in order, each with whether it stands in a predicate."""
    waiting = [(e, inside)]
    while waiting:
        part, within = waiting.pop()
        yield part, within
        if not isinstance(part, Number | Literal | Variable):
            waiting.extend([(each, within or deeper) for each, deeper in parts(part)][::-1])


@dataclass(frozen=True, slots=True)
class Size:
    """How many parts an expression has, and how many stand in each other; `scalar` when it cannot be nodes."""

    parts: int = 0
    depth: int = 0
    scalar: bool = False


def size_of(e: Expression, values: Mapping[str, Size]) -> Size:
    """The size of an expression in which named values are put in."""
    if isinstance(e, Variable):
        return values.get(e.name, Size(1, 1))
    sizes = [size_of(part, values) for part, _ in parts(e)]
    return Size(1 + sum(each.parts for each in sizes), 1 + max((each.depth for each in sizes), default=0))


Change = Callable[[Expression, bool], Expression | None]
"""what shall stand for an expression (in a predicate or not); None for the same"""


def changed(e: Expression, change: Change, inside: bool = False) -> Expression:
    """An expression in which some parts are exchanged for others; what stays the same is not copied."""
    other = change(e, inside)
    if other is not None:
        return other
    match e:
        case Call(name, arguments):
            new = _each(arguments, change, inside)
            return e if new is arguments else Call(name, new)
        case Negative(operand):
            return Negative(changed(operand, change, inside))
        case Binary(operator, left, right):
            one, two = changed(left, change, inside), changed(right, change, inside)
            return e if one is left and two is right else Binary(operator, one, two)
        case Path(steps, absolute, start, predicates):
            first = None if start is None else changed(start, change, inside)
            own = _each(predicates, change, True)
            walk = tuple([_step_changed(step, change) if step.predicates else step for step in steps])
            same = first is start and own is predicates and all(map(is_, walk, steps))
            return e if same else Path(walk, absolute, first, own)
    return e


def _each(parts: tuple[Expression, ...], change: Change, inside: bool) -> tuple[Expression, ...]:
    new = tuple([changed(part, change, inside) for part in parts])
    return parts if all(map(is_, new, parts)) else new


def _step_changed(step: Step, change: Change) -> Step:
    new = _each(step.predicates, change, True)
    return step if new is step.predicates else Step(step.axis, step.test, new)


def chained(operator: str, operands: Sequence[Expression]) -> Expression:
    """Operands with one operator between them for which it does not matter who is first: a tree without depth."""
    if len(operands) == 1:
        return operands[0]
    half = len(operands) // 2
    return Binary(operator, chained(operator, operands[:half]), chained(operator, operands[half:]))


def alternatives(e: Expression) -> list[Expression]:
    """What stands between the `|` of an expression."""
    if isinstance(e, Binary) and e.operator == "|":
        return [*alternatives(e.left), *alternatives(e.right)]
    return [e]
