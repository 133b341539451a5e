"""Other libraries on the same declaration: xmlschema validates it, xsdata binds it to classes."""

from __future__ import annotations

import importlib
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

    schema = xmlschema.XMLSchema10(str(SCHEMA), allow="sandbox", defuse="always")
    return lambda: schema.is_valid(data)


def _xsdata(data: bytes, folder: Path) -> Callable[[], object]:
    """Classes generated from our schema, and the parser that fills them."""
    from xsdata.formats.dataclass.parsers import XmlParser

    # xsdata draws its generated package next to the working folder's own modules.
    command = [sys.executable, "-m", "xsdata", "generate", str(SCHEMA), "--package", "bound"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    sys.path.insert(0, str(folder))
    try:
        root = importlib.import_module("bound").MetaData
    finally:
        sys.path.remove(str(folder))
    parser = XmlParser()
    return lambda: parser.from_bytes(data, root)
