"""Hold the rules of entry summary declarations against what the publisher's test cases state.

Run from the root of the repository: `python -m benchmarks.ens_rules`. Exit code 1 when a stated outcome or code
is missed and `benchmarks/ens_contradictions.csv` does not say why, or when the figures are no longer those of
`benchmarks/ens_measured.csv`, which `docs/ens-rules.md` is made of; `--renew` writes those.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.ens_cases import BROKEN, FOLDERS, OTHER, SCHEMA, VALID, Case, cases
from benchmarks.publishers import REPOSITORY, SHARED
from gateway.adapters.contract import Limits
from gateway.findings import Severity
from gateway.formats import Catalog, Format, adapter_for, judge
from gateway.pipeline.ruling import ruled

EXPLAINED = REPOSITORY / "benchmarks/ens_contradictions.csv"
MEASURED = REPOSITORY / "benchmarks/ens_measured.csv"
HEAD = ("format", "states", "code", "stated", "found", "extra")
Key = tuple[str, str, str]
"""format, what a case states (empty in sums by code), and the code of a rule (empty in sums by what is stated)"""


@dataclass(slots=True)
class Figures:
    """The sums over all cases: how often something was stated and came true.

    `extra` counts by code the cases in which a rule was broken although they do not say so.
    """

    stated: Counter[Key] = field(default_factory=Counter)
    found: Counter[Key] = field(default_factory=Counter)
    extra: Counter[Key] = field(default_factory=Counter)
    marks: int = 0
    placed: int = 0
    """elements that cases mark as wrong, and those of them of which a finding was made at that very line"""
    wrong: dict[str, str] = field(default_factory=dict)
    """cases of which anything came out otherwise than they state, and what"""

    def table(self) -> str:
        """The figures as CSV."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(HEAD)
        for key in sorted(self.stated.keys() | self.extra.keys()):
            rows.writerow((*key, self.stated[key], self.found[key], self.extra[key]))
        return text.getvalue()


def judged(data: bytes, format: Format) -> list[tuple[str, int | None]]:
    """Code and line of every error; errors that are not of a rule have no code."""
    adapter = adapter_for(format.syntax)
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, format.spec, Limits())
    found = judge(adapter, tree, format)
    errors = [f for f in [*found, *ruled(tree, format, found)] if f.severity is Severity.ERROR]
    return [(f.rule or "", f.where.line) for f in errors]


def measure(shared: Path) -> Figures:
    """Judge every case."""
    catalog, figures = Catalog.load(), Figures()
    for case in cases(shared):
        found = judged(case.data, catalog.get(case.format))
        _count(figures, case, {code for code, _ in found})
        figures.marks += len(case.marks)
        figures.placed += len(case.marks & set(found))
        if (said := _differs(case, found)) is not None:
            figures.wrong[case.file] = said
    return figures


def _count(figures: Figures, case: Case, found: set[str]) -> None:
    figures.stated[case.format, case.states, ""] += 1
    figures.found[case.format, case.states, ""] += _came_true(case, found)
    for code in case.codes:
        figures.stated[case.format, "", code] += 1
        figures.found[case.format, "", code] += code in found
    for code in found - case.codes - {""}:
        figures.extra[case.format, "", code] += case.states != SCHEMA


def _came_true(case: Case, found: set[str]) -> bool:
    """Whether what the case states of its own rule, of any other or of the schema came true."""
    if case.states == BROKEN:
        return case.named <= found
    if case.states == VALID:
        return not found
    return "" in found if case.states == SCHEMA else bool(found)


def _differs(case: Case, found: list[tuple[str, int | None]]) -> str | None:
    """What came out otherwise than the case states, with codes and lines."""
    codes = {code for code, _ in found}
    if not _came_true(case, codes):
        shown = ", ".join(sorted(code or "the schema" for code in codes)) or "nothing"
        return f"{' '.join([case.states, *sorted(case.named)])} stated, {shown} found"
    if case.states == SCHEMA or (codes == case.codes and case.marks <= set(found)):
        return None
    more, less = sorted(codes - case.codes), sorted(case.codes - codes)
    moved = sorted(f"{code} at line {line}" for code, line in case.marks - set(found) if code in codes)
    told = (("not stated but found", more), ("not found", less), ("found elsewhere", moved))
    return "; ".join(f"{', '.join(each)} {words}" for words, each in told if each)


def explained() -> dict[str, str]:
    """The cases that contradict their own rules, each with the reason."""
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["reason"] for row in csv.DictReader(file)}


def main() -> int:
    """Print what came of the cases; 1 when something is not as it is written down, 2 when there is no corpus."""
    options = argparse.ArgumentParser(description="Judge the publisher's cases of the rules.")
    options.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the corpus")
    options.add_argument("--renew", action="store_true", help="write the figures that the page is made of")
    chosen = options.parse_args()
    if not chosen.shared.is_dir():
        print(f"no corpus at {chosen.shared}", file=sys.stderr)
        return 2
    figures, known = measure(chosen.shared), explained()
    for format in FOLDERS.values():
        for states in (BROKEN, OTHER, VALID, SCHEMA):
            key = (format, states, "")
            print(f"{format:24} {states:14} {figures.stated[key]:6} {figures.found[key]:6}")
    print(f"{figures.placed} of {figures.marks} marked elements found at their line")
    for file, said in figures.wrong.items():
        print(f"{file}: {said} ({known.get(file, 'not explained')})")
    if chosen.renew:
        MEASURED.write_text(figures.table(), encoding="utf-8")
    return int(
        figures.wrong.keys() != known.keys() or figures.table() != MEASURED.read_text(encoding="utf-8")
    )


if __name__ == "__main__":
    sys.exit(main())
