"""Try a format before it is handed over: lines that the table, the model or a sample objects to are kept instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.scaffold.lines import Line, Names, table_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway.adapters.contract import Limits
    from gateway.cli.scaffold.wish import Wish
    from gateway.findings import Finding
    from gateway.formats import Catalog, Format
    from gateway.mapping import Counts

_ROUNDS = 12
_ORDINAL = re.compile(r"\[\d+\]$")


@dataclass(slots=True)
class Trial:
    """What became of the samples: how many values the model carries, and what is wrong with them."""

    lines: list[Line]
    carried: float | None = None
    wrong: dict[str, str] = field(default_factory=dict)
    """what is wrong with samples, by their names"""


@dataclass(frozen=True, slots=True)
class Bench:
    """A data root of its own for every round, as what is compiled is kept by its folders."""

    root: Path
    wish: Wish
    files: dict[str, bytes]
    limits: Limits

    def format(self, number: int, lines: list[Line] | None) -> tuple[Format, Catalog]:
        """The format as files with these lines, in a root of this number; without lines it has no table."""
        from gateway.formats import Catalog

        root = self.root / str(number)
        write(root, self.wish, self.files, lines)
        catalog = Catalog.load([root])
        if self.wish.id not in catalog.ids:
            told = "; ".join(f"{f.message}: {f.value or ''}" for f in catalog.findings)
            raise ValueError(told)
        return catalog.get(self.wish.id), catalog


def write(root: Path, wish: Wish, files: dict[str, bytes], lines: list[Line] | None) -> list[Path]:
    """Write the folders of a format under a data root; the files, in order."""
    facts, judgement = root / "schemas" / wish.place, root / "mappings" / wish.place
    made = {facts / name: data for name, data in files.items()}
    made |= {facts / "samples" / "good" / name: data for name, data in wish.samples}
    if lines is not None:
        made[judgement / "mapping.csv"] = table_text(lines).encode()
    for file, data in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for kind in ("good", "bad"):
        (facts / "samples" / kind).mkdir(parents=True, exist_ok=True)
    return list(made)


def tried(bench: Bench, lines: list[Line]) -> Trial:
    """The lines that hold: nothing objects to them, and every sample comes back as it was."""
    trial = Trial(lines)
    for number in range(1, _ROUNDS + 1):
        format, catalog = bench.format(number, trial.lines)
        found = dict(_objections(format, catalog, bench, trial))
        if not found:
            return trial
        if number == _ROUNDS - 1:
            # What is left is beyond telling which line is to blame.
            trial.lines = [
                line.kept("the samples do not come back equal with it") if line.maps else line
                for line in lines
            ]
            continue
        trial.lines = _without(trial.lines, found)
    return trial


def _without(lines: list[Line], found: dict[Names, str]) -> list[Line]:
    """The lines with those kept that are named; a place that has no line stands for those below it, or above."""
    places = {tuple(_local(name) for name in line.names) for line in lines if line.maps}
    blamed: dict[Names, str] = {}
    for path, reason in found.items():
        here = path
        while here and not any(place[: len(here)] == here for place in places):
            here = here[:-1]
        for place in places:
            if place[: len(here)] == here:
                blamed.setdefault(place, reason)
    return [
        line.kept(blamed[place])
        if line.maps and (place := tuple(_local(n) for n in line.names)) in blamed
        else line
        for line in lines
    ]


def _objections(format: Format, catalog: Catalog, bench: Bench, trial: Trial) -> Iterator[tuple[Names, str]]:
    from gateway.mapping import Counts, MappingError, mapping_of

    try:
        findings = mapping_of(format).findings
    except MappingError as error:
        findings = error.findings
    errors = [f for f in findings if f.severity.value == "error"]
    for finding in errors:
        line = trial.lines[(finding.where.line or 2) - 2]
        yield (
            tuple(_local(name) for name in line.names),
            f"{finding.code.id} {finding.expected or finding.message}",
        )
    if errors:
        return
    total = Counts()
    trial.wrong = {}
    for name, data in bench.wish.samples:
        yield from _sample(name, data, format, catalog, bench, trial, total)
    trial.carried = total.carried if total.values else None


def _sample(
    name: str, data: bytes, format: Format, catalog: Catalog, bench: Bench, trial: Trial, total: Counts
) -> Iterator[tuple[Names, str]]:
    from gateway.pipeline import differences, produce, receive

    received = receive(data, catalog, as_format=format.id, limits=bench.limits, allow_invalid=True)
    for inbound in received:
        mapping = [f for f in inbound.findings if f.code.id.startswith("MAP") and f.severity.value != "info"]
        yield from ((_path(f), f"{f.code.id} {f.message}") for f in mapping if f.where.path)
        if inbound.outcome.value != "valid" and not mapping:
            trial.wrong[name] = _told(inbound.outcome.value, inbound.findings)
        if inbound.message is None:
            continue
        if inbound.counts is not None:
            total.add(inbound.counts)
        outbound = produce(inbound.message, format)
        if outbound.data is None:
            yield from ((_path(f), f"{f.code.id} {f.message}") for f in outbound.findings if f.where.path)
            continue
        for place in differences(inbound.data, outbound.data, format, bench.limits):
            yield _names(place), "the sample does not come back equal"


def _told(outcome: str, findings: list[Finding]) -> str:
    worst = next((f for f in findings if f.severity.value == "error"), None)
    return (
        f"{outcome}: {worst.message} ({worst.where.path or ''} line {worst.where.line})" if worst else outcome
    )


def _path(finding: Finding) -> Names:
    return _names(finding.where.path or "")


def _names(path: str) -> Names:
    return tuple(_local(_ORDINAL.sub("", step)) for step in path.strip("/").split("/"))


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lstrip("@")
