"""How many proposals are right? Each mapped format is proposed anew without its own mapping and compared.

What its mapping says counts as right, at the same place of the model with the same roles and values
(whether it is one entry of a list or all of them is not compared); a value that the mapping keeps (`~`) has no right proposal. Mappings of the same owner and message, and of
those that extend it, are left out too. Run from the root of the repository: `python -m benchmarks.proposals`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field

from gateway.adapters.contract import Node
from gateway.formats import Catalog, Format, adapter_for
from gateway.formats.drafts import notes
from gateway.mapping.path import shown
from gateway.mapping.propose import Proposal, leaves_of, propose
from gateway.mapping.propose.targets import Steps, steps_of
from gateway.mapping.table import read_table

FORMATS = (
    "gb/cds-declaration@3.6", "eu/ncts-cc015c@5.1", "gb/ens-cc315a@11.2", "dcsa/transport-document@3",
    "eu/ncts-cc029c@5.1", "gb/ens-cc328a@10.0", "gb/cds-notification@3.6", "xx/example@1",
)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """The outcome for one format."""

    format: str
    mapped: int = 0
    """values of the schema that the mapping puts at a place"""
    proposed: int = 0
    """firm proposals for values that the mapping speaks of"""
    right: int = 0
    loose: int = 0
    """those that end at the right field, perhaps of another role or list"""
    wrong: list[tuple[Proposal, str]] = field(default_factory=list)
    bins: dict[int, tuple[int, int]] = field(default_factory=dict)
    """right and all by tenths of confidence, firm or not"""

    @property
    def precision(self) -> float:
        """The share of the firm proposals that is right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of the mapped values that a firm proposal puts right."""
        return self.right / self.mapped if self.mapped else 0.0


def measure(id: str, catalog: Catalog) -> Figures:
    """Propose a format without its own mapping, and compare."""
    format = catalog.get(id)
    schema: Node = adapter_for(format.syntax).describe(format.spec)
    truth = _truth(format)
    others = [other for other in catalog if not _same(other, format)]
    figures = Figures(id)
    for proposal in propose(leaves_of(schema, notes(format)), format.family, others):
        wanted = truth.get(proposal.leaf.path)
        if wanted is None:
            continue
        figures.mapped += bool(wanted)
        if not proposal.model:
            continue
        right = steps_of(proposal.model) in wanted
        tenth = int(proposal.confidence * 10)
        good, all_ = figures.bins.get(tenth, (0, 0))
        figures.bins[tenth] = (good + right, all_ + 1)
        if proposal.firm:
            figures.proposed += 1
            figures.right += right
            figures.loose += right or any(_end(proposal.model) == _tail(steps) for steps in wanted)
            if not right:
                figures.wrong.append((proposal, " or ".join("/".join(steps) for steps in wanted) or "~"))
    return figures


def _same(other: Format, format: Format) -> bool:
    return (other.owner, other.name) == (format.owner, format.name) or other.extends == format.id


def _truth(format: Format) -> dict[tuple[str, ...], set[Steps]]:
    assert format.mapping_dir is not None
    found: dict[tuple[str, ...], set[Steps]] = {}
    for row in read_table(format.mapping_dir, format.namespaces, format.mapping_bases).rows:
        for source in row.sources:
            places = found.setdefault(tuple(step.name for step in source), set())
            if row.kind in ("value", "count", "sum"):
                places.update(steps_of(shown(model)) for model in (*row.models, *row.otherwise))
    return found


def _end(model: str) -> Steps:
    return _tail(steps_of(model))


def _tail(steps: Steps) -> Steps:
    return tuple(step.partition("[")[0] for step in steps[-2:])


def main() -> None:
    """Print a line a format, and the sums."""
    options = argparse.ArgumentParser(description="Compare proposals with the mappings that there are.")
    options.add_argument("formats", nargs="*", help="ids; some of all syntaxes by default")
    options.add_argument("--wrong", action="store_true", help="list the wrong ones")
    given = options.parse_args()
    catalog = Catalog.load()
    total = Figures("all")
    for id in given.formats or FORMATS:
        figures = measure(id, catalog)
        _print(figures)
        for proposal, wanted in figures.wrong if given.wrong else ():
            source = "/".join(name.rpartition("}")[2] for name in proposal.leaf.path)
            print(
                f"    {source}\n      -> {proposal.model} {proposal.confidence} ({proposal.evidence})\n      is {wanted}"
            )
        total.mapped += figures.mapped
        total.proposed += figures.proposed
        total.right += figures.right
        total.loose += figures.loose
        for tenth, (good, all_) in figures.bins.items():
            before = total.bins.get(tenth, (0, 0))
            total.bins[tenth] = (before[0] + good, before[1] + all_)
    _print(total)
    for tenth, (good, all_) in sorted(total.bins.items()):
        print(f"confidence {tenth / 10:.1f}: {good} of {all_} right ({good / all_:.0%})")


def _print(figures: Figures) -> None:
    print(
        f"{figures.format:<28} mapped {figures.mapped:>4}  firm {figures.proposed:>4}  "
        f"precision {figures.precision:.0%}  recall {figures.recall:.0%}  "
        f"right field {figures.loose / max(1, figures.proposed):.0%}"
    )


if __name__ == "__main__":
    main()
