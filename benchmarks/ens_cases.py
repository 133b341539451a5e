"""The publisher's test cases of the rules of entry summary declarations, and what each of them states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.formats import Catalog
from gateway.rules.schematron.rules import rules_of

CASES = "corpus/uk-ens/samples/tests"
FOLDERS = {
    "ruleTestCases315": "gb/ens-cc315a@11.2",
    "ruleTestCases315New": "gb/ens-cc315a@11.2-new",
    "ruleTestCases313": "gb/ens-cc313a@11.2",
    "ruleTestCases313New": "gb/ens-cc313a@11.2-new",
}
"""The format that the cases of a folder are judged by."""
BROKEN, OTHER, VALID, SCHEMA = "this rule", "another rule", "valid", "schema"
"""what a case can state: its rule is broken, another one is, nothing is, the schema refuses it"""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CODE = re.compile(r"Error against this rule \(code: (\d+)\)")
_MARK = re.compile(r"<!--The following node should cause an error \(code: (\d+)\)")
_COMMENTS = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_FOREIGN = re.compile(r"/p(\d+)_non_GB_.*_(addressok|onlyeori|no\w+?)_CR")
_FIELDS = ("noname", "nostreet", "nopostcode", "nocity", "nocountry")


@dataclass(frozen=True, slots=True)
class Case:
    """One case and what it states: what must come of it, and which codes must be found, at which lines.

    `named` are the codes that its comment or its name gives, `marks` those of the elements that it marks as wrong.
    """

    file: str
    format: str
    states: str
    data: bytes
    named: frozenset[str]
    marks: frozenset[tuple[str, int]]

    @property
    def codes(self) -> set[str]:
        """Every code that it states."""
        return {*self.named, *(code for code, _ in self.marks)}


def cases(shared: Path) -> Iterator[Case]:
    """Every case. Raises ValueError for one that states nothing."""
    foreign = _foreign_codes()
    for folder, format in FOLDERS.items():
        for path in sorted((shared / CASES / folder).glob("*.xml")):
            data = path.read_bytes()
            comment = _COMMENT.search(data.decode("utf-8", "replace"))
            said = " ".join(comment[1].split()) if comment else ""
            file = f"{folder}/{path.name}"
            states, codes = _stated(file, said, foreign)
            # Those that say by their names what they are about have marks that were copied from other cases.
            marks = () if _FOREIGN.search(file) else _marks(data.decode("utf-8", "replace"))
            yield Case(file, format, states, data, frozenset(codes), frozenset(marks))


def _marks(text: str) -> Iterator[tuple[str, int]]:
    """Code and line of the elements that are marked as wrong, each by the comments before it."""
    for mark in _MARK.finditer(text):
        comments = _COMMENTS.match(text, mark.start())
        assert comments is not None
        yield mark[1], text.count("\n", 0, comments.end()) + 1


def _stated(file: str, said: str, foreign: dict[str, list[str]]) -> tuple[str, list[str]]:
    if name := _FOREIGN.search(file):
        codes = foreign[name[1]]
        left = {"addressok": [], "onlyeori": codes}.get(name[2])
        left = [codes[_FIELDS.index(name[2])]] if left is None else left
        return (BROKEN if left else VALID), left
    if code := _CODE.search(said):
        return BROKEN, [code[1]]
    for words, states in (
        ("Error against another rule", OTHER),
        ("Schema invalid", SCHEMA),
        ("Valid against schema and schematron", VALID),
    ):
        if words in said:
            return states, []
    raise ValueError(f"{file} states no outcome")


def _foreign_codes() -> dict[str, list[str]]:
    """By each of the two numbers of a rule its codes for name, street, postcode, city and country."""
    found: dict[str, list[str]] = {}
    for pattern in rules_of(Catalog.load().get(FOLDERS["ruleTestCases315"])).chosen.patterns:
        for check in (check for rule in pattern.rules for check in rule.checks if "_non_GB_" in check.id):
            for number in re.findall(r"p(\d+)_", check.id):
                found.setdefault(number, []).append(check.flag)
    return found
