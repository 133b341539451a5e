"""The index of all format folders: which formats have which root, kept in the user's cache.

Reading a manifest takes most of a millisecond, so a process reads those that it needs only. The
index is made again when one of its files or folders is not as it was: it keeps the time of each.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gateway.adapters import cache
from gateway.adapters.envelope import envelopes
from gateway.findings import Finding, Stage, Where
from gateway.formats import codes
from gateway.formats.folder import Folders, folders_of, read_format
from gateway.formats.manifest import Format

VERSION = "1"
"""Raised when an index holds other things, so that those of older engines are not used."""

SETTLED = 1_000_000_000
"""Nanoseconds: what changed less than this ago may change again without another time on it."""


@dataclass(slots=True)
class Index:
    """What can be known of the formats under some data roots without reading their manifests.

    `by_root` and `by_envelope` are ids by the root element (in Clark notation) and by the element
    of somebody else around it; `findings` say what is wrong with folders, and those with an error
    stand in `folders` only. `stamps` are the times of the files and folders that it was made of.
    """

    folders: Folders
    by_root: dict[str, list[str]] = field(default_factory=dict)
    by_envelope: dict[str, list[str]] = field(default_factory=dict)
    usable: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    stamps: dict[str, int] = field(default_factory=dict)


def index_of(roots: Sequence[Path]) -> Index:
    """The index of the formats under these roots: the cached one where nothing has changed."""
    name = _cache_name(roots)
    found = cache.load(name)
    if isinstance(found, Index) and all(_stamp(path) == stamp for path, stamp in found.stamps.items()):
        return found
    made = _made(roots)
    if time.time_ns() - max(made.stamps.values(), default=0) > SETTLED:
        cache.save(name, made)
    return made


def _made(roots: Sequence[Path]) -> Index:
    folders = folders_of(roots)
    index = Index(folders, stamps=_stamps(roots, folders))
    for id, folder in sorted(folders.items()):
        if folder.shadows:
            index.findings.append(_overridden(id, folder.path))
        format, told = read_format(id, folders, roots)
        index.findings.extend(told)
        if format is not None:
            _enter(index, format)
    return index


def _enter(index: Index, format: Format) -> None:
    index.usable.add(format.id)
    root = format.identify_root
    index.by_root.setdefault(root, []).append(format.id)
    bare = root.rpartition("}")[2]
    if format.spec.options.get("namespaces_missing") == "repaired" and bare != root:
        index.by_root.setdefault(bare, []).append(format.id)
    for envelope, _ in envelopes(format.spec):
        index.by_envelope.setdefault(envelope, []).append(format.id)


def _stamps(roots: Sequence[Path], folders: Folders) -> dict[str, int]:
    """The times of all manifests, of the folders in which others could appear, and of the code that reads."""
    watched = {root / "schemas" for root in roots} | set(Path(__file__).parent.glob("*.py"))
    for folder in folders.values():
        watched |= {folder.path / "format.toml", folder.path.parent, folder.path.parent.parent}
    for root in roots:
        watched.update((root / "schemas").glob("*"), (root / "schemas").glob("*/*"))
    return {path: _stamp(path) for path in sorted(str(path) for path in watched)}


def _stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _cache_name(roots: Sequence[Path]) -> str:
    told = [VERSION, os.environ.get("GATEWAY_OFFICIAL", ""), *(str(root.absolute()) for root in roots)]
    digest = hashlib.sha256("\0".join(told).encode()).hexdigest()
    return f"formats-{digest[:32]}"


def _overridden(id: str, folder: Path) -> Finding:
    return Finding(
        codes.OVERRIDDEN, f"{id} of {folder} is used instead of an earlier one", Stage.IDENTIFY,
        Where(path=folder.as_posix()), codes.OVERRIDDEN.severity, help=codes.OVERRIDDEN.fix, format=id,
    )  # fmt: skip
