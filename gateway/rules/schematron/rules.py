"""The agency rules of a format: read, checked and compiled once, and what they say of a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from gateway.adapters.contract import Tree
from gateway.findings import Code, Finding, Severity, Stage, Where, worst
from gateway.formats import Format, adapter_for
from gateway.rules import codes
from gateway.rules.schematron.checking import Checker
from gateway.rules.schematron.compiling import Compiled, CompiledRule
from gateway.rules.schematron.cost import HEAVY, IMAGINED, MOST
from gateway.rules.schematron.expanding import Chosen, expanded
from gateway.rules.schematron.functions import functions
from gateway.rules.schematron.mistake import Mistakes
from gateway.rules.schematron.reading import read_schema
from gateway.rules.schematron.running import Broken, Run
from gateway.rules.schematron.schema import Check, Diagnostic, Rule

_ENGLISH = "en"
MOST_TOLD = 1_000
"""places at which one rule is told to be broken"""
_SHOWN = 200
"""characters of a value that a finding repeats"""


class RulesUnusable(Exception):
    """A rules.sch has mistakes and cannot be run; `findings` say which."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.code.id} {f.message}" for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Ruled:
    """One assert or report with its rule and all that is said when it is broken."""

    rule: Rule
    check: Check
    diagnostics: tuple[Diagnostic, ...]


class AgencyRules:
    """One rules.sch, compiled. Raises RulesUnusable for one with mistakes.

    `folders` are those whose `codes/` hold the format's code lists and whose files can be included, the first
    winning.
    """

    def __init__(self, file: Path, format: str, folders: Sequence[Path] = (), phase: str = "") -> None:
        self.file, self.format = file, format
        mistakes = Mistakes(file.parent, format, shared=tuple(folders))
        self.schema = read_schema(file, mistakes)
        self.chosen = Chosen((), ())
        if worst(mistakes.findings) is not Severity.ERROR:
            self.chosen = expanded(self.schema, mistakes, phase)
        if worst(mistakes.findings) is not Severity.ERROR:
            Checker(self.schema, folders, mistakes).all(self.chosen)
        if worst(mistakes.findings) is Severity.ERROR:
            raise RulesUnusable(mistakes.findings)
        self.compiled = Compiled(self.schema, self.chosen, functions(folders))
        self._affordable(mistakes)
        self.findings = mistakes.findings
        self._diagnostics: dict[str, list[Diagnostic]] = {}
        for each in self.schema.diagnostics:
            self._diagnostics.setdefault(each.id, []).append(each)

    @property
    def checks(self) -> list[Check]:
        """The asserts and reports that are run, those of an abstract rule once for each use."""
        return [check for rule in self.compiled.rules for check in rule.rule.checks]

    def named(self, name: str) -> list[Ruled]:
        """The asserts and reports of an id or of a publisher's code, each with its rule."""
        return [
            Ruled(rule.rule, check, self._words(check))
            for rule in self.compiled.rules
            for check in rule.rule.checks
            if name in (check.id, check.flag)
        ]

    def tested(self, rule: Rule, tree: Tree) -> int:
        """How many nodes of a message a rule tests."""
        run = Run(self.compiled, tree.root)
        return next((run.tested(each) for each in self.compiled.rules if each.rule is rule), 0)

    def _words(self, check: Check) -> tuple[Diagnostic, ...]:
        return tuple(each for id in check.diagnostics for each in self._diagnostics[id])

    def check(self, tree: Tree, syntax: str) -> list[Finding]:
        """One finding for each node that breaks a rule, and a warning for each rule that could not be run."""
        run = Run(self.compiled, tree.root)
        counts: Counter[int] = Counter()
        broken, further = [], {}
        for each in run.broken():
            key = id(each.check)
            counts[key] += 1
            if counts[key] <= MOST_TOLD:
                broken.append(each)
            else:
                further[key] = each.check.check
        places = adapter_for(syntax).locate(tree, [each.node for each in broken]) if broken else []
        found = [self._finding(run, each, where) for each, where in zip(broken, places, strict=True)]
        found.extend(self._more(check, counts[key]) for key, check in further.items())
        found.extend(
            self._not_run(rule, codes.EXPENSIVE, "the message is too large for it") for rule in run.too_much
        )
        found.extend(self._not_run(rule, codes.EXPRESSION, error) for rule, error in run.failed)
        return found

    def _more(self, check: Check, count: int) -> Finding:
        told = f"{check.name} is broken at {count - MOST_TOLD:,} more places"
        return Finding(
            codes.BROKEN, told, Stage.VALIDATE, severity=check.severity, help=codes.BROKEN.fix, format=self.format,
            rule=check.name,
        )  # fmt: skip

    def _not_run(self, rule: CompiledRule, code: Code, why: str) -> Finding:
        """A warning, for nobody knows whether the message keeps the rule."""
        names = ", ".join(dict.fromkeys(check.name for check in rule.rule.checks))
        return Finding(
            code, f"{names} could not be tested: {why}", Stage.VALIDATE, severity=Severity.WARNING, help=code.fix,
            format=self.format, rule=names,
        )  # fmt: skip

    def _affordable(self, mistakes: Mistakes) -> None:
        """Refuse what would take minutes in a large message. Raises RulesUnusable."""
        cost = self.compiled.cost(IMAGINED)
        for rule in self.compiled.rules:
            times = cost.contexts(rule.context.paths)
            rule.heavy = cost.of(rule.tests, times) > HEAVY
            for check, test in zip(rule.rule.checks, rule.tests, strict=True):
                if cost.of([test], times) > MOST:
                    told = (
                        f"{check.id} goes through the whole message for each of many nodes, again and again"
                    )
                    wanted = (
                        "a value that is computed once (let), r:distinct, or a path that starts at the node"
                    )
                    mistakes.add(codes.EXPENSIVE, check.spot, told, check.test, wanted)
        if worst(mistakes.findings) is Severity.ERROR:
            raise RulesUnusable(mistakes.findings)

    def _finding(self, run: Run, broken: Broken, where: Where) -> Finding:
        check = broken.check.check
        if broken.attribute and where.path:
            where = replace(where, path=f"{where.path}/@{broken.attribute.rpartition('}')[2]}")
        said = self._said(check, run, broken)
        return Finding(
            codes.BROKEN, run.text(broken, check.text), Stage.VALIDATE, where, check.severity, _value(broken),
            help=said.pop(_ENGLISH, None) or codes.BROKEN.fix, format=self.format, rule=check.name,
            texts=said or None,
        )  # fmt: skip

    def _said(self, check: Check, run: Run, broken: Broken) -> dict[str, str]:
        """The words of the diagnostics of a check by language; those of no language are English."""
        found: dict[str, list[str]] = {}
        for each in self._words(check):
            found.setdefault(each.language or _ENGLISH, []).append(run.text(broken, each.text))
        return {language: " ".join(words) for language, words in found.items()}


def _value(broken: Broken) -> str | None:
    node = broken.node
    if broken.attribute:
        return str(node.get(broken.attribute, ""))[:_SHOWN]
    return None if len(node) else (node.text or "")[:_SHOWN]


def agency_rules(tree: Tree, format: Format) -> list[Finding]:
    """What the agency rules of a format say of a message that is as the schema has it."""
    if format.rules is None:
        return []
    try:
        rules = rules_of(format)
    except RulesUnusable as error:
        return error.findings
    return rules.check(tree, format.syntax)


def rules_of(format: Format) -> AgencyRules:
    """The agency rules of a format that has some, compiled once. Raises RulesUnusable, LookupError without any."""
    found = loaded(format)
    if isinstance(found, AgencyRules):
        return found
    raise RulesUnusable(found)


@lru_cache(maxsize=64)
def loaded(format: Format) -> AgencyRules | list[Finding]:
    """The rules of a format, or what is wrong with them: that is found out once, too."""
    if format.rules is None:
        raise LookupError(f"{format.id} has no rules.sch")
    try:
        return AgencyRules(format.rules, format.id, folders_of(format))
    except RulesUnusable as error:
        return error.findings


def folders_of(format: Format) -> tuple[Path, ...]:
    """The folders that hold a format's code lists, the one that wins first."""
    return (format.spec.schema, *reversed(format.spec.shared))


def lint_rules(format: Format) -> list[Finding]:
    """Everything that is wrong or doubtful in the agency rules of a format that has some."""
    # What the schema allows takes long to describe: a run does not need it.
    from gateway.rules.schematron.schema_paths import doubtful_paths

    try:
        rules = rules_of(format)
    except RulesUnusable as error:
        return error.findings
    mistakes = Mistakes(rules.file.parent, format.id, shared=folders_of(format))
    for phase in rules.schema.phases:
        # Only the default phase is run; what the others say is wrong all the same.
        Checker(rules.schema, mistakes.shared, mistakes).all(expanded(rules.schema, mistakes, phase.id))
    doubtful_paths(
        rules.chosen, rules.schema.namespaces, adapter_for(format.syntax).describe(format.spec), mistakes
    )
    return [*rules.findings, *mistakes.findings]
