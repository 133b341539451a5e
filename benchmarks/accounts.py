"""Does every value come through? Ledgers and round trips on publishers' messages, for each format.

Asked of every message of the corpus that its schema accepts. Run from the root of the repository:
`python -m benchmarks.accounts`. Exit code 1 when a value is not
accounted for, a round trip differs, or the model carries less than the format's floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lxml import etree

from benchmarks.publishers import PUBLISHED, SHARED, Published, messages
from gateway.findings import Severity
from gateway.formats import Catalog, Format
from gateway.mapping import Counts, mapping_of
from gateway.pipeline import Inbound, differences, produce, receive


@dataclass(slots=True)
class Figures:
    """The sums over all messages, and what went wrong with which."""

    messages: int = 0
    invalid: int = 0
    """messages that the schema refuses; `benchmarks.verdicts` holds the publisher's verdict against it"""
    values: int = 0
    """attributes, and leaves with text or without attributes, counted without the mapping"""
    counts: Counts = field(default_factory=Counts)
    written: Counts = field(default_factory=Counts)
    equal: int = 0
    wrong: list[str] = field(default_factory=list)
    residue: Counter[str] = field(default_factory=Counter)

    def short_of(self, floor: float) -> bool:
        """Whether anything failed, or less was carried than the floor."""
        return bool(self.wrong) or not self.messages or self.counts.carried < floor


def account(shared: Path, published: Published) -> Figures:
    """Read every message of the corpus, write it again, and add up what was said of each value."""
    catalog = Catalog.load()
    format = catalog.get(published.format)
    figures = Figures()
    files = {found.file: found.data for found in messages(shared, published)}
    for file, data in files.items():
        for inbound in receive(data, catalog, allow_invalid=True):
            if inbound.format is not None and inbound.format is not format:
                continue
            if inbound.outcome.value == "valid" or _refused_by_rules(inbound):
                _account(figures, file, data, inbound, format)
            elif inbound.outcome.value == "invalid":
                figures.invalid += 1
            else:
                figures.wrong.append(f"{file}: {inbound.outcome.value}")
    return figures


def _refused_by_rules(inbound: Inbound) -> bool:
    """Whether a message is as its schema has it and breaks rules alone: its values must be accounted for, too."""
    errors = [finding for finding in inbound.findings if finding.severity is Severity.ERROR]
    return inbound.message is not None and all(finding.code.id.startswith("RUL") for finding in errors)


def _account(figures: Figures, name: str, data: bytes, inbound: Inbound, format: Format) -> None:
    assert inbound.message is not None and inbound.counts is not None and inbound.tree is not None
    total = independent_total(data)
    figures.messages += 1
    figures.values += total
    figures.counts.add(inbound.counts)
    if inbound.counts.unaccounted or inbound.counts.values != total:
        figures.wrong.append(f"{name}: {inbound.counts.values} of {total} values are accounted for")
    if inbound.counts.residue or inbound.counts.kept:
        for entry in mapping_of(format).trace_to_model(inbound.tree).entries:
            if entry.outcome in ("residue", "kept"):
                figures.residue[_plain(entry.path)] += 1
    outbound = produce(inbound.message, format)
    if outbound.counts is not None:
        figures.written.add(outbound.counts)
    paths = differences(data, outbound.data, format) if outbound.data is not None else ["nothing was written"]
    figures.equal += not paths
    figures.wrong.extend(f"{name}: differs at {path}" for path in paths)


def independent_total(data: bytes) -> int:
    """Attributes, and leaves with text or without attributes, counted by XPath on a tree of its own."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    return int(root.xpath("count(//*[not(*) and (text() or not(@*))]) + count(//@*)"))


def _plain(path: str) -> str:
    """A path without ordinals."""
    return "".join(piece.partition("]")[2] if i else piece for i, piece in enumerate(path.split("[")))


def main() -> int:
    """Print the figures; 1 when something is lost or differs, 2 when there is no corpus."""
    options = argparse.ArgumentParser(description="Account for every value of the corpus, both ways.")
    options.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the corpus")
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = options.parse_args()
    if not chosen.shared.is_dir():
        print(f"no corpus at {chosen.shared}", file=sys.stderr)
        return 2
    catalog = Catalog.load()
    found = {published.format: account(chosen.shared, published) for published in PUBLISHED}
    if chosen.json:
        print(json.dumps({format: asdict(figures) for format, figures in found.items()}, indent=2))
    else:
        print("\n".join(f"{format}\n{table(figures)}" for format, figures in found.items()))
    return 1 if any(figures.short_of(catalog.get(format).floor) for format, figures in found.items()) else 0


def table(figures: Figures) -> str:
    """The figures as lines of text."""
    read, written = figures.counts, figures.written
    lines = [
        f"valid messages            {figures.messages:7}  ({figures.equal} round trips equal; {figures.invalid} others invalid)",
        f"values, counted apart     {figures.values:7}  ({read.unaccounted} not accounted for)",
        *(f"  {name:<22}  {count:7}" for name, count in read.as_dict().items() if name != "values"),
        f"carried by the model      {read.carried:8.2%}",
        f"values of the models      {written.values:7}  ({written.unaccounted} not accounted for)",
    ]
    lines.extend(f"  kept at {path}: {count}" for path, count in figures.residue.most_common())
    return "\n".join([*lines, *figures.wrong])


if __name__ == "__main__":
    sys.exit(main())
