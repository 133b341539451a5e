"""Everything that the tables of a format say about its messages, read once and kept while they stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gateway.adapters.contract import Spec
from gateway.adapters.edifact.layout import Layout, layouts
from gateway.adapters.edifact.service import add_service
from gateway.adapters.edifact.structure import Place, structure
from gateway.adapters.edifact.tables import FILES, MESSAGE, Tables, read_tables


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A message: its places, the layouts of all segments, code lists and names of its directory."""

    message: Place
    layouts: dict[str, Layout]
    codes: dict[str, dict[str, str]]
    names: dict[str, str]

    def name_of(self, code: str) -> str:
        """What the directory calls a segment, composite or element; empty when it does not."""
        return self.names.get(code, "")


def definition(spec: Spec) -> Definition:
    """The definition of a format. Raises TablesUnusable (a ValueError) when its tables are no good."""
    folders = tuple(spec.shared)
    return _definition(str(spec.options.get("root", "")), folders, spec.schema, _stamp(folders, spec.schema))


def _stamp(folders: tuple[Path, ...], own: Path) -> tuple[tuple[int, int], ...]:
    """Sizes and times of all table files: a table that was changed is read again."""
    found = []
    for file in _files(folders, own):
        try:
            status = os.stat(file)
        except OSError:
            found.append((0, 0))
        else:
            found.append((status.st_mtime_ns, status.st_size))
    return tuple(found)


@lru_cache(maxsize=64)
def _files(folders: tuple[Path, ...], own: Path) -> tuple[str, ...]:
    return tuple(str(folder / name) for folder in (*folders, own) for name in (*FILES, MESSAGE))


@lru_cache(maxsize=64)
def _definition(
    root: str, folders: tuple[Path, ...], own: Path, stamp: tuple[tuple[int, int], ...]
) -> Definition:
    tables: Tables = read_tables(folders, own)
    add_service(tables)
    known = layouts(tables)
    return Definition(structure(root, tables.message, known), known, tables.codes, tables.names)
