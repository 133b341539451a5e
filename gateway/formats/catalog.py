"""All formats that there are: found under the data roots, by place."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gateway
from gateway.adapters.contract import Part
from gateway.findings import Finding, Severity, Stage, Where
from gateway.formats import codes
from gateway.formats.identify import Identification, Index
from gateway.formats.manifest import Format, Manifest, format_of, read_manifest


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


def official_schemas() -> dict[str, Path]:
    """Publishers' schemas laid beside ours: `GATEWAY_OFFICIAL` as `id=path` pairs with commas between."""
    pairs = [p.partition("=") for p in os.environ.get("GATEWAY_OFFICIAL", "").split(",") if "=" in p]
    return {id.strip(): Path(path.strip()) for id, _, path in pairs}


class Catalog:
    """The formats under some data roots; `findings` say what is wrong with their folders."""

    def __init__(self, formats: dict[str, Format], findings: list[Finding]) -> None:
        self.formats = formats
        self.findings = findings
        self._index = Index(formats.values())

    @classmethod
    def load(cls, roots: Sequence[Path] | None = None) -> Catalog:
        """Read all manifests; a folder with mistakes is left out and told of in `findings`."""
        formats: dict[str, Format] = {}
        findings: list[Finding] = []
        roots = data_roots() if roots is None else roots
        folders = _folders(roots)
        for id, (root, folder, shadowed) in sorted(folders.items()):
            if shadowed:
                findings.append(_overridden(id, folder))
            manifest = _manifest(id, folders, findings)
            told = list(manifest.findings)
            if not _wrong(told):
                shared, missing = _shared(manifest, roots)
                told.extend(missing)
            findings.extend(told)
            if not _wrong(told):
                formats[id] = _format(manifest, id, root, folder, tuple(shared), folders)
        return cls(formats, findings)

    def get(self, id: str) -> Format:
        """The format of an id; without a version, the only one in force. Raises UnknownFormat."""
        found = self.formats.get(id)
        if found is not None:
            return found
        versions = [f for f in self if f"{f.owner}/{f.name}" == id]
        chosen = [f for f in versions if f.in_force] or versions
        if len(chosen) == 1:
            return chosen[0]
        if versions:
            raise UnknownFormat(id, [f.id for f in versions])
        raise UnknownFormat(id, difflib.get_close_matches(id, self.formats, 3, 0.5))

    def __iter__(self) -> Iterator[Format]:
        return iter(self.formats.values())

    def __len__(self) -> int:
        return len(self.formats)

    def identify(self, part: Part) -> Identification:
        """The format of a message, or the candidates and what is missing."""
        return self._index.identify(part)


Folders = dict[str, tuple[Path, Path, bool]]


def _folders(roots: Sequence[Path]) -> Folders:
    found: Folders = {}
    for root in roots:
        for file in sorted((root / "schemas").glob("*/*/*/format.toml")):
            owner, name, version = file.parent.relative_to(root / "schemas").parts
            if not name.startswith("_"):
                id = f"{owner}/{name}@{version}"
                found[id] = (root, file.parent, id in found)
    return found


def _manifest(id: str, folders: Folders, findings: list[Finding], depth: int = 0) -> Manifest:
    folder = folders[id][1]
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
    return read_manifest(folder, _manifest(parent, folders, findings, depth + 1))


def _wrong(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _format(
    manifest: Manifest, id: str, root: Path, folder: Path, shared: tuple[Path, ...], folders: Folders
) -> Format:
    keys = manifest.keys
    line = _line(id, keys, folders)
    schema = next((own for _, own in line if _has_schema(own)), folder)
    mappings = (root / "mappings" / own.relative_to(root / "schemas") for root, own in line)
    official = official_schemas().get(id) or (folder / keys["official"] if "official" in keys else None)
    found = tuple(mapping for mapping in mappings if mapping.is_dir())
    # What a format leaves out of its own tables stands in those of the formats that it extends.
    shared = (*shared, *(own for _, own in reversed(line) if own != schema and _has_schema(own)))
    return format_of(manifest, id, schema, found, shared, _schema_file(official, schema))


def _line(id: str, keys: dict[str, Any], folders: Folders) -> list[tuple[Path, Path]]:
    """The data root and folder of a format and of those that it extends, the nearest first."""
    line, at = [folders[id][:2]], id
    while (above := read_manifest(folders[at][1]).keys.get("extends")) in folders and len(line) <= 8:
        at = above
        line.append(folders[at][:2])
    return line


def _has_schema(folder: Path) -> bool:
    return any(p.name not in ("format.toml", "README.md", "samples") for p in folder.iterdir())


def _shared(manifest: Manifest, roots: Sequence[Path]) -> tuple[list[Path], list[Finding]]:
    """The shared folders that a manifest names, from the last data root that has each."""
    found, findings = [], []
    for path in manifest.keys.get("shared", []):
        places = [root / "schemas" / path for root in reversed(roots) if (root / "schemas" / path).is_dir()]
        found.extend(places[:1])
        if not places:
            file = (manifest.folder / "format.toml").as_posix()
            told = f"the shared folder {path} is not there"
            expected = f"a folder schemas/{path} under a data root"
            findings.append(
                Finding(
                    codes.MANIFEST_VALUE,
                    told,
                    Stage.IDENTIFY,
                    Where(path=file),
                    value=path,
                    expected=expected,
                )
            )
    return found, findings


def _schema_file(official: Path | None, ours: Path) -> Path | None:
    """The publisher's schema; in a folder of theirs it has the name that ours has (`message.xsd`, `message.json`)."""
    if official is None or not official.is_dir():
        return official
    names = sorted(file.name for file in ours.glob("message.*"))
    return official / (names[0] if names else "message.xsd")


def _overridden(id: str, folder: Path) -> Finding:
    return Finding(
        codes.OVERRIDDEN, f"{id} of {folder} is used instead of an earlier one", Stage.IDENTIFY,
        Where(path=folder.as_posix()), codes.OVERRIDDEN.severity, help=codes.OVERRIDDEN.fix, format=id,
    )  # fmt: skip
