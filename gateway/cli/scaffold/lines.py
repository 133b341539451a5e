"""The first lines of a mapping table: proposals that are sure enough map, all others keep, each to be reviewed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway.mapping.propose import Proposal

_MANY = 1_500
"""from how many values on a schema gets lines only for those that samples have or that map"""

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: the native place by names, and its cells."""

    names: Names
    source: str
    model: str
    convert: str
    note: str

    @property
    def maps(self) -> bool:
        """Whether the value goes to a place in the model."""
        return self.model != "~"

    def kept(self, reason: str) -> Line:
        """The same value, kept instead of mapped."""
        return replace(self, model="~", convert="", note=f"review: not {self.model}: {reason}"[:240])


def lines_of(proposals: list[Proposal], namespaces: Mapping[str, str]) -> list[Line]:
    """A line for every value, once, in the order of the schema."""
    lines: dict[str, Line] = {}
    for proposal in proposals:
        if len(proposals) > _MANY and not proposal.firm and not proposal.leaf.values:
            continue
        line = _line(proposal, namespaces)
        lines.setdefault(line.source, line)
    return list(lines.values())


def _line(proposal: Proposal, namespaces: Mapping[str, str]) -> Line:
    leaf = proposal.leaf
    source = "/".join(
        _prefixed(name, namespaces) + ("[]" if repeats else "")
        for name, repeats in zip(leaf.path, leaf.repeats, strict=True)
    )
    told = f"{proposal.confidence:.2f} {proposal.evidence}"
    if proposal.firm:
        return Line(leaf.path, source, proposal.model, proposal.convert, f"review: {told}")
    note = f"review: perhaps {proposal.model}: {told}" if proposal.model else "review: nothing is like it"
    return Line(leaf.path, source, "~", "", note)


def _prefixed(name: str, namespaces: Mapping[str, str]) -> str:
    attribute = name.startswith("@")
    space, _, local = name.lstrip("@").rpartition("}")
    prefix = (
        next((p for p, s in namespaces.items() if s == space[1:] and (p or not attribute)), "")
        if space
        else ""
    )
    return ("@" if attribute else "") + (f"{prefix}:{local}" if prefix else local)


def table_text(lines: Iterable[Line]) -> str:
    """The table as a file has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("source", "model", "convert", "when", "note"))
    writer.writerows((line.source, line.model, line.convert, "", line.note) for line in lines)
    return out.getvalue()
