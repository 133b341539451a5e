"""Conditions of transit declarations, read from the publisher's own texts: another reading than that of rules.sch.

The texts are written in a language of their own: `IF PATH is in SET {0,1} THEN PATH = "R" ELSE PATH = "N"`. R is what
must be there, N what must not, O what may. A path is seen from the element that its value is about: what both have in
common is one and the same, unless the text says "at least one".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

Bound = dict[tuple[str, ...], etree._Element]
Lists = Mapping[str, frozenset[str]]

_HEADING = re.compile(r"(?m)^#+\s*(?=[A-Z]\d{4})")
_TECHNICAL = re.compile(r"\*\*Technical Description\*\*(.*)", re.DOTALL)
_PATH = r"/\*/[\w/]+?"
_ATOM = re.compile(
    rf"\s*(?P<first>(?:the )?first (?:two characters|digit) of )?(?P<some>at least one (?:(?:iteration|instance) of )?)?(?P<path>{_PATH}) is "
    r"(?P<negated>NOT )?(?:in SET ?(?:(?P<list>CL\d{3})|\{(?P<set>[^}]*)\})"
    rf"|EQUAL to (?:(?P<short>the first two characters of )?(?P<other>{_PATH})(?= |;|\)|$)|'(?P<value>[^']*)'(?: or '(?P<second>[^']*)')?)"
    r"|(?P<present>PRESENT)(?P<once> only once)?|GREATER than '(?P<least>\d+)')",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"\s*(?P<some>at least one iteration of )?(?P<path>{_PATH}) ?= ?'(?P<letter>[RNO])'")
_TIDIED = (
    (r"[‘’“”\"]", "'"),
    (r"''", "'"),
    (r"Qualifi\ner", "Qualifier"),
    (r"Nomencl\nature", "Nomenclature"),
    (r"\s+", " "),
    (r"\bELSE IF /CC015C.*", ""),
    (r"IF <Decisive Date> is (LESS than or EQUAL to|GREATER than) <TPendDate> THEN", ""),
    (r"[CR]\d{4}( attached to [^;]*?)? (will|shall) be disabled( AND)?", ""),
    (r"Transit Operation", "TransitOperation"),
    (r"Additional declaration type", "additionalDeclarationType"),
    (r"(?<=/) (?=\w)| (?=/[A-Z])", ""),
    (r"(?<=quantity)>", ""),
    (r"\((?:Goods declaration|DocumentType|for the rest)[^)]*\)", ""),
    (r"(?<=CL\d{3}) ?\(\w+\)", ""),
    (
        r"(?i)for (this|all) (House ?Consignment|Consignment Items?)( that includes THIS Consignment Item)?",
        "",
    ),
    (r"(?i)\b(the|this) (?=/\*/)", ""),
    (r"(?<=OR) IF(?= the first)", ""),
    (r"ELSEIF", "ELSE IF"),
    (r"EQUAL (?=')", "EQUAL to "),
    (r"IS (?=NOT|EQUAL)", "is "),
    (r"is not in (?=CL)", "is NOT in SET "),
    (r"(shall|must) not be", "is NOT"),
    (r"(shall|must) be", "is"),
    (r"(?<=[a-z]) = '(0|1)'", r" is EQUAL to '\1'"),
    (r"(?<=is NOT in SET)(?=\{)", " "),
    (r"(?<=\w)> (?=is)", " "),
    (r"the value '0' \(zero\) is not valid for (/\*/[\w/]+)", r"\1 is NOT EQUAL to '0'"),
    (r"is NOT '0' \(zero\)", "is NOT EQUAL to '0'"),
    (r"(?i)\bif\b", "IF"),
    (r" ?\((?:zero|i\.e\.(?:[^()]|\([^)]*\))*)\)", ""),
    (r",(?= THEN)", ""),
    (r"(?<=THEN )the two characters", "first two characters"),
    (r"^ ?The Data Item ", ""),
    (r"(?<=AND) IF(?= the first)", ""),
    (r"for each and every Consignment Item|for this data group [^;]*|for this 'Consignment item'", ""),
    (r"(?<=NOT in SET)(?=\{)", " "),
    (
        r"AND NOT EQUAL to 'IT'",
        "AND first two characters of /*/CustomsOfficeOfDeparture/referenceNumber is NOT EQUAL to 'IT'",
    ),
    (r"ELSE THEN", "ELSE"),
    (r" \(actual\)| for the D\.G\. \w+", ""),
    (r"\bIF(?=/)", "IF "),
)


class NotRead(ValueError):
    """A text is not written in the language of conditions."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One question about a path."""

    parts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Joint:
    """Two questions, of which both or either must hold."""

    both: bool
    left: Question
    right: Question


@dataclass(frozen=True, slots=True)
class Values:
    """What becomes of some paths: path, letter, and whether one of all its elements is enough."""

    letters: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold, of the elements that its first path is about."""

    question: Question


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds if a question does, and what if it does not."""

    question: Question
    then: Statement
    otherwise: Statement | None


Question = Atom | Joint
Statement = Values | Claim | Choice


def texts(folder: Path, kinds: str) -> dict[str, str]:
    """The technical descriptions of some kinds of rules by code."""
    found = {}
    for kind in kinds:
        for part in _HEADING.split((folder / f"_rules_{kind}.md").read_text(encoding="utf-8"))[1:]:
            plain = html.unescape(re.sub(r"<[^>]*>", "", part))
            match = _TECHNICAL.search(plain)
            if match:
                found[part[:5]] = match[1]
    return found


def read(text: str) -> list[Statement]:
    """The statements of a text. Raises NotRead."""
    for pattern, better in _TIDIED:
        text = re.sub(pattern, better, text)
    return list(_Reader(text.strip().rstrip(".;")).statements())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def statements(self) -> Iterator[Statement]:
        while self.text[self.at :].strip(" ;"):
            self._takes(";")
            yield self._statement()

    def _takes(self, sign: str) -> bool:
        end = r"\b" if sign.isalpha() else ""
        match = re.compile(rf"\s*{re.escape(sign)}{end}").match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match is not None

    def _match(self, pattern: re.Pattern[str]) -> dict[str, str | None]:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise NotRead(self.text[self.at : self.at + 80])
        self.at = match.end()
        return match.groupdict()

    def _statement(self) -> Statement:
        if self._takes("IF"):
            question = self._question()
            if not self._takes("THEN"):
                raise NotRead(self.text[self.at : self.at + 80])
            then = self._statement()
            return Choice(question, then, self._statement() if self._takes("ELSE") else None)
        if not _VALUE.match(self.text, self.at):
            return Claim(self._question())
        letters: list[tuple[str, str, bool]] = []
        while not letters or self._takes("AND"):
            found = self._match(_VALUE)
            letters.append((str(found["path"]), str(found["letter"]), bool(found["some"])))
        return Values(tuple(letters))

    def _question(self) -> Question:
        left = self._joint()
        while self._takes("OR"):
            left = Joint(False, left, self._joint())
        return left

    def _joint(self) -> Question:
        left = self._atom()
        while self._takes("AND"):
            left = Joint(True, left, self._atom())
        return left

    def _atom(self) -> Question:
        if self._takes("("):
            question = self._question()
            if not self._takes(")"):
                raise NotRead(self.text[self.at : self.at + 80])
            return question
        return Atom(self._match(_ATOM))


def broken(statements: list[Statement], root: etree._Element, lists: Lists) -> bool:
    """Whether a message lacks what must be there, or has what must not."""
    return any(_broken(statement, root, lists) for statement in statements)


def _broken(statement: Statement, root: etree._Element, lists: Lists) -> bool:
    return _unclaimed(statement, root, lists) or _unlike(statement, root, lists)


def _unclaimed(statement: Statement, root: etree._Element, lists: Lists) -> bool:
    """Whether a claim does not hold of an element that it is about."""
    for claim in _claims(statement):
        first = _first(claim.question)
        found: list[Bound] = [{}]
        if not first.parts["some"]:
            steps = _steps(str(first.parts["path"]))
            for depth in range(1, len(steps) + 1):
                above = steps[: depth - 1]
                found = [
                    {**bound, steps[:depth]: node}
                    for bound in found
                    for node in bound.get(above, root).findall(steps[depth - 1])
                ]
        for bound in found:
            if _leaf(statement, root, bound, lists) is claim and not _holds(
                claim.question, root, bound, lists
            ):
                return True
    return False


def _claims(statement: Statement) -> Iterator[Claim]:
    if isinstance(statement, Claim):
        yield statement
    elif isinstance(statement, Choice):
        yield from _claims(statement.then)
        if statement.otherwise is not None:
            yield from _claims(statement.otherwise)


def _first(question: Question) -> Atom:
    return question if isinstance(question, Atom) else _first(question.left)


def _unlike(statement: Statement, root: etree._Element, lists: Lists) -> bool:
    """Whether something lacks that must be there, or is there that must not."""
    letters = set(_letters(statement))
    enough = {path for path, _, some in letters if some}
    for path in {path for path, _, _ in letters}:
        steps = _steps(path)
        places: list[tuple[etree._Element, Bound]] = [(root, {})]
        for depth, step in enumerate(steps[:-1], 1):
            places = [(k, {**bound, steps[:depth]: k}) for node, bound in places for k in node.findall(step)]
        for node, bound in places:
            found = node.findall(steps[-1])
            seen = [{**bound, steps: each} for each in found] or [bound]
            told = {_letter(statement, path, root, each, lists) for each in seen}
            there = bool(found) or (path in enough and bool(_nodes(root, path, {})))
            if ("R" in told and not there) or ("N" in told and found):
                return True
    return False


def _letters(statement: Statement) -> Iterator[tuple[str, str, bool]]:
    if isinstance(statement, Values):
        yield from statement.letters
    elif isinstance(statement, Choice):
        yield from _letters(statement.then)
        if statement.otherwise is not None:
            yield from _letters(statement.otherwise)


def _leaf(statement: Statement, root: etree._Element, bound: Bound, lists: Lists) -> Statement | None:
    """What a statement comes to for an element."""
    at: Statement | None = statement
    while isinstance(at, Choice):
        at = at.then if _holds(at.question, root, bound, lists) else at.otherwise
    return at


def _letter(statement: Statement, path: str, root: etree._Element, bound: Bound, lists: Lists) -> str | None:
    leaf = _leaf(statement, root, bound, lists)
    letters = leaf.letters if isinstance(leaf, Values) else ()
    return next((letter for each, letter, _ in letters if each == path), None)


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path[3:].split("/"))


def _nodes(root: etree._Element, path: str, bound: Bound) -> list[etree._Element]:
    """What a path finds from the nearest of its elements that is bound."""
    steps, at, start = _steps(path), [root], 0
    for depth in range(1, len(steps) + 1):
        if steps[:depth] in bound:
            at, start = [bound[steps[:depth]]], depth
    for step in steps[start:]:
        at = [each for node in at for each in node.findall(step)]
    return at


def _holds(question: Question, root: etree._Element, bound: Bound, lists: Lists) -> bool:
    if isinstance(question, Joint):
        one = _holds(question.left, root, bound, lists)
        if one != question.both:
            return one
        return _holds(question.right, root, bound, lists)
    parts = question.parts
    path, some = str(parts["path"]), bool(parts["some"])
    nodes = _nodes(root, path, {} if some or parts["once"] else bound)
    if parts["once"]:
        return len(nodes) == 1
    if parts["present"]:
        return bool(nodes) != bool(parts["negated"])
    length = None if not parts["first"] else 1 if "digit" in parts["first"] else 2
    values = [(node.text or "")[:length] for node in nodes]
    if parts["least"]:
        return any(float(value) > float(parts["least"]) for value in values)
    wanted = _wanted(parts, root, bound, lists)
    if not parts["negated"]:
        return any(value in wanted for value in values)
    return (
        any(value not in wanted for value in values) if some else not any(value in wanted for value in values)
    )


def _wanted(parts: Mapping[str, str | None], root: etree._Element, bound: Bound, lists: Lists) -> set[str]:
    if parts["other"]:
        length = 2 if parts["short"] else None
        return {(node.text or "")[:length] for node in _nodes(root, parts["other"], bound)}
    if parts["list"]:
        return set(lists[parts["list"]])
    if parts["set"] is not None:
        return {value.strip(" '") for value in parts["set"].split(",")}
    return {value for value in (parts["value"], parts["second"]) if value is not None}
