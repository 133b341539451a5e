"""All formats that there are: found under the data roots, by place, each read when it is asked for."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import gateway
from gateway.adapters.contract import Part
from gateway.findings import Finding
from gateway.formats.folder import read_format
from gateway.formats.identify import Identification, identify
from gateway.formats.index import Index, index_of
from gateway.formats.manifest import Format


class UnknownFormat(LookupError):
    """No format has this id; `nearest` are ids that look like it."""

    def __init__(self, id: str, nearest: list[str]) -> None:
        super().__init__(f"no format {id!r}" + (f"; nearest: {', '.join(nearest)}" if nearest else ""))
        self.id = id
        self.nearest = nearest


def shipped_root() -> Path:
    """Where the project's own data trees lie: in a checkout beside the package, installed inside it."""
    package = Path(gateway.__file__).parent
    inside = package / "_data"
    return inside if (inside / "schemas").is_dir() else package.parent


def data_roots() -> list[Path]:
    """The shipped data and the site's own (`GATEWAY_DATA`, a list like PATH), later ones winning."""
    named = [Path(p) for p in os.environ.get("GATEWAY_DATA", "").split(os.pathsep) if p]
    return [shipped_root(), *named]


class Catalog:
    """The formats under some data roots."""

    def __init__(self, roots: Sequence[Path], index: Index) -> None:
        self._roots = roots
        self._index = index
        self._read: dict[str, Format] = {}

    @classmethod
    def load(cls, roots: Sequence[Path] | None = None) -> Catalog:
        """The formats under the data roots; a folder with mistakes is left out and told of in `findings`."""
        roots = data_roots() if roots is None else roots
        return cls(roots, index_of(roots))

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the folders of formats."""
        return self._index.findings

    def get(self, id: str) -> Format:
        """The format of an id; without a version, the only one in force. Raises UnknownFormat."""
        if id in self._index.usable:
            return self._format(id)
        versions = [self._format(known) for known in self.ids if known.partition("@")[0] == id]
        chosen = [f for f in versions if f.in_force] or versions
        if len(chosen) == 1:
            return chosen[0]
        if versions:
            raise UnknownFormat(id, [f.id for f in versions])
        raise UnknownFormat(id, difflib.get_close_matches(id, self.ids, 3, 0.5))

    @property
    def ids(self) -> list[str]:
        """The ids of all formats, in order."""
        return sorted(self._index.usable)

    def __iter__(self) -> Iterator[Format]:
        return map(self._format, self.ids)

    def __len__(self) -> int:
        return len(self._index.usable)

    def identify(self, part: Part) -> Identification:
        """The format of a message, or the candidates and what is missing."""
        return identify(part, self._index, self._format)

    def _format(self, id: str) -> Format:
        found = self._read.get(id)
        if found is None:
            found, _ = read_format(id, self._index.folders, self._roots)
            if found is None:
                raise UnknownFormat(id, [])
            # Two threads may read it at once; mappings are kept by the format, so all get the same one.
            found = self._read.setdefault(id, found)
        return found
