"""Count the values of a model message, quickly: the total that a writer's account is held against.

The code is generated, one function a model class, because this walk goes over every object of
every message that is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from gateway.mapping.lines import Lines
from gateway.mapping.shape import shapes

_EXTENDED: Final = 1 << 40
"""added to a count for each object that has extensions"""


def tally(owner: BaseModel) -> tuple[int, bool]:
    """How many values a model object and all below it hold, and whether any has extensions.

    Counts what was set. A value that was set to `None`, and a list that was set to nothing, count
    too, so that a careful walk has the last word where the figures differ.
    """
    found = _functions(type(owner))(owner)
    return found % _EXTENDED, found >= _EXTENDED


@cache
def _functions(root: type[BaseModel]) -> Callable[[BaseModel], int]:
    classes: dict[type, int] = {}
    waiting: list[Any] = [root]
    while waiting:
        model = waiting.pop()
        if model not in classes:
            classes[model] = len(classes)
            waiting.extend(s.holds for s in shapes(model).values() if not s.leaf and s.name != "extensions")
    out = Lines()
    for model in classes:
        _function(out, model, classes)
    space: dict[str, Any] = {}
    exec(compile(out.text, "<tally>", "exec"), space)
    made: Callable[[BaseModel], int] = space["t0"]
    return made


def _function(out: Lines, model: Any, classes: dict[type, int]) -> None:
    with out.block(f"def t{classes[model]}(o):"):
        out.add("n = len(o.__pydantic_fields_set__)", "d = o.__dict__")
        for shape in shapes(model).values():
            if shape.name == "extensions":
                with out.block("if d['extensions']:"):
                    out.add(f"n += {_EXTENDED}")
            elif shape.listed or not shape.leaf:
                _below(out, shape, classes)
        out.add("return n")


def _below(out: Lines, shape: Any, classes: dict[type, int]) -> None:
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
    return f"t{classes[model]}({name})"
