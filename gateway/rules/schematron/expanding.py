"""Fill in abstract patterns and abstract rules, and choose the patterns of a phase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gateway.rules import codes
from gateway.rules.schematron.mistake import Mistakes, nearest
from gateway.rules.schematron.schema import (
    Check,
    Extends,
    Inserted,
    Let,
    Pattern,
    Rule,
    Schema,
    Spot,
    Text,
)

ALL = "#ALL"
"""the phase of all patterns"""
_MOST = 20_000
"""rules after all is filled in"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is run: patterns without anything abstract, and the values that all of them see."""

    patterns: tuple[Pattern, ...]
    lets: tuple[Let, ...]


def expanded(schema: Schema, mistakes: Mistakes, phase: str = "") -> Chosen:
    """The patterns of a phase (of the default phase, else all), with everything abstract filled in."""
    patterns = [_instance(pattern, schema, mistakes) for pattern in schema.patterns if not pattern.abstract]
    abstract = {rule.id: rule for pattern in patterns for rule in pattern.rules if rule.abstract}
    abstract |= {
        rule.id: rule
        for pattern in schema.patterns
        for rule in pattern.rules
        if rule.abstract and not pattern.abstract
    }
    filled = [_filled(pattern, abstract, mistakes) for pattern in patterns]
    count = sum(len(pattern.rules) for pattern in filled)
    if count > _MOST:
        mistakes.add(codes.EXPENSIVE, filled[0].spot, f"more than {_MOST:,} rules", str(count))
        return Chosen((), ())
    named = {each.id: each for each in schema.phases}
    _known_patterns(schema, filled, mistakes)
    wanted = phase or schema.default_phase or ALL
    if wanted == ALL:
        return Chosen(tuple(filled), tuple(schema.lets))
    if wanted not in named:
        mistakes.add(
            codes.UNKNOWN_NAME,
            Spot("rules.sch", 1),
            f"there is no phase {wanted}",
            wanted,
            nearest(wanted, named),
        )
        return Chosen(tuple(filled), tuple(schema.lets))
    chosen = named[wanted]
    kept = tuple(pattern for pattern in filled if pattern.id in chosen.active)
    return Chosen(kept, (*schema.lets, *chosen.lets))


def _known_patterns(schema: Schema, patterns: list[Pattern], mistakes: Mistakes) -> None:
    known = {pattern.id for pattern in patterns if pattern.id}
    for phase in schema.phases:
        for name in phase.active:
            if name not in known:
                told = f"the phase {phase.id} has a pattern {name}, which is not there"
                mistakes.add(codes.UNKNOWN_NAME, phase.spot, told, name, nearest(name, known))


def _instance(pattern: Pattern, schema: Schema, mistakes: Mistakes) -> Pattern:
    if not pattern.is_a:
        if pattern.params:
            mistakes.add(
                codes.UNKNOWN_PART, pattern.spot, "parameters are given where is-a is", expected="is-a"
            )
        return pattern
    named = {each.id: each for each in schema.patterns if each.abstract}
    source = named.get(pattern.is_a)
    if source is None:
        told = f"there is no abstract pattern {pattern.is_a}"
        mistakes.add(codes.UNKNOWN_NAME, pattern.spot, told, pattern.is_a, nearest(pattern.is_a, named))
        return replace(pattern, rules=())
    if source.is_a:
        mistakes.add(codes.CIRCLE, source.spot, "an abstract pattern cannot be made of another", source.is_a)
        return replace(pattern, rules=())
    if pattern.rules or pattern.lets:
        told = "a pattern that is made of an abstract one has parameters alone"
        mistakes.add(codes.UNKNOWN_PART, pattern.spot, told, pattern.is_a, "param")
    fill = _Filling({**source.params, **pattern.params})
    rules = tuple(fill.rule(rule) for rule in source.rules)
    lets = tuple(fill.let(let) for let in source.lets)
    return replace(pattern, rules=rules, lets=lets, title=pattern.title or source.title)


class _Filling:
    """The parameters of a pattern, put into everything that an abstract one says with `$name`."""

    def __init__(self, params: dict[str, str]) -> None:
        self.params = params
        names = "|".join(sorted((re.escape(name) for name in params), key=len, reverse=True))
        self.places = re.compile(rf"\$({names})(?![\w.-])") if names else None

    def __call__(self, text: str) -> str:
        if self.places is None or "$" not in text:
            return text
        return self.places.sub(lambda match: self.params[match[1]], text)

    def let(self, let: Let) -> Let:
        return replace(let, value=self(let.value))

    def rule(self, rule: Rule) -> Rule:
        return replace(rule, context=self(rule.context), items=tuple(self.item(item) for item in rule.items))

    def item(self, item: Let | Check | Extends) -> Let | Check | Extends:
        if isinstance(item, Let):
            return self.let(item)
        if isinstance(item, Extends):
            return replace(item, rule=self(item.rule))
        return replace(
            item, test=self(item.test), text=self.text(item.text), id=self(item.id), flag=self(item.flag),
            diagnostics=tuple(self(" ".join(item.diagnostics)).split()),
        )  # fmt: skip

    def text(self, text: Text) -> Text:
        return tuple(
            replace(part, select=self(part.select)) if isinstance(part, Inserted) else part for part in text
        )


def _filled(pattern: Pattern, abstract: dict[str, Rule], mistakes: Mistakes) -> Pattern:
    near = {rule.id: rule for rule in pattern.rules if rule.abstract}
    known = {**abstract, **near}
    rules = tuple(
        replace(rule, items=tuple(_items(rule, known, (), mistakes)))
        for rule in pattern.rules
        if not rule.abstract
    )
    return replace(pattern, rules=rules)


def _items(
    rule: Rule, known: dict[str, Rule], above: tuple[str, ...], mistakes: Mistakes
) -> Iterator[Let | Check]:
    for item in rule.items:
        if not isinstance(item, Extends):
            yield item
        elif item.rule in above or len(above) > 20:
            mistakes.add(codes.CIRCLE, item.spot, f"the abstract rule {item.rule} extends itself", item.rule)
        elif item.rule not in known:
            told = f"there is no abstract rule {item.rule}"
            mistakes.add(codes.UNKNOWN_NAME, item.spot, told, item.rule, nearest(item.rule, known))
        else:
            yield from _items(known[item.rule], known, (*above, item.rule), mistakes)
