"""What a rule of everyone is: a code, a source, a check, and a message of each kind to prove it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gateway.findings import Code
from gateway.model.base import Model
from gateway.rules.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that breaks a rule: the field of an object of the model, and what was expected there.

    `told` says what is wrong with the value and reads on after its name; `expected` is empty where
    nothing better can be named.
    """

    owner: Model
    field: str
    value: str
    told: str
    expected: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its id is the name of its code; the code says why the rule is there and what to do.

    `broken` and `sound` are messages in the model's own
    JSON: the first breaks this rule and the second does not. `check` yields what breaks it; it looks at
    objects of the classes `on`, and at codes of the `lists` that the model names beside its fields.
    """

    code: Code
    check: Callable[[Subject], Iterable[Broken]]
    _: KW_ONLY
    broken: Mapping[str, Any]
    sound: Mapping[str, Any]
    on: tuple[type[Model], ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name that severities are set by."""
        return self.code.name

    @property
    def source(self) -> str:
        """The standard that it follows, and the section, from `sources.csv`."""
        return sources()[self.id]


@cache
def sources() -> dict[str, str]:
    """The standard of every rule by its id."""
    lines = Path(__file__).with_name("sources.csv").read_text("utf-8").splitlines()
    return {rule: source for rule, source in list(csv.reader(lines))[1:]}
