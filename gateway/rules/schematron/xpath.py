"""Read XPath 1.0 (W3C Recommendation of 1999-11-16) into a tree; by hand, so that mistakes have a place."""

from __future__ import annotations

import re
from functools import lru_cache

from gateway.rules.schematron.expression import (
    ANYWHERE,
    LEVELS,
    NEGATIVE,
    Binary,
    Call,
    Expression,
    Literal,
    Negative,
    Number,
    Path,
    Step,
    Variable,
    chained,
)

MOST = 20_000
"""characters of one expression"""
DEEPEST = 32
"""expressions in each other"""
AXES = frozenset(
    [
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
KINDS = ("comment", "text", "processing-instruction", "node")
_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<literal>\"[^\"]*\"|'[^']*')|(?P<variable>\${_NAME}(?::{_NAME})?)"
    rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)|(?P<sign>\.\.|//|::|!=|<=|>=|[()\[\].@,/|+\-=<>*]))"
)
_NAMED = frozenset({"and", "or", "div", "mod"})


class NotXPath(ValueError):
    """A text is not XPath 1.0; the message says where and why."""


@lru_cache(maxsize=8192)
def parsed(text: str) -> Expression:
    """The expression of a text. Raises NotXPath."""
    if len(text) > MOST:
        raise NotXPath(f"the expression is longer than {MOST:,} characters")
    reader = _Reader(text)
    found = reader.expression(0)
    if reader.kind != "end":
        raise reader.wrong("an operator or the end")
    return found


class _Reader:
    """One text, read token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def token(self) -> str:
        return self.tokens[self.at][1]

    def wrong(self, wanted: str) -> NotXPath:
        kind, token, place = self.tokens[self.at]
        seen = "the end" if kind == "end" else repr(token)
        return NotXPath(f"{seen} at character {place + 1} where {wanted} is expected")

    def take(self) -> str:
        token = self.token
        self.at += 1
        return token

    def sees(self, *signs: str) -> bool:
        return self.kind in ("sign", "operator") and self.token in signs

    def skip(self, sign: str) -> None:
        if not self.sees(sign):
            raise self.wrong(repr(sign))
        self.at += 1

    def expression(self, level: int) -> Expression:
        if level == NEGATIVE:
            return self._negative()
        if level == len(LEVELS):
            return self._path()
        if level == 0:
            self.depth += 1
            if self.depth > DEEPEST:
                raise NotXPath(f"more than {DEEPEST} expressions in each other")
        operands, operators = [self.expression(level + 1)], []
        while self.kind == "operator" and self.token in LEVELS[level]:
            operators.append(self.take())
            operands.append(self.expression(level + 1))
        if level == 0:
            self.depth -= 1
        return _between(operators, operands)

    def _negative(self) -> Expression:
        signs = 0
        while self.sees("-"):
            self.take()
            signs += 1
        if signs > DEEPEST:
            raise NotXPath(f"more than {DEEPEST} minus signs")
        united = [self._path()]
        while self.sees("|"):
            self.take()
            united.append(self._path())
        found = chained("|", united)
        for _ in range(signs):
            found = Negative(found)
        return found

    def _path(self) -> Expression:
        start: Expression | None = None
        predicates: tuple[Expression, ...] = ()
        absolute = False
        steps: list[Step] = []
        if self._starts_primary():
            start = self._primary()
            predicates = self._predicates()
            if not self.sees("/", "//"):
                return Path((), False, start, predicates) if predicates else start
        elif self.sees("/"):
            self.take()
            absolute = True
            if not self._starts_step():
                return Path((), True)
            steps.append(self._step())
        elif self.sees("//"):
            self.take()
            absolute = True
            steps += [ANYWHERE, self._step()]
        else:
            steps.append(self._step())
        while self.sees("/", "//"):
            if self.take() == "//":
                steps.append(ANYWHERE)
            steps.append(self._step())
        return Path(tuple(steps), absolute, start, predicates)

    def _starts_primary(self) -> bool:
        return self.kind in ("number", "literal", "variable", "function") or self.sees("(")

    def _starts_step(self) -> bool:
        return self.kind in ("name", "axis", "kind") or self.sees(".", "..", "@", "*")

    def _primary(self) -> Expression:
        kind, token = self.kind, self.take()
        if kind == "number":
            return Number(token)
        if kind == "literal":
            return Literal(token[1:-1])
        if kind == "variable":
            return Variable(token[1:])
        if kind == "function":
            self.skip("(")
            arguments: list[Expression] = []
            while not self.sees(")"):
                if arguments:
                    self.skip(",")
                arguments.append(self.expression(0))
            self.take()
            return Call(token, tuple(arguments))
        inner = self.expression(0)
        self.skip(")")
        return inner

    def _predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.sees("["):
            self.take()
            found.append(self.expression(0))
            self.skip("]")
        return tuple(found)

    def _step(self) -> Step:
        if self.sees(".", ".."):
            return Step("self" if self.take() == "." else "parent", "node()")
        axis = "child"
        if self.sees("@"):
            self.take()
            axis = "attribute"
        elif self.kind == "axis":
            axis = self.take()
            if axis not in AXES:
                self.at -= 1
                raise self.wrong("an axis")
            self.skip("::")
        return Step(axis, self._test(), self._predicates())

    def _test(self) -> str:
        if self.kind == "kind":
            name = self.take()
            self.skip("(")
            target = ""
            if name == "processing-instruction" and self.kind == "literal":
                target = self.take()
            self.skip(")")
            return f"{name}({target})"
        if self.kind == "name" or self.sees("*"):
            return self.take()
        raise self.wrong("a step of a path")


def _between(operators: list[str], operands: list[Expression]) -> Expression:
    """Operands with the operators of one level between them."""
    if not operators:
        return operands[0]
    if operators[0] in ("or", "and"):
        return chained(operators[0], operands)
    if len(operators) > DEEPEST:
        raise NotXPath(f"more than {DEEPEST} operators {operators[0]} in a row")
    left = operands[0]
    for operator, right in zip(operators, operands[1:], strict=True):
        left = Binary(operator, left, right)
    return left


def _tokens(text: str) -> list[tuple[str, str, int]]:
    """Kind, text and place of each token; names are told apart as section 3.7 of XPath says."""
    found: list[tuple[str, str, int]] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            bare = len(text) - len(text[place:].lstrip())
            raise NotXPath(f"{text[bare]!r} at character {bare + 1} means nothing in XPath 1.0")
        kind = match.lastgroup or ""
        token = match[kind]
        found.append((_kind(kind, token, text[match.end() :].lstrip(), found), token, match.start(kind)))
        place = match.end()
    return [*found, ("end", "", end)]


def _kind(kind: str, token: str, rest: str, before: list[tuple[str, str, int]]) -> str:
    after_operand = bool(before) and not (
        before[-1][0] == "operator"
        or (before[-1][0] == "sign" and before[-1][1] in ("@", "::", "(", "[", ",", "/", "//"))
    )
    if kind == "sign":
        if token == "*":
            return "operator" if after_operand else "name"
        return "operator" if token in ("!=", "<=", ">=", "=", "<", ">", "+", "-", "|") else "sign"
    if kind != "name":
        return kind
    if after_operand:
        return "operator" if token in _NAMED else "name"
    if rest.startswith("("):
        return "kind" if token in KINDS else "function"
    return "axis" if rest.startswith("::") else "name"
