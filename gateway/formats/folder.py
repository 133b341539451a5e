"""Format folders under data roots: where each stands, and the format that its files describe."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.findings import Finding, Severity, Stage, Where
from gateway.formats import codes
from gateway.formats.manifest import Format, Manifest, format_of, read_manifest


@dataclass(frozen=True, slots=True)
class Folder:
    """The schema folder of a format and the data root it is under; `shadows` one of an earlier root."""

    root: Path
    path: Path
    shadows: bool = False


Folders = dict[str, Folder]


def folders_of(roots: Sequence[Path]) -> Folders:
    """All format folders by id; of two with one id, the one of the later root."""
    found: Folders = {}
    for root in roots:
        for file in sorted((root / "schemas").glob("*/*/*/format.toml")):
            owner, name, version = file.parent.relative_to(root / "schemas").parts
            if not name.startswith("_"):
                id = f"{owner}/{name}@{version}"
                found[id] = Folder(root, file.parent, id in found)
    return found


def read_format(id: str, folders: Folders, roots: Sequence[Path]) -> tuple[Format | None, list[Finding]]:
    """The format of an id, or `None` and what is wrong with its folder; warnings come with a format too."""
    manifest = _manifest(id, folders)
    told = list(manifest.findings)
    if _wrong(told):
        return None, told
    shared, missing = _shared(manifest, roots)
    told.extend(missing)
    if _wrong(told):
        return None, told
    return _format(manifest, id, folders, tuple(shared), _blocks(manifest, roots)), told


def _manifest(id: str, folders: Folders, depth: int = 0) -> Manifest:
    folder = folders[id].path
    own = read_manifest(folder)
    parent = own.keys.get("extends")
    if parent is None:
        return own
    if parent not in folders or depth > 8:
        missing = Finding(
            codes.MANIFEST_VALUE, f"{id} extends {parent}, which is not there", Stage.IDENTIFY,
            Where(path=(folder / "format.toml").as_posix()), value=str(parent), expected="the id of another format",
        )  # fmt: skip
        return Manifest(folder, own.keys, [*own.findings, missing])
    return read_manifest(folder, _manifest(parent, folders, depth + 1))


def _wrong(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _format(
    manifest: Manifest, id: str, folders: Folders, shared: tuple[Path, ...], blocks: tuple[Path, ...]
) -> Format:
    keys, folder = manifest.keys, folders[id].path
    line = _line(id, keys, folders)
    schema = next((own.path for own in line if _has_schema(own.path)), folder)
    mappings = (own.root / "mappings" / own.path.relative_to(own.root / "schemas") for own in line)
    official = _official().get(id) or (folder / keys["official"] if "official" in keys else None)
    found = tuple(mapping for mapping in mappings if mapping.is_dir())
    found = (*found, *blocks) if found else ()
    # What a format leaves out of its own tables stands in those of the formats that it extends.
    shared = (*shared, *(own.path for own in reversed(line) if own.path != schema and _has_schema(own.path)))
    # Of a format whose schema is shared the rules are its own.
    others = (folder for folder in reversed(shared) if not (folder / "format.toml").is_file())
    rules = _rules([*(own.path for own in line), *others])
    return format_of(manifest, id, schema, found, shared, _schema_file(official, schema), rules)


def _line(id: str, keys: dict[str, Any], folders: Folders) -> list[Folder]:
    """The folder of a format and of those that it extends, the nearest first."""
    line, at = [folders[id]], id
    while (above := read_manifest(folders[at].path).keys.get("extends")) in folders and len(line) <= 8:
        at = above
        line.append(folders[at])
    return line


def _has_schema(folder: Path) -> bool:
    beside = ("format.toml", "README.md", "samples", "rules.sch")
    return any(path.name not in beside for path in folder.iterdir())


def _rules(folders: Sequence[Path]) -> Path | None:
    """The agency rules of the first folder that has some."""
    files = (folder / "rules.sch" for folder in folders)
    return next((file for file in files if file.is_file()), None)


def _shared(manifest: Manifest, roots: Sequence[Path]) -> tuple[list[Path], list[Finding]]:
    """The shared folders that a manifest names, from the last data root that has each."""
    found: list[Path] = []
    missing: list[Finding] = []
    for path in manifest.keys.get("shared", []):
        places = [root / "schemas" / path for root in reversed(roots) if (root / "schemas" / path).is_dir()]
        found.extend(places[:1])
        if not places:
            missing.append(
                Finding(
                    codes.MANIFEST_VALUE, f"the shared folder {path} is not there", Stage.IDENTIFY,
                    Where(path=(manifest.folder / "format.toml").as_posix()), value=path,
                    expected=f"a folder schemas/{path} under a data root",
                )
            )  # fmt: skip
    return found, missing


def _blocks(manifest: Manifest, roots: Sequence[Path]) -> tuple[Path, ...]:
    """The folders below `mappings/` of the same names as the shared ones: blocks and values that formats share.

    A folder of another format's, of which the schema is shared, has a table of its own and is none of them.
    """
    paths = reversed(manifest.keys.get("shared", []))
    places = [[root / "mappings" / path for root in reversed(roots)] for path in paths]
    found = (next((place for place in each if place.is_dir()), None) for each in places)
    return tuple(place for place in found if place is not None and not (place / "mapping.csv").is_file())


def _official() -> dict[str, Path]:
    """Publishers' schemas laid beside ours: `GATEWAY_OFFICIAL` as `id=path` pairs with commas between."""
    pairs = [p.partition("=") for p in os.environ.get("GATEWAY_OFFICIAL", "").split(",") if "=" in p]
    return {id.strip(): Path(path.strip()) for id, _, path in pairs}


def _schema_file(official: Path | None, ours: Path) -> Path | None:
    """The publisher's schema; in a folder of theirs it has the name that ours has (`message.xsd`, `message.json`)."""
    if official is None or not official.is_dir():
        return official
    names = sorted(file.name for file in ours.glob("message.*"))
    return official / (names[0] if names else "message.xsd")
