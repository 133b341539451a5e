"""Model steps: what no row can say, done on the whole model, each with its inverse.

A step is named in `format.toml` (`[[steps]]`, key `step`) and found by its place: step `derive` is
the module `derive.py` of this package. Every module has `make(parameters, tables)`, which returns
a `Step`; `read` works on the plain dictionary of a message that was just read, `write` returns a
message to be written (never changing the one it was given); `accounts_for` names what need not be
written because the step makes it again.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.model import Message


class Step(Protocol):
    """One named step with its inverse."""

    def read(self, message: dict[str, Any]) -> None:
        """Change the dictionary of a message that was just read."""

    def write(self, message: Message) -> Message:
        """The message as it is to be written."""

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Values (object and Python field name) that a reader makes again from others: they are not lost."""


def names() -> list[str]:
    """The names of all steps."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name != "objects")


def steps(declared: Sequence[Mapping[str, Any]], tables: Tables) -> list[Step]:
    """The steps of a manifest, in their order. Raises ValueError for an unknown one."""
    made = []
    for parameters in declared:
        name = parameters.get("step")
        if name not in names():
            raise ValueError(f"no step {name!r}; there are {', '.join(names())}")
        module = importlib.import_module(f"{__name__}.{name}")
        made.append(module.make(parameters, tables))
    return made
