"""Do the rules of entry summary declarations find what the publisher's test cases state?

Each case of the corpus says in its first comment which rule it is about, what must come of it and, where that rule is
broken, its code. Run from the root of the repository: `python -m benchmarks.ens_rules`. Exit code 1 when a stated
outcome is missed and `benchmarks/ens_rules.csv` does not say why.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.publishers import REPOSITORY, SHARED
from gateway.adapters.contract import Limits
from gateway.findings import Severity
from gateway.formats import Catalog, Format, adapter_for
from gateway.rules.schematron.rules import rules_of

CASES = "corpus/uk-ens/samples/tests"
EXPLAINED = REPOSITORY / "benchmarks/ens_rules.csv"
FOLDERS = {
    "ruleTestCases315": "gb/ens-cc315a@11.2",
    "ruleTestCases315New": "gb/ens-cc315a@11.2-new",
    "ruleTestCases313": "gb/ens-cc313a@11.2",
    "ruleTestCases313New": "gb/ens-cc313a@11.2-new",
}
"""The format that the cases of a folder are judged by."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CODE = re.compile(r"Error against this rule \(code: (\d+)\)")
_MARK = re.compile(r"<!--The following node should cause an error \(code: (\d+)\)")
_COMMENTS = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_FOREIGN = re.compile(r"/p(\d+)_non_GB_.*_(addressok|onlyeori|no\w+?)_CR")
_FIELDS = ("noname", "nostreet", "nopostcode", "nocity", "nocountry")
_SCHEMA = "schema"
"""stands among the codes for every error that is not of a rule"""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the codes that must be found; whether it must be valid; whether any error at all must be found."""

    file: str
    format: str
    codes: frozenset[str] = frozenset()
    valid: bool = False
    other: bool = False
    schema: bool = False


@dataclass(slots=True)
class Figures:
    """The sums over all cases: by code how often it was stated, found, missed, and found where a case states that it
    is valid; and a line for each case that came out otherwise than it states."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    stated: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    extra: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    """by format and code, the cases in which a rule was broken, whatever they are about"""
    misplaced: list[str] = field(default_factory=list)
    """cases that mark the element that is wrong, where the finding is at another"""
    wrong: dict[str, str] = field(default_factory=dict)


def cases(shared: Path) -> Iterator[tuple[Case, bytes]]:
    """Every case of the publisher's and what it states."""
    foreign = _foreign_codes()
    for folder, format in FOLDERS.items():
        for path in sorted((shared / CASES / folder).glob("*.xml")):
            data = path.read_bytes()
            comment = _COMMENT.search(data.decode("utf-8", "replace"))
            said = " ".join(comment[1].split()) if comment else ""
            yield _case(f"{folder}/{path.name}", format, said, foreign), data


def _case(file: str, format: str, said: str, foreign: dict[str, list[str]]) -> Case:
    if name := _FOREIGN.search(file):
        # These say in their names what is left out. The rules that they are about are those of the newer edition.
        newer = format if format.endswith("-new") else f"{format}-new"
        codes = foreign[name[1]]
        left = {"addressok": [], "onlyeori": codes}.get(name[2])
        left = [codes[_FIELDS.index(name[2])]] if left is None else left
        return Case(file, newer, frozenset(left), valid=not left)
    if code := _CODE.search(said):
        return Case(file, format, frozenset((code[1],)))
    if "Error against another rule" in said:
        return Case(file, format, other=True)
    if "Schema invalid" in said:
        return Case(file, format, schema=True)
    if "Valid against schema and schematron" in said:
        return Case(file, format, valid=True)
    raise ValueError(f"{file} states no outcome")


def _foreign_codes() -> dict[str, list[str]]:
    """By each of the two numbers of a rule its codes for name, street, postcode, city and country."""
    found: dict[str, list[str]] = {}
    for pattern in rules_of(Catalog.load().get("gb/ens-cc315a@11.2-new")).chosen.patterns:
        for rule in pattern.rules:
            for check in rule.checks:
                if "_non_GB_" in check.id:
                    for number in re.findall(r"p(\d+)_", check.id):
                        found.setdefault(number, []).append(check.flag)
    return found


def judged(data: bytes, format: Format) -> list[tuple[str, int | None]]:
    """Code and line of every error; the rules are asked whatever the schema says."""
    adapter = adapter_for(format.syntax)
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, format.spec, Limits())
    errors = [f for f in adapter.check(tree, format.spec) if f.severity is Severity.ERROR]
    broken = [f for f in rules_of(format).check(tree, format.syntax) if f.severity is Severity.ERROR]
    return [(_SCHEMA, f.where.line) for f in errors] + [(str(f.rule), f.where.line) for f in broken]


def measure(shared: Path) -> Figures:
    """Judge every case."""
    catalog, figures = Catalog.load(), Figures()
    for case, data in cases(shared):
        found = judged(data, catalog.get(case.format))
        _count(figures, case, {code for code, _ in found})
        _placed(figures, case, data, found)
    return figures


def _count(figures: Figures, case: Case, found: set[str]) -> None:
    figures.cases += 1
    for code in found:
        figures.seen[case.format, code] += 1
    for code in case.codes:
        figures.stated[case.format, code] += 1
        figures.found[case.format, code] += code in found
    shown = ", ".join(sorted(found)) or "nothing"
    if case.codes:
        figures.outcomes["this rule"] += 1
        if not case.codes <= found:
            figures.wrong[case.file] = f"{', '.join(sorted(case.codes - found))} stated, {shown} found"
    elif case.valid:
        figures.outcomes["valid"] += 1
        for code in found:
            figures.extra[case.format, code] += 1
        if found:
            figures.wrong[case.file] = f"valid stated, {shown} found"
    elif case.schema:
        figures.outcomes["schema"] += 1
        if _SCHEMA not in found:
            figures.wrong[case.file] = f"refused by the schema stated, {shown} found"
    else:
        figures.outcomes["another rule"] += 1
        if not found:
            figures.wrong[case.file] = "an error of another rule stated, nothing found"


def _placed(figures: Figures, case: Case, data: bytes, found: list[tuple[str, int | None]]) -> None:
    """Where a case marks the element that is wrong, the finding must be at it."""
    text = data.decode("utf-8", "replace")
    for mark in _MARK.finditer(text):
        start = _COMMENTS.match(text, mark.start())
        line = text.count("\n", 0, start.end() if start else mark.end()) + 1
        lines = {at for code, at in found if code == mark[1]}
        if mark[1] in case.codes and lines and line not in lines:
            figures.misplaced.append(
                f"{case.file}: {mark[1]} at line {line} stated, at {sorted(map(str, lines))} found"
            )


def explained() -> dict[str, str]:
    """The cases that contradict their own rule, each with the reason."""
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["reason"] for row in csv.DictReader(file)}


def main() -> int:
    """Print what came of the cases."""
    figures = measure(SHARED)
    print(f"{figures.cases} cases: {dict(figures.outcomes)}; {len(figures.wrong)} came out otherwise")
    known = explained()
    for file, said in figures.wrong.items():
        print(f"{file}: {said} ({known.get(file, 'not explained')})")
    for said in figures.misplaced:
        print(said)
    return int(figures.wrong.keys() != known.keys())


if __name__ == "__main__":
    sys.exit(main())
