"""Do our schema and the publisher's give the same verdict? Figures for each format of `publishers.py`.

Asked about every readable message of the corpus, about mutations of all of them, and about a
mutation of every kind for every node of the widest of our samples. Run from the root of the repository: `python -m benchmarks.verdicts`. Exit code 1 when a
disagreement is not explained.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lxml import etree

from benchmarks.publishers import (
    PUBLISHED,
    SCHEMAS_ONLY,
    SHARED,
    Published,
    Walk,
    good_samples,
    messages,
    sample,
)
from gateway.formats import Catalog
from tests.formats.mutations import KINDS, Mutation, mutate, mutations

SEED = 20180801


@dataclass(frozen=True, slots=True)
class Explanation:
    """Disagreements that are meant: of a format, by kind of mutation and path."""

    format: str
    kinds: frozenset[str]
    path: re.Pattern[str]
    reason: str


EXPLAINED = (
    Explanation(
        "gb/cds-notification@3.6",
        frozenset(("retype", "empty", "lengthen")),
        re.compile(r".*DEC-DMS:2\}Declaration/.*\}\w*ID(\[\d+\])?"),
        "the publisher has two editions of its basic types, and that of answers also judges the declaration in"
        " them: identifiers lose blanks and line breaks there",
    ),
)
"""Why a disagreement is meant."""


def _explained(format: str, mutation: Mutation) -> str | None:
    found = (e for e in EXPLAINED if e.format == format and mutation.kind in e.kinds)
    return next((e.reason for e in found if e.path.fullmatch(mutation.path)), None)


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


def parse(path: Path) -> etree._Element | None:
    """The root of a file, without comments and processing instructions, or `None`."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return None


def _root(path: Path) -> etree._Element:
    root = parse(path)
    if root is None:
        raise ValueError(f"{path} is not well-formed")
    return root


def judges_of(shared: Path, published: Published) -> Judges:
    """Our schema of a format and the publisher's."""
    ours = Catalog.load().get(published.format).spec.schema / "message.xsd"
    return Judges(ours, shared / published.official)


def compare(
    shared: Path, published: Published, each: int = 1, seed: int = SEED, wide: bool = True
) -> Figures:
    """Ask both schemas about the corpus, `each` mutations of a kind a file, and the widest sample."""
    figures, walk = Figures(), Walk()
    judges = judges_of(shared, published)
    files = list(messages(shared, published, walk))
    figures.unreadable = walk.unreadable
    roots = [found.root for found in files] or [_root(sample(published))]
    names = sorted({etree.QName(node).localname for root in roots for node in root.iter()})
    rng = Random(seed)
    for found in files:
        ours, official = judges.ask(found.root)
        figures.files += 1
        figures.valid += ours
        _note(figures, Disagreement(found.file, "as published", "/", ours, official))
        for mutation in mutations(found.root, rng, names, each):
            _mutation(figures, judges, published, found.file, mutation)
    if wide:
        for mutation in of_every_node(sample(published), rng, names):
            _mutation(figures, judges, published, published.widest, mutation)
    for path in good_samples(published) if published.own else ():
        for mutation in mutations(_root(path), rng, names, published.own):
            _mutation(figures, judges, published, path.name, mutation)
    return figures


def of_every_node(path: Path, rng: Random, names: Sequence[str]) -> Iterator[Mutation]:
    """One mutation of every kind for every node of a file: no class or element is left out."""
    root = _root(path)
    for node in [node for node in root.iter() if node is not root]:
        for kind in KINDS:
            mutation = mutate(root, node, kind, rng, names)
            if mutation is not None:
                yield mutation


def _mutation(figures: Figures, judges: Judges, published: Published, file: str, mutation: Mutation) -> None:
    ours, official = judges.ask(mutation.root)
    figures.mutations[mutation.kind] += 1
    figures.rejected[mutation.kind] += not official
    reason = _explained(published.format, mutation)
    _note(figures, Disagreement(file, mutation.kind, mutation.path, ours, official, reason))


def _note(figures: Figures, verdict: Disagreement) -> None:
    if verdict.ours != verdict.official:
        figures.disagreements.append(verdict)


def table(figures: Figures) -> str:
    """The figures as lines of text."""
    lines = [
        f"messages                  {figures.files:6}  ({figures.valid} valid; {figures.unreadable} files of the folder not readable)",
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
    if not chosen.shared.is_dir():
        print(f"no corpus at {chosen.shared}", file=sys.stderr)
        return 2
    found = {
        p.format: compare(chosen.shared, p, chosen.each, chosen.seed) for p in (*PUBLISHED, *SCHEMAS_ONLY)
    }
    if chosen.json:
        print(json.dumps({format: _as_dict(figures) for format, figures in found.items()}, indent=2))
    else:
        print("\n".join(f"{format}\n{table(figures)}" for format, figures in found.items()))
    return 1 if any(figures.unexplained for figures in found.values()) else 0


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
