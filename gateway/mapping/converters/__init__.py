"""Converters: native texts to values of the model and back, one module a converter.

A converter is found by its place: `convert` cell `decimal` is the module `decimal.py` of this
package. Every module has

- `ARITY`: how many native texts and how many model values it joins, `"1:1"`, `"2:1"`, `"1:n"`
  (a text and several values), `"n:1"` (the texts of a repeated element and one value) or `"m:1"`
  (the texts of as many different elements as a row names, and one value),
- `TYPE`: the type of its model values,
- `make(arguments, tables)`: the pair `(read, write)`; both raise `ValueError` with an expectation,
- `SURE = True`, if writing never fails and gives letters, digits, points and signs alone,
- `ONE_WAY = True`, if the value does not hold all that the text says, such as a digest: the text is
  kept beside it, and writing puts it back wherever it came from; `write` then tells what is wanted,
- `EXAMPLES`: runnable `(arguments, texts, values)`; texts read to values and values write to texts.

Reading is exact when writing gives the same text again; otherwise the native text is kept
beside the value.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

Tables = Mapping[str, Sequence[Mapping[str, str]]]
"""The `values/*.csv` files of a mapping by name: rows of column name to cell."""


@dataclass(frozen=True, slots=True)
class Converter:
    """A pair of inverse functions between native texts and model values; reading alone where it is one way."""

    name: str
    arity: str
    holds: type
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    one_way: bool = False


@cache
def names() -> list[str]:
    """The names of all converters."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def is_sure(name: str) -> bool:
    """Whether a converter never fails to write, and writes nothing that a markup could take for its own."""
    return name in names() and getattr(importlib.import_module(f"{__name__}.{name}"), "SURE", False)


def converter(name: str, arguments: Sequence[str], tables: Tables) -> Converter:
    """The converter of a `convert` cell. Raises ValueError when there is none such."""
    if name not in names():
        raise ValueError(f"no converter {name!r}; there are {', '.join(names())}")
    module = importlib.import_module(f"{__name__}.{name}")
    read, write = module.make(tuple(arguments), tables)
    one_way = getattr(module, "ONE_WAY", False)
    return Converter(name, module.ARITY, module.TYPE, read, write, one_way)
