"""Do our schema and the publisher's give the same verdict? Figures for `gb/cds-declaration@3.6`.

Asked about every well-formed `MetaData` of the corpus that holds a `Declaration`, about mutations
of all of them, and about a mutation of every kind for every node of the widest of our samples.
Run from the root of the repository: `python -m benchmarks.verdicts`. Exit code 1 when a
disagreement is not explained.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lxml import etree

from tests.formats.mutations import KINDS, Mutation, mutate, mutations

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
FORMAT = REPOSITORY / "schemas/gb/cds-declaration/3.6"
OFFICIAL = "corpus/uk-cds/schemas/_wrappers/declaration.xsd"
ROOT = "{urn:wco:datamodel:WCO:DocumentMetaData-DMS:2}MetaData"
DECLARATION = "{urn:wco:datamodel:WCO:DEC-DMS:2}Declaration"
SEED = 20180801

EXPLAINED: dict[tuple[str, str], str] = {}
"""Disagreements that are meant, by kind of mutation and path: why."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One message about which the two schemas differ."""

    file: str
    kind: str
    path: str
    ours: bool
    official: bool
    reason: str | None = None

    def __str__(self) -> str:
        ours, official = ("valid" if verdict else "invalid" for verdict in (self.ours, self.official))
        said = f"{self.file}: {self.kind} at {self.path}: ours {ours}, the publisher's {official}"
        return f"{said} ({self.reason or 'not explained'})"


@dataclass(slots=True)
class Figures:
    """What was asked and how often both schemas agreed."""

    files: int = 0
    unreadable: int = 0
    valid: int = 0
    mutations: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """Messages that both schemas were asked about."""
        return self.files + self.mutations.total()

    @property
    def unexplained(self) -> list[Disagreement]:
        """Disagreements without a reason."""
        return [found for found in self.disagreements if found.reason is None]


class Judges:
    """Our schema and the publisher's, each compiled once."""

    def __init__(self, ours: Path, official: Path) -> None:
        self.ours = etree.XMLSchema(file=str(ours))
        self.official = etree.XMLSchema(file=str(official))

    def ask(self, root: etree._Element) -> tuple[bool, bool]:
        """The two verdicts: ours, the publisher's."""
        return bool(self.ours.validate(root)), bool(self.official.validate(root))


def declarations(corpus: Path, figures: Figures) -> Iterator[tuple[str, etree._Element]]:
    """Every well-formed envelope of the corpus that holds a declaration, by its relative name."""
    for path in sorted(corpus.rglob("*.xml")):
        root = parse(path)
        if root is None:
            figures.unreadable += 1
        elif root.tag == ROOT and root.find(DECLARATION) is not None:
            yield str(path.relative_to(corpus)), root


def parse(path: Path) -> etree._Element | None:
    """The root of a file, without comments and processing instructions, or `None`."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return None


def compare(shared: Path, each: int = 1, seed: int = SEED, wide: bool = True) -> Figures:
    """Ask both schemas about the corpus, `each` mutations of a kind a file, and the widest sample."""
    figures = Figures()
    judges = Judges(FORMAT / "message.xsd", shared / OFFICIAL)
    files = list(declarations(shared / "corpus", figures))
    names = sorted({etree.QName(node).localname for _, root in files for node in root.iter()})
    rng = Random(seed)
    for file, root in files:
        ours, official = judges.ask(root)
        figures.files += 1
        figures.valid += ours
        _note(figures, Disagreement(file, "as published", "/", ours, official))
        for mutation in mutations(root, rng, names, each):
            _mutation(figures, judges, file, mutation)
    if wide:
        for mutation in of_every_node(FORMAT / "samples/good/import-wide.xml", rng, names):
            _mutation(figures, judges, "import-wide.xml", mutation)
    return figures


def of_every_node(path: Path, rng: Random, names: Sequence[str]) -> Iterator[Mutation]:
    """One mutation of every kind for every node of a file: no class or element is left out."""
    root = parse(path)
    if root is None:
        raise ValueError(f"{path} is not well-formed")
    for node in [node for node in root.iter() if node is not root]:
        for kind in KINDS:
            mutation = mutate(root, node, kind, rng, names)
            if mutation is not None:
                yield mutation


def _mutation(figures: Figures, judges: Judges, file: str, mutation: Mutation) -> None:
    ours, official = judges.ask(mutation.root)
    figures.mutations[mutation.kind] += 1
    figures.rejected[mutation.kind] += not official
    reason = EXPLAINED.get((mutation.kind, mutation.path))
    _note(figures, Disagreement(file, mutation.kind, mutation.path, ours, official, reason))


def _note(figures: Figures, verdict: Disagreement) -> None:
    if verdict.ours != verdict.official:
        figures.disagreements.append(verdict)


def table(figures: Figures) -> str:
    """The figures as lines of text."""
    lines = [
        f"files with a declaration  {figures.files:6}  ({figures.valid} valid; {figures.unreadable} files not well-formed)",
        f"mutations                 {figures.mutations.total():6}",
    ]
    for kind, count in figures.mutations.items():
        lines.append(
            f"  {kind:<22}  {count:6}  ({figures.rejected[kind]} rejected by the publisher's schema)"
        )
    lines.append(
        f"same verdict              {figures.asked - len(figures.disagreements):6}  of {figures.asked}"
    )
    lines.append(
        f"disagreements             {len(figures.disagreements):6}  ({len(figures.unexplained)} not explained)"
    )
    return "\n".join([*lines, *(f"  {found}" for found in figures.disagreements)])


def main() -> int:
    """Print the figures; 0 when every disagreement is explained, 2 when there is no corpus."""
    options = argparse.ArgumentParser(description="Compare our schema's verdicts with the publisher's.")
    options.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the corpus")
    options.add_argument("--each", type=int, default=4, help="mutations of each kind for each file")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = options.parse_args()
    if not (chosen.shared / OFFICIAL).exists():
        print(f"no corpus at {chosen.shared}", file=sys.stderr)
        return 2
    figures = compare(chosen.shared, chosen.each, chosen.seed)
    print(json.dumps(_as_dict(figures), indent=2) if chosen.json else table(figures))
    return 1 if figures.unexplained else 0


def _as_dict(figures: Figures) -> dict[str, object]:
    return {
        "files": figures.files,
        "valid": figures.valid,
        "unreadable": figures.unreadable,
        "mutations": figures.mutations.total(),
        "kinds": dict(figures.mutations),
        "agreements": figures.asked - len(figures.disagreements),
        "disagreements": [str(found) for found in figures.disagreements],
        "unexplained": len(figures.unexplained),
    }


if __name__ == "__main__":
    sys.exit(main())
