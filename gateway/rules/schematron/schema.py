"""What a rules.sch says, before and after abstract patterns and rules are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.findings import Severity


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the files of rules: the name of the file and the line, from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Let:
    """A named value: `value` is an expression as it is written."""

    name: str
    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Inserted:
    """What stands in a text for a value: `select` is an expression that is made a string."""

    select: str
    spot: Spot


Text = tuple[str | Inserted, ...]
"""words and values, in order"""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """More words about a broken rule, in one language."""

    id: str
    text: Text
    language: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Check:
    """An assert, or a report (`reports`): what is tested and what is said.

    `flag` is the publisher's code, `see` a link to the source, `diagnostics` are ids.
    """

    id: str
    test: str
    reports: bool
    text: Text
    severity: Severity
    flag: str
    see: str
    diagnostics: tuple[str, ...]
    spot: Spot

    @property
    def name(self) -> str:
        """What the rule is called in findings: the publisher's code, or else the id."""
        return self.flag or self.id


@dataclass(frozen=True, slots=True)
class Extends:
    """Here stand the lets and checks of an abstract rule."""

    rule: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Rule:
    """Nodes and what must hold of each; `items` are in the order of the file."""

    id: str
    context: str
    abstract: bool
    items: tuple[Let | Check | Extends, ...]
    spot: Spot

    @property
    def lets(self) -> list[Let]:
        """The named values of a rule."""
        return [item for item in self.items if isinstance(item, Let)]

    @property
    def checks(self) -> list[Check]:
        """The asserts and reports of a rule."""
        return [item for item in self.items if isinstance(item, Check)]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that fits a node tests it; `is_a` names an abstract pattern."""

    id: str
    title: str
    abstract: bool
    is_a: str
    params: Mapping[str, str]
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Phase:
    """Some of the patterns, by their ids, and values for them."""

    id: str
    active: tuple[str, ...]
    lets: tuple[Let, ...]
    spot: Spot


@dataclass(slots=True)
class Schema:
    """A whole rules.sch with what it includes."""

    title: str = ""
    default_phase: str = ""
    namespaces: dict[str, str] = field(default_factory=dict)
    lets: list[Let] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def checks(self) -> list[Check]:
        """All asserts and reports as they stand in the files."""
        return [check for pattern in self.patterns for rule in pattern.rules for check in rule.checks]
