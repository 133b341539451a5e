"""Count the values of a model message, quickly: the total that a writer's account is held against.

The code is generated, one function a model class, because this walk goes over every object of
every message that is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel

from gateway.mapping.lines import Lines
from gateway.mapping.shape import Shape, shapes


def tally(owner: BaseModel) -> int:
    """How many values a model object and all below it hold.

    Counts what was set. A value that was set to `None`, a list that was set to nothing, and
    extensions count too, so that a careful walk has the last word where the figures differ.
    """
    return _function_of(type(owner))(owner)


@cache
def _function_of(root: type[BaseModel]) -> Callable[[BaseModel], int]:
    classes: dict[type, int] = {}
    waiting: list[Any] = [root]
    while waiting:
        model = waiting.pop()
        if model not in classes:
            classes[model] = len(classes)
            waiting.extend(shape.holds for shape in _inner(model))
    out = Lines()
    for model in classes:
        _counting(out, model, classes)
    space: dict[str, Any] = dict(out.constants)
    exec(compile(out.text, "<tally>", "exec"), space)
    made: Callable[[BaseModel], int] = space["t0"]
    return made


def _counting(out: Lines, model: type[BaseModel], classes: dict[type, int]) -> None:
    """The function of one class."""
    inner = [shape for shape in shapes(model).values() if shape.name != "extensions" and not _flat(shape)]
    with out.block(f"def t{classes[model]}(o):"):
        out.add("s = o.__pydantic_fields_set__", "n = len(s)")
        if inner:
            # Most objects of most classes hold values alone: one question spares the others.
            with out.block(f"if not {out.name(frozenset(shape.name for shape in inner))}.isdisjoint(s):"):
                out.add("d = o.__dict__")
                for shape in inner:
                    _below(out, shape, classes)
        out.add("return n")


def _flat(shape: Shape) -> bool:
    return shape.leaf and not shape.listed


def _inner(model: type[BaseModel]) -> list[Shape]:
    """The fields of a class that hold objects."""
    return [shape for shape in shapes(model).values() if not shape.leaf and shape.name != "extensions"]


def _below(out: Lines, shape: Shape, classes: dict[type, int]) -> None:
    """The values of one field that holds an object, a list of objects or a list of values."""
    out.add(f"v = d[{shape.name!r}]")
    if not shape.listed:
        with out.block("if v is not None:"):
            out.add(f"n += {_each(shape.holds, classes, 'v')} - 1")
    elif shape.leaf:
        with out.block("if v:"):
            out.add("n += len(v) - 1")
    else:
        with out.block("if v:"):
            out.add("n -= 1")
            with out.block("for e in v:"):
                out.add(f"n += {_each(shape.holds, classes, 'e')}")


def _each(model: Any, classes: dict[type, int], name: str) -> str:
    """The values of an object; one that holds no others and no lists is counted in place."""
    if not all(_flat(shape) for shape in shapes(model).values() if shape.name != "extensions"):
        return f"t{classes[model]}({name})"
    return f"len({name}.__pydantic_fields_set__)"
