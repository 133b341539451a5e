"""All rules, found by place, and what breaks them in a message."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gateway.findings.code import Severity
from gateway.model import Message
from gateway.rules.model import rules as package
from gateway.rules.model.fields import coded_fields
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.severities import severity_of
from gateway.rules.model.subject import Subject
from gateway.rules.model.walk import Walk, order


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a message breaks, where in the model, and how grave that is."""

    rule: Rule
    severity: Severity
    path: str
    broken: Broken


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by its code."""
    modules = (f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__))
    rules = [importlib.import_module(name).RULE for name in modules]
    return tuple(sorted(rules, key=lambda rule: rule.code.id))


@cache
def walk() -> Walk:
    """The walk to the objects that some rule looks at."""
    lists = tuple(sorted({name for rule in all_rules() for name in rule.lists}))
    coded = {kind for kind in order() if coded_fields(kind, lists)}
    return Walk(coded | {kind for rule in all_rules() for kind in rule.on})


def rule_of(id: str) -> Rule | None:
    """The rule of a code or an id."""
    return next((rule for rule in all_rules() if id in (rule.id, rule.code.id)), None)


def breaches(message: Message, *severities: Mapping[str, str]) -> Iterator[Breach]:
    """What breaks rules in a message, rule by rule.

    `severities` are the words of the format and of the partner, by the id of a rule; the later win.
    Paths of the model are only worked out where something is broken.
    """
    subject = Subject(message, walk())
    for rule in all_rules():
        severity = severity_of(rule.id, *severities)
        if severity is not None:
            for broken in rule.check(subject):
                yield Breach(rule, severity, subject.path(broken.owner, broken.field), broken)
