"""What everyone's rules add to reading a declaration, against parsing it and validating it."""

from __future__ import annotations

from benchmarks.clock import interleaved
from benchmarks.report import Row, show
from benchmarks.stages import LIMITS, Bench
from gateway.pipeline import receive
from gateway.rules.model.severities import OFF, defaults

ITEMS, ROUNDS = 100, 60
GOAL, ASPIRED = 0.3, 0.2


def measure() -> list[Row]:
    """One row: bytes to model with the rules less the same without, relative to parse and schema.

    The difference is what a sender pays: the rules find the model as reading has left it in memory.
    """
    bench = Bench(ITEMS)
    if any(finding.stage == "check" for finding in bench.inbound.findings):
        raise ValueError("the benchmark's own declaration breaks a rule")
    none = dict.fromkeys(defaults(), OFF)

    def judged() -> None:
        list(receive(bench.data, bench.catalog, limits=LIMITS, to_model=False))

    def without() -> None:
        list(receive(bench.data, bench.catalog, limits=LIMITS, severities=none))

    taken = interleaved({"judged": judged, "with": bench.read, "without": without}, ROUNDS)
    ratio = (taken["with"] - taken["without"]) / taken["judged"]
    return [Row("everyone's rules / parse and schema", f"{ITEMS} items", ratio, GOAL, ASPIRED)]


if __name__ == "__main__":
    show(measure())
