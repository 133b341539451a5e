"""What everyone's rules add to reading a declaration that breaks none, against parsing and validating it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

from benchmarks.report import Row, show
from benchmarks.stages import LIMITS, Bench
from gateway.pipeline import receive
from gateway.rules.model.severities import OFF, defaults

ITEMS, ROUNDS = 100, 80
GOAL, ASPIRED = 0.4, 0.3
"""The goal that must hold leaves room for a busy machine, which is slow with objects that lie scattered."""


def measure() -> list[Row]:
    """One row: bytes to model with the rules less the same without them, relative to parse and schema.

    The two are taken in pairs, each first in every other round, so that drift hits both alike.
    """
    bench = Bench(ITEMS)
    if any(finding.stage == "check" for finding in bench.inbound.findings):
        raise ValueError("the benchmark's own declaration breaks a rule")
    none = dict.fromkeys(defaults(), OFF)

    def read(severities: Mapping[str, str] | None = None, to_model: bool = True) -> None:
        list(receive(bench.data, bench.catalog, limits=LIMITS, to_model=to_model, severities=severities))

    judged: list[float] = []
    added: list[float] = []
    for number in range(ROUNDS):
        gc.collect()
        judged.append(_taken(lambda: read(to_model=False)))
        pair = (None, none) if number % 2 else (none, None)
        first, second = (_taken(lambda words=words: read(words)) for words in pair)
        added.append(first - second if number % 2 else second - first)
    ratio = median(added) / median(judged)
    return [Row("everyone's rules / parse and schema", f"{ITEMS} items", ratio, GOAL, ASPIRED)]


def _taken(run: Callable[[], object]) -> float:
    """CPU seconds."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    show(measure())
