"""Prove a format by its samples: good ones come through whole, bad ones give what they should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gateway.cli.pages.format import sample_files
from gateway.cli.work import catalog, limits
from gateway.findings.render_text import counted
from gateway.mapping.codes import NOT_REVIEWED
from gateway.rules.codes import BROKEN

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.mapping import Counts
    from gateway.pipeline import Inbound

COMPARED = ("code", "severity", "path", "line", "column", "segment", "cell", "value", "rule")
"""keys of a finding that an expectation may state; those that it does not state may be anything"""
RENEWED = ("code", "path", "line", "cell", "rule")
"""keys that renewing writes, the cell only where there is one, the rule only where an agency's is broken"""


@dataclass(frozen=True, slots=True)
class Sample:
    """What became of one sample; `wrong` is empty when it is as it should be."""

    file: Path
    wrong: tuple[str, ...] = ()


def tested(format: Format) -> Iterator[Sample]:
    """The outcomes of all samples of a format."""
    from gateway.mapping import Counts

    total = Counts()
    for file in sample_files(format.folder, "good"):
        yield Sample(file, tuple(_good(file, format, total)))
    if total.values and total.carried < format.floor:
        words = f"the model carries {total.carried:.2%} of the values; the floor is {format.floor:.2%}"
        yield Sample(format.folder / "format.toml", (words,))
    for file in sample_files(format.folder, "bad"):
        yield Sample(file, tuple(_bad(file, format)))


def missing(format: Format) -> Iterator[str]:
    """What the folders of a format lack to be finished."""
    from gateway.cli.commands.formats.lint import lint_findings

    for kind, wanted in (
        ("good", "that must be valid and come back equal"),
        ("bad", "each wrong in one way"),
    ):
        if not sample_files(format.folder, kind):
            yield f"samples/{kind} has no message; put some there {wanted}"
    open_rows = [finding for finding in lint_findings(format) if finding.code is NOT_REVIEWED]
    if open_rows:
        first = open_rows[0].where
        yield f"{counted(len(open_rows), 'row')} of the mapping not reviewed, the first in line {first.line}"


def _received(file: Path, format: Format, to_model: bool) -> list[Inbound]:
    from gateway.pipeline import receive

    found = receive(file.read_bytes(), catalog(), as_format=format.id, limits=limits(), to_model=to_model)
    return list(found)


def _good(file: Path, format: Format, total: Counts) -> Iterator[str]:
    for inbound in _received(file, format, to_model=format.mapping_dir is not None):
        if inbound.outcome.value != "valid":
            first = next((f": {f.code.id} {f.message}" for f in inbound.findings), "")
            yield f"{inbound.outcome.value}{first}"
        if inbound.counts is not None:
            total.add(inbound.counts)
            if inbound.counts.unaccounted:
                yield f"{inbound.counts.unaccounted} values are not accounted for"
        if inbound.message is not None:
            yield from _back(inbound, format)


def _back(inbound: Inbound, format: Format) -> Iterator[str]:
    from gateway.pipeline import differences, produce

    assert inbound.message is not None
    outbound = produce(inbound.message, format)
    if outbound.data is None:
        yield "cannot be written back"
        return
    for path in differences(inbound.data, outbound.data, format, limits()):
        yield f"differs after the round trip at {path}"


def renew(format: Format) -> Iterator[Path]:
    """Write what the bad samples give now as what they must give; yields the files that changed."""
    for file in sample_files(format.folder, "bad"):
        wanted = [
            {key: found[key] for key in RENEWED if key not in ("cell", "rule") or _told_too(key, found)}
            for found in _findings(file, format)
        ]
        text = json.dumps(wanted, indent=2, ensure_ascii=False) + "\n"
        expectation = _expectation(file)
        if not expectation.is_file() or expectation.read_text(encoding="utf-8") != text:
            expectation.write_text(text, encoding="utf-8")
            yield expectation


def _told_too(key: str, found: dict[str, Any]) -> bool:
    """Whether a finding has a cell, or the name of an agency's rule: rows of a mapping move too often."""
    return bool(found[key]) and (key != "rule" or found["code"] == BROKEN.id)


def _expectation(file: Path) -> Path:
    return file.with_name(f"{file.stem}.expected.json")


def _findings(file: Path, format: Format) -> list[dict[str, Any]]:
    inbounds = _received(file, format, to_model=False)
    return [finding.as_dict() for inbound in inbounds for finding in inbound.findings]


def _bad(file: Path, format: Format) -> Iterator[str]:
    expectation = _expectation(file)
    if not expectation.is_file():
        yield f"{expectation.name} is missing"
        return
    wanted = _wanted(json.loads(expectation.read_text(encoding="utf-8")))
    found = _findings(file, format)
    if len(found) != len(wanted):
        yield f"{len(found)} findings, {len(wanted)} expected: {', '.join(_told(f) for f in found) or 'none'}"
        return
    for ours, theirs in zip(found, wanted, strict=True):
        for key in COMPARED:
            if key in theirs and theirs[key] != ours[key]:
                yield f"{_told(ours)}: {key} is {ours[key]!r}, expected {theirs[key]!r}"


def _wanted(expectation: Any) -> list[dict[str, Any]]:
    found = expectation.get("findings", []) if isinstance(expectation, dict) else expectation
    return [{"code": item} if isinstance(item, str) else item for item in found]


def _told(finding: dict[str, Any]) -> str:
    line = f":{finding['line']}" if finding["line"] else ""
    return f"{finding['code']} {finding['path'] or ''}{line}".rstrip()
