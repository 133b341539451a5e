"""Measure everything: `python -m benchmarks [GROUP]...`; writes benchmarks/results/latest.json."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import edifact, model_rules, peers, processes, rules, stages
from benchmarks.report import Row, save, show

RESULTS = Path(__file__).parent / "results" / "latest.json"
GROUPS: dict[str, Callable[[], list[Row]]] = {
    "stages": stages.measure,
    "processes": processes.measure,
    "peers": peers.measure,
    "edifact": edifact.measure,
    "rules": model_rules.measure,
    "agency": rules.measure,
}


def main() -> int:
    """Run the groups and print their ratios; 1 when a goal that must hold is missed."""
    options = argparse.ArgumentParser(description="Measure ratios to bare lxml on the same bytes.")
    options.add_argument("groups", nargs="*", help=f"any of {', '.join(GROUPS)}; all by default")
    chosen = options.parse_args().groups or list(GROUPS)
    unknown = set(chosen) - set(GROUPS)
    if unknown:
        options.error(f"no group {', '.join(sorted(unknown))}")
    rows = [row for name in chosen for row in GROUPS[name]()]
    show(rows)
    save(rows, RESULTS)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
