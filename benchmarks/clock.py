"""CPU time of several contestants on the same input, in turn, so that drift hits all alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Contestants = Mapping[str, Callable[[], object]]


def interleaved(contestants: Contestants, rounds: int) -> dict[str, float]:
    """The median CPU seconds of each contestant; every round runs all of them once.

    Python's collector runs between the rounds and stays as the contestants set it within them.
    """
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for run in contestants.values():
        run()
    for _ in range(rounds):
        gc.collect()
        for name, run in contestants.items():
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
    return {name: median(times) for name, times in taken.items()}
