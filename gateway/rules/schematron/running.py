"""Run compiled rules over the tree of a message: which nodes break which checks."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from lxml import etree

from gateway.rules.schematron.compiling import Compiled, CompiledCheck, CompiledRule, Expr
from gateway.rules.schematron.cost import FEW, MOST, census
from gateway.rules.schematron.expression import Expression
from gateway.rules.schematron.functions import text_of
from gateway.rules.schematron.schema import Text
from gateway.rules.schematron.scope import DOCUMENT, ELEMENT, HERE, at_attribute

LONGEST_VALUE = 200
"""characters of a value that a text repeats"""
_ELEMENTS = etree.XPath("count(//*)")
Place = tuple[etree._Element, str]
"""an element, or an attribute of it by its name in Clark notation"""


@dataclass(slots=True)
class Broken:
    """One node that breaks one check; `attribute` is empty where the node is the element itself."""

    check: CompiledCheck
    node: etree._Element
    attribute: str
    base: Expression


class Run:
    """One run over one tree; values of the whole file are computed when they are first asked for."""

    def __init__(self, rules: Compiled, root: etree._Element) -> None:
        self.rules, self.root = rules, root
        self.values: dict[str, Any] = {}
        self.matched: dict[int, set[Place]] = {}
        self.too_much: list[CompiledRule] = []
        self.failed: list[tuple[CompiledRule, str]] = []

    def broken(self) -> Iterator[Broken]:
        """Every node that breaks a check of the first rule of a pattern that it matches, in the order of the rules.

        Rules that are not run are in `too_much` then, and those that could not be run in `failed`.
        """
        tags: Set[str] = {str(node.tag) for node in self.root.iter("*")}
        cost = self.rules.cost(census(self.root)) if _ELEMENTS(self.root) > FEW else None
        for rule in self.rules.rules:
            if rule.wanted is not None and rule.wanted.isdisjoint(tags):
                continue
            if (
                cost is not None
                and rule.heavy
                and cost.of(rule.tests, cost.contexts(rule.context.paths)) > MOST
            ):
                self.too_much.append(rule)
                continue
            try:
                yield from self._rule(rule)
            except etree.XPathError as error:
                self.failed.append((rule, str(error)))

    def text(self, found: Broken, text: Text) -> str:
        """A text with its values, as seen from the node that breaks the rule."""
        parts = self.rules.text(found.check, text, found.base)
        return "".join(p if isinstance(p, str) else self._value(p, found.node) for p in parts)

    def tested(self, rule: CompiledRule) -> int:
        """How many nodes a rule tests: those that match no earlier rule of its pattern."""
        return sum(self._first(rule, node) for node in self._ask(rule.nodes, self.root))

    def _rule(self, rule: CompiledRule) -> Iterator[Broken]:
        quick = rule.any_broken is None or self._ask(rule.any_broken, self.root)
        nodes: list[Any] | None = None
        for check in rule.checks:
            if check.selects is not None:
                asked = quick or check.looks_back
                found = self._ask(self.rules.broken(check), self.root) if asked else ()
                yield from (self._of(rule, check, *place(node)) for node in found if self._first(rule, node))
                continue
            nodes = self._ask(rule.nodes, self.root) if nodes is None else nodes
            for node in nodes:
                one = self._of(rule, check, *place(node))
                if self._ask(self.rules.breaks(check, one.base), one.node, here=True) and self._first(
                    rule, node
                ):
                    yield one

    def _of(self, rule: CompiledRule, check: CompiledCheck, node: etree._Element, attribute: str) -> Broken:
        if rule.context.of_document:
            return Broken(check, node, "", DOCUMENT)
        return Broken(check, node, attribute, at_attribute(attribute) if attribute else ELEMENT)

    def _first(self, rule: CompiledRule, node: Any) -> bool:
        """Whether no earlier rule of the pattern matches a node."""
        return not any(place(node) in self._matches(other) for other in rule.earlier)

    def _matches(self, rule: CompiledRule) -> set[Place]:
        key = id(rule)
        if key not in self.matched:
            self.matched[key] = {place(node) for node in self._ask(rule.nodes, self.root)}
        return self.matched[key]

    def _ask(self, expr: Expr, node: etree._Element, here: bool = False) -> Any:
        if not expr.uses and not here:
            return expr.run(node)
        known = self.values
        values = {name: known[name] if name in known else self._shared(name) for name in expr.uses}
        if here:
            values[HERE] = [node]
        return expr.run(node, **values)

    def _shared(self, name: str) -> Any:
        if name not in self.values:
            self.values[name] = self._ask(self.rules.shared[name], self.root)
        return self.values[name]

    def _value(self, expr: Expr, node: etree._Element) -> str:
        try:
            text = text_of(self._ask(expr, node, here=True))
        except etree.XPathError:
            # The rule is broken all the same; its text has a hole.
            return "?"
        return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."


def place(node: Any) -> Place:
    """The place of what XPath has selected: an element, or the value of an attribute."""
    if isinstance(node, etree._Element):
        return node, ""
    return node.getparent(), node.attrname
