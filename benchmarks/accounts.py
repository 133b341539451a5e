"""Does every value come through? Ledgers and round trips of `gb/cds-declaration@3.6` on real messages.

Asked of every well-formed `MetaData` of the corpus that holds a `Declaration` and is valid. Run from
the root of the repository: `python -m benchmarks.accounts`. Exit code 1 when a value is not
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

from benchmarks.files import FORMAT
from benchmarks.verdicts import OFFICIAL, SHARED, declarations
from benchmarks.verdicts import Figures as Walked
from gateway.formats import Catalog, Format
from gateway.mapping import Counts, mapping_of
from gateway.pipeline import Inbound, differences, produce, receive


@dataclass(slots=True)
class Figures:
    """The sums over all messages, and what went wrong with which."""

    messages: int = 0
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


def account(shared: Path) -> Figures:
    """Read every declaration of the corpus, write it again, and add up what was said of each value."""
    catalog = Catalog.load()
    format = catalog.get(FORMAT)
    figures = Figures()
    for name, _ in declarations(shared / "corpus", Walked()):
        data = (shared / "corpus" / name).read_bytes()
        for inbound in receive(data, catalog):
            if inbound.outcome.value == "valid":
                _account(figures, name, data, inbound, format)
            else:
                figures.wrong.append(f"{name}: {inbound.outcome.value}")
    return figures


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
    if not (chosen.shared / OFFICIAL).exists():
        print(f"no corpus at {chosen.shared}", file=sys.stderr)
        return 2
    figures = account(chosen.shared)
    print(json.dumps(asdict(figures), indent=2) if chosen.json else table(figures))
    return 1 if figures.short_of(Catalog.load().get(FORMAT).floor) else 0


def table(figures: Figures) -> str:
    """The figures as lines of text."""
    read, written = figures.counts, figures.written
    lines = [
        f"declarations              {figures.messages:7}  ({figures.equal} round trips equal)",
        f"values, counted apart     {figures.values:7}  ({read.unaccounted} not accounted for)",
        *(f"  {name:<22}  {count:7}" for name, count in read.as_dict().items() if name != "values"),
        f"carried by the model      {read.carried:8.2%}",
        f"values of the models      {written.values:7}  ({written.unaccounted} not accounted for)",
    ]
    lines.extend(f"  kept at {path}: {count}" for path, count in figures.residue.most_common())
    return "\n".join([*lines, *figures.wrong])


if __name__ == "__main__":
    sys.exit(main())
