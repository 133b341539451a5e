"""Whole processes: CPU of the command line against a bare script, and memory against the file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.files import REPOSITORY, SAMPLE, SCHEMA, declaration
from benchmarks.report import Row

ROUNDS = 7
_LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
# A process begins with the memory of the one that starts it: a small one must.
_BARE = """
import sys
from lxml import etree
schema = etree.XMLSchema(file=sys.argv[1])
sys.exit(not schema.validate(etree.parse(sys.argv[2])))
"""


def measure() -> list[Row]:
    """CPU of `gateway validate` for one file, and peak memory of translating 999 items."""
    bare = [sys.executable, "-c", _BARE, str(SCHEMA), str(SAMPLE)]
    ours = [sys.executable, "-m", "gateway", "validate", str(SAMPLE)]
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(ROUNDS):
        taken["bare"].append(_run(bare)[0])
        taken["ours"].append(_run(ours)[0])
    ratio = median(taken["ours"]) / median(taken["bare"])
    return [
        Row("gateway validate / bare lxml process, CPU", "1 file", ratio, 5, 2.5),
        Row(
            "memory of translating, more than at 10 items / bytes more", "999 items", _growth(10, 999), 20, 12
        ),
    ]


def _growth(few: int, many: int) -> float:
    """Peak memory that a larger file costs more than a small one, by the bytes that it has more."""
    (small, least), (large, most) = _translated(few), _translated(many)
    return (most - least) / (large - small)


def _translated(items: int) -> tuple[int, int]:
    """The size of a file, and the peak memory of a process that translates it."""
    data = declaration(items)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "declaration.xml"
        file.write_bytes(data)
        command = [sys.executable, "-m", "gateway", "translate", str(file), "--to", "model", "--out"]
        _, peak = _run([*command, str(Path(folder) / "model.json")])
    return len(data), peak


def _run(command: Sequence[str]) -> tuple[float, int]:
    """CPU seconds and peak bytes of a process that has to end well."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    launched = [sys.executable, "-S", "-c", _LAUNCHER, *command]
    done = subprocess.run(launched, stdout=subprocess.PIPE, env=environment, check=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak) * (1 if sys.platform == "darwin" else 1024)
