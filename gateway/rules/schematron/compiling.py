"""Compile the rules of a file to XPath that libxml2 runs over a whole message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gateway.rules.schematron.context import Context, context_of
from gateway.rules.schematron.cost import Census, Cost
from gateway.rules.schematron.expanding import Chosen
from gateway.rules.schematron.expression import (
    Binary,
    Call,
    Expression,
    Path,
    Step,
    Variable,
    chained,
    changed,
    everything,
    written,
)
from gateway.rules.schematron.functions import OF_STRINGS, RULES, Function
from gateway.rules.schematron.schema import Check, Inserted, Let, Rule, Schema, Text
from gateway.rules.schematron.scope import DOCUMENT, ELEMENT, HERE, Scope, passable
from gateway.rules.schematron.tuning import computed_once, stopping_early
from gateway.rules.schematron.xpath import parsed

OWN = "urn:trade-gateway:rules:own"
OWN_PREFIX = "r.own"
HERE_CALL = Call(f"{OWN_PREFIX}:here")
AT_CALL = Call(f"{OWN_PREFIX}:at", (Path((Step("self", "node()"),)),))


@dataclass(slots=True)
class Expr:
    """One compiled expression and the values of the whole file that it uses."""

    run: Callable[..., Any]
    uses: tuple[str, ...]
    text: str


@dataclass(slots=True)
class CompiledCheck:
    """One assert or report of a rule.

    `selects` is what gives the nodes that break it; it is None where each node must be looked at by itself: an
    attribute whose test looks back at it.
    `looks_back` when a predicate of its test does so. `by_base` keeps what was compiled for one base: whether it breaks the rule, and texts.
    """

    check: Check
    selects: Expression | None
    scope: Scope
    looks_back: bool = False
    by_base: dict[object, Any] = field(default_factory=dict)


@dataclass(slots=True)
class CompiledRule:
    """One rule: its nodes, whether any of them may break a check, and the rules that come before it.

    `tests` are those of its checks, as seen from an element; `wanted` are names of elements of which a message
    must have one for the rule to test anything; `heavy` when they may take long in a large message.
    """

    rule: Rule
    context: Context
    nodes: Expr
    any_broken: Expr | None
    checks: list[CompiledCheck]
    tests: list[Expression]
    wanted: frozenset[str] | None
    heavy: bool = True
    earlier: list[CompiledRule] = field(default_factory=list)


class Here:
    """The node that is tested while one expression is evaluated: what `current()` is in a predicate."""

    def __init__(self) -> None:
        self._node: object = []

    @property
    def functions(self) -> dict[tuple[str, str], Function]:
        """`at(.)` remembers a node and is true; `here()` gives it."""
        return {(OWN, "at"): self._at, (OWN, "here"): lambda _: self._node}

    def _at(self, _: object, node: object) -> bool:
        self._node = node
        return True


class Compiled:
    """All rules that are run, in order, and the values that they share, each an expression on the document.

    The schema must be one without mistakes.
    """

    def __init__(self, schema: Schema, chosen: Chosen, functions: Mapping[tuple[str, str], Function]) -> None:
        self.rules: list[CompiledRule] = []
        self.shared: dict[str, Expr] = {}
        self.values: dict[str, Expression] = {}
        self.namespaces = {**schema.namespaces, OWN_PREFIX: OWN}
        self.functions = dict(functions)
        self._made: dict[str, Expr] = {}
        self._names: dict[str, str] = {}
        outer = self._lets(chosen.lets, Scope(), "s")
        for number, pattern in enumerate(chosen.patterns):
            scope = self._lets(pattern.lets, outer, f"p{number}")
            rules: list[CompiledRule] = []
            for rule in pattern.rules:
                one = self._rule(rule, scope)
                one.earlier = [other for other in rules if other.context.meets(one.context)]
                rules.append(one)
            self.rules.extend(rules)

    def expr(self, e: Expression) -> Expr:
        """An expression, compiled; each text once."""
        e = stopping_early(changed(e, self._with_strings))
        text = written(e)
        found = self._made.get(text)
        if found is None:
            # Each expression has its own node that is tested: lxml lets one thread at a time run it.
            functions = {**self.functions, **Here().functions} if f"{OWN_PREFIX}:" in text else self.functions
            run = etree.XPath(text, namespaces=self.namespaces, extensions=functions)
            uses = {part.name for part, _ in everything(e) if isinstance(part, Variable)} - {HERE}
            found = self._made[text] = Expr(run, tuple(sorted(uses)), text)
        return found

    def _with_strings(self, e: Expression, inside: bool) -> Expression | None:
        """A call of ours that takes a string: XPath makes one faster than nodes can be handed to Python."""
        if not isinstance(e, Call) or not e.arguments:
            return None
        prefix, _, name = e.name.rpartition(":")
        first = e.arguments[0]
        if (
            self.namespaces.get(prefix) != RULES
            or name not in OF_STRINGS
            or not isinstance(first, Path | Variable)
        ):
            return None
        first = changed(first, self._with_strings)
        return Call(e.name, (Call("string", (first,)), *e.arguments[1:]))

    def broken(self, one: CompiledCheck) -> Expr:
        """The nodes that break a check: compiled when somebody asks, for mostly none break any of a rule."""
        found: Expr | None = one.by_base.get("broken")
        if found is None:
            assert one.selects is not None
            found = one.by_base["broken"] = self.expr(one.selects)
        return found

    def breaks(self, one: CompiledCheck, base: Expression) -> Expr:
        """Whether a node, the base, breaks a check."""
        found: Expr | None = one.by_base.get(base)
        if found is None:
            test = one.scope.rebased(one.scope.resolved(parsed(one.check.test)), base)
            found = one.by_base[base] = self.expr(_breaks(one.check, test))
        return found

    def text(self, one: CompiledCheck, text: Text, base: Expression) -> list[str | Expr]:
        """The words of a text and its values, seen from a node, the base."""
        found: list[str | Expr] | None = one.by_base.get((text, base))
        if found is None:
            found = one.by_base[text, base] = [
                self.expr(Call("string", (one.scope.rebased(one.scope.resolved(parsed(part.select)), base),)))
                if isinstance(part, Inserted)
                else part
                for part in text
            ]
        return found

    def _lets(self, lets: Iterable[Let], outer: Scope, mark: str) -> Scope:
        """The scope of the whole file or of a pattern: values are computed once a message where they can."""
        scope = outer.inner()
        for number, let in enumerate(lets):
            value = scope.rebased(scope.resolved(parsed(let.value)), DOCUMENT)
            name = f"{mark}.{number}"
            if passable(value):
                self.shared[name], self.values[name] = self.expr(value), value
            else:
                scope.values[name] = value
            scope.names[let.name] = name
        return scope

    def _kept(self, value: Expression) -> Expression:
        """The variable of a value that is the same for all nodes."""
        found = self._names.setdefault(written(value), f"k.{len(self._names)}")
        self.shared.setdefault(found, self.expr(value))
        return Variable(found)

    def _rule(self, rule: Rule, outer: Scope) -> CompiledRule:
        resolved = outer.resolved(parsed(rule.context))
        context = context_of(outer.rebased(resolved, Path(()), True), self.namespaces)
        scope, checks, quick, tests = outer.inner(), [], [], []
        for number, item in enumerate(rule.items):
            if isinstance(item, Let):
                name = f"r{number}"
                scope.values[name] = scope.resolved(parsed(item.value))
                scope.names[item.name] = name
        for check in rule.checks:
            test = scope.resolved(parsed(check.test))
            tests.append(scope.rebased(test, ELEMENT))
            selects: Expression | None = None
            if not scope.needs_base(test):
                direct = scope.inlined(test)
                if context.may_repeat:
                    direct = computed_once(direct, scope, self._kept)
                quick.append(_breaks(check, direct))
                selects = context.where(quick[-1])
            elif not context.of_attributes:
                base = DOCUMENT if context.of_document else HERE_CALL
                looked = _breaks(check, scope.rebased(test, base))
                selects = context.where(Binary("and", AT_CALL, looked))
            checks.append(CompiledCheck(check, selects, scope, scope.needs_base(test)))
        any_broken = self.expr(context.where(chained("or", quick))) if len(quick) > 1 else None
        return CompiledRule(
            rule, context, self.expr(context.where(None)), any_broken, checks, tests, context.wanted
        )

    def cost(self, census: Census) -> Cost:
        """What the rules cost in a message with these numbers of elements."""
        cost = Cost(census, self.namespaces)
        for name, value in self.values.items():
            cost.learn(name, value)
        return cost


def _breaks(check: Check, test: Expression) -> Expression:
    return Call("boolean" if check.reports else "not", (test,))
