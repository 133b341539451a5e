"""Check everything that rules say, before any of it is compiled: names, functions, expressions, patterns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as File

from gateway.rules import codes
from gateway.rules.schematron.context import NotContext, context_of
from gateway.rules.schematron.expanding import Chosen
from gateway.rules.schematron.expression import (
    Binary,
    Call,
    Expression,
    Literal,
    Path,
    Size,
    Variable,
    everything,
    size_of,
)
from gateway.rules.schematron.functions import RULES, BadPattern, code_list, pattern_of
from gateway.rules.schematron.mistake import Mistakes, nearest
from gateway.rules.schematron.schema import Check, Inserted, Let, Rule, Schema, Spot, Text
from gateway.rules.schematron.scope import HERE
from gateway.rules.schematron.xpath import NotXPath, parsed

_ANY = 1_000
CORE: dict[str, tuple[int, int]] = {
    "last": (0, 0), "position": (0, 0), "count": (1, 1), "local-name": (0, 1), "namespace-uri": (0, 1),
    "name": (0, 1), "string": (0, 1), "concat": (2, _ANY), "starts-with": (2, 2), "contains": (2, 2),
    "substring-before": (2, 2), "substring-after": (2, 2), "substring": (2, 3), "string-length": (0, 1),
    "normalize-space": (0, 1), "translate": (3, 3), "boolean": (1, 1), "not": (1, 1), "true": (0, 0),
    "false": (0, 0), "number": (0, 1), "sum": (1, 1), "floor": (1, 1), "ceiling": (1, 1), "round": (1, 1),
    "current": (0, 0),
}  # fmt: skip
"""functions of XPath 1.0 (and current() of XSLT 1.0) and how many arguments they take"""
LARGEST = 5_000
"""parts of one expression with its values"""
DEEPEST = 100
"""parts of one expression in each other"""
OWN = {"matches": (2, 2), "distinct": (1, 1), "date": (1, 1), "code": (2, 2)}
"""functions in the namespace of rules"""
_OF_NODES = {"count", "sum", "local-name", "namespace-uri", "name"}
_GIVING_NODES = {"current"}


Known = Mapping[str, Size]
"""the values that an expression sees, and how large each is"""


class Checker:
    """The rules of one file held against what they may say."""

    def __init__(self, schema: Schema, folders: Sequence[File], mistakes: Mistakes) -> None:
        self.schema, self.folders, self.mistakes = schema, tuple(folders), mistakes

    def all(self, chosen: Chosen) -> None:
        """Everything in the chosen patterns."""
        self._twice()
        known = self._lets(chosen.lets, {})
        for pattern in chosen.patterns:
            inner = self._lets(pattern.lets, known)
            for rule in pattern.rules:
                self._rule(rule, inner)
        for diagnostic in self.schema.diagnostics:
            self._words(diagnostic.text, None)

    def _twice(self) -> None:
        seen: dict[str, Spot] = {}
        schema = self.schema
        named = [(check.id, check.spot) for check in schema.checks]
        named += [(each.id, each.spot) for each in schema.patterns if each.id]
        named += [(each.id, each.spot) for each in schema.phases]
        named += [(rule.id, rule.spot) for pattern in schema.patterns for rule in pattern.rules if rule.id]
        for id, spot in named:
            self._once(seen, id, spot)
        languages: dict[str, Spot] = {}
        for each in schema.diagnostics:
            self._once(languages, f"{each.id} {each.language}".strip(), each.spot)

    def _once(self, seen: dict[str, Spot], id: str, spot: Spot) -> None:
        other = seen.setdefault(id, spot)
        if other is not spot and id:
            told = f"{id} is there already, in {other.file} at line {other.line}"
            self.mistakes.add(codes.TWICE, spot, told, id, "a name of its own")

    def _lets(self, lets: Iterable[Let], outer: Known) -> Known:
        known, own = dict(outer), set()
        for let in lets:
            if let.name in own or let.name == HERE:
                self.mistakes.add(codes.TWICE, let.spot, f"the value {let.name} is there already", let.name)
            e = self.expression(let.value, let.spot, known)
            own.add(let.name)
            known[let.name] = Size(1, 1) if e is None else _named(e, known)
        return known

    def _rule(self, rule: Rule, outer: Known) -> None:
        e = self.expression(rule.context, rule.spot, outer)
        if e is not None:
            if any(isinstance(part, Call) and part.name == "current" for part, _ in everything(e)):
                self._wrong(rule.spot, "a context has no current()", rule.context)
            try:
                context_of(e, self.schema.namespaces)
            except NotContext as error:
                self._wrong(rule.spot, str(error), rule.context)
        known = self._lets(rule.lets, outer)
        for check in rule.checks:
            self._check(check, known)

    def _check(self, check: Check, known: Known) -> None:
        self.expression(check.test, check.spot, known)
        self._words(check.text, known)
        diagnostics = {each.id for each in self.schema.diagnostics}
        for id in check.diagnostics:
            if id not in diagnostics:
                told = f"there is no diagnostic {id}"
                self.mistakes.add(codes.UNKNOWN_NAME, check.spot, told, id, nearest(id, diagnostics))
        for each in self.schema.diagnostics:
            if each.id in check.diagnostics:
                self._words(each.text, known)

    def _words(self, text: Text, known: Known | None) -> None:
        for part in text:
            if isinstance(part, Inserted):
                self.expression(part.select, part.spot, known)

    def expression(self, text: str, spot: Spot, known: Known | None) -> Expression | None:
        """The expression of a text, or None and a mistake; `known` are the values that it sees, None for any."""
        if not text.strip():
            return None
        try:
            e = parsed(text)
        except NotXPath as error:
            self._wrong(spot, str(error), text)
            return None
        size = size_of(e, known or {})
        if size.parts > LARGEST or size.depth > DEEPEST:
            told = f"the expression has {size.parts:,} parts, {size.depth} of them in each other, with its values"
            wanted = f"at most {LARGEST:,} parts, {DEEPEST} in each other"
            self.mistakes.add(codes.EXPENSIVE, spot, told, text, wanted)
            return None
        for part, inside in everything(e):
            if isinstance(part, Variable) and known is not None and part.name not in known:
                self._unknown(spot, f"there is no value ${part.name}", part.name, known)
            elif isinstance(part, Call):
                self._call(part, inside, spot, text, known)
            elif isinstance(part, Path):
                self._path(part, spot, text, known)
            elif isinstance(part, Binary) and part.operator == "|":
                sides = [_may_be_nodes(side, known) for side in (part.left, part.right)]
                if not all(sides):
                    self._wrong(spot, "only nodes stand beside |", text)
        return e

    def _path(self, path: Path, spot: Spot, text: str, known: Known | None) -> None:
        if path.start is not None and not _may_be_nodes(path.start, known):
            self._wrong(spot, "a path starts with nodes", text)
        for step in path.steps:
            prefix = step.test.rpartition(":")[0]
            if prefix and prefix not in self.schema.namespaces and prefix != "xml":
                self._unknown(spot, f"the prefix {prefix} is not declared", prefix, self.schema.namespaces)
            if step.axis == "namespace":
                self._wrong(spot, "the axis namespace is not for rules", text)

    def _call(self, call: Call, inside: bool, spot: Spot, text: str, known: Known | None) -> None:
        prefix, _, local = call.name.rpartition(":")
        functions = CORE
        if prefix:
            namespace = self.schema.namespaces.get(prefix)
            if namespace is None:
                return self._unknown(
                    spot, f"the prefix {prefix} is not declared", prefix, self.schema.namespaces
                )
            functions = OWN if namespace == RULES else {}
        if local not in functions:
            names = [*CORE, *(f"{prefix or 'r'}:{name}" for name in OWN)]
            return self._unknown(spot, f"there is no function {call.name}", call.name, names)
        least, most = functions[local]
        if not least <= len(call.arguments) <= most:
            wanted = (
                f"{least}" if least == most else f"{least} or more" if most == _ANY else f"{least} to {most}"
            )
            return self._wrong(spot, f"{call.name} takes {wanted} arguments", text)
        if call.name in ("position", "last") and not inside:
            return self._wrong(spot, f"{call.name}() means nothing outside a predicate", text)
        nodes = call.name in _OF_NODES or (prefix and local == "distinct")
        if nodes and call.arguments and not _may_be_nodes(call.arguments[0], known):
            return self._wrong(spot, f"{call.name} takes nodes", text)
        if prefix:
            self._own(local, call, spot)
        return None

    def _own(self, name: str, call: Call, spot: Spot) -> None:
        last = call.arguments[-1]
        if name == "matches":
            if not isinstance(last, Literal):
                return self._wrong(spot, "the pattern of r:matches is a constant", name)
            try:
                pattern_of(last.text)
            except BadPattern as error:
                self.mistakes.add(
                    codes.EXPENSIVE if "long" in str(error) or "large" in str(error) else codes.EXPRESSION,
                    spot, f"{last.text[:80]!r} is no pattern for r:matches: {error}", last.text, "a pattern of RE2",
                )  # fmt: skip
        elif name == "code":
            if not isinstance(last, Literal):
                return self._wrong(spot, "the list of r:code is a constant", name)
            try:
                code_list(self.folders, last.text)
            except LookupError as error:
                lists = [file.stem for folder in self.folders for file in (folder / "codes").glob("*.csv")]
                self._unknown(spot, str(error.args[0]), last.text, lists)
        return None

    def _wrong(self, spot: Spot, told: str, text: str) -> None:
        self.mistakes.add(codes.EXPRESSION, spot, told, " ".join(text.split()))

    def _unknown(self, spot: Spot, told: str, name: str, known: Iterable[str]) -> None:
        self.mistakes.add(codes.UNKNOWN_NAME, spot, told, name, nearest(name, known))


def _named(e: Expression, known: Known) -> Size:
    """What is known of a value by its name."""
    size = size_of(e, known)
    return Size(size.parts, size.depth, not _may_be_nodes(e, known))


def _may_be_nodes(e: Expression, known: Known | None) -> bool:
    match e:
        case Path():
            return True
        case Variable(name):
            return not (known or {}).get(name, Size()).scalar
        case Call(name, _):
            return name in _GIVING_NODES
        case _:
            return getattr(e, "operator", "") == "|"
