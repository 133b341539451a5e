"""Other libraries on the same declaration: xmlschema validates it, xsdata binds it to classes."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.clock import interleaved
from benchmarks.files import SCHEMA
from benchmarks.report import Row
from benchmarks.stages import Bench

ITEMS, ROUNDS = 100, 5


def measure() -> list[Row]:
    """What peers take for a part of the work, against lxml parsing and validating, at 100 items."""
    bench = Bench(ITEMS)
    with tempfile.TemporaryDirectory() as folder:
        contestants: dict[str, Callable[[], object]] = {
            "bare": lambda: bench.bare(bench.data),
            "read": bench.read,
            "xmlschema": _xmlschema(bench.data),
            "xsdata": _xsdata(bench.data, Path(folder)),
        }
        taken = interleaved(contestants, ROUNDS)
    size = f"{ITEMS} items"
    return [
        Row("bytes to model, counted ledger / parse+XSD", size, taken["read"] / taken["bare"]),
        Row("xmlschema: bytes to verdict / parse+XSD", size, taken["xmlschema"] / taken["bare"]),
        Row("xsdata: bytes to objects, no verdict / parse+XSD", size, taken["xsdata"] / taken["bare"]),
    ]


def _xmlschema(data: bytes) -> Callable[[], object]:
    import xmlschema

    schema = xmlschema.XMLSchema10(str(SCHEMA), allow="local", defuse="always")
    return lambda: schema.is_valid(data)


def _xsdata(data: bytes, folder: Path) -> Callable[[], object]:
    """Classes generated from our schema, and the parser that fills them."""
    from xsdata.formats.dataclass.parsers import XmlParser

    command = [sys.executable, "-m", "xsdata", "generate", str(SCHEMA), "--package", "bound"]
    # xsdata formats what it generates with the ruff that it finds on the path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PATH": path})
    sys.path.insert(0, str(folder))
    try:
        root = importlib.import_module("bound").MetaData
    finally:
        sys.path.remove(str(folder))
    parser = XmlParser()
    return lambda: parser.from_bytes(data, root)
