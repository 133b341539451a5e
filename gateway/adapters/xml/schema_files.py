"""Which files a schema is made of: all of them local, all of them below one folder."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from gateway.adapters.contract import Spec

XS = "{http://www.w3.org/2001/XMLSchema}"
_REFERRING = [f"{XS}{name}" for name in ("include", "import", "redefine", "override")]


class SchemaRefused(ValueError):
    """A schema reaches for what is not a file below its folder, or cannot be read."""


def schema_file(spec: Spec) -> Path:
    """The schema that judges: the publisher's own where a site has laid it there, else ours."""
    return spec.official if spec.official is not None else spec.schema / "message.xsd"


def schema_files(file: Path, shared: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """A schema file and all that it includes and imports, directly or not, the file itself first.

    They must lie below the folder above that of the file (publishers' wrappers name the folders
    beside them) or below one of the folders that the format shares. Raises SchemaRefused for any
    other place, and for files that cannot be read.
    """
    try:
        return _files(file, file.stat().st_mtime_ns, shared)
    except OSError as error:
        raise SchemaRefused(f"{file.name} cannot be read") from error


@lru_cache(maxsize=256)
def _files(file: Path, changed: int, shared: tuple[Path, ...]) -> tuple[Path, ...]:
    folders = [file.resolve().parent.parent, *(folder.resolve() for folder in shared)]
    found, waiting = [file.resolve()], [file.resolve()]
    while waiting:
        for path in _referred(waiting.pop(), folders):
            if path not in found:
                found.append(path)
                waiting.append(path)
    return tuple(found)


def _referred(file: Path, folders: list[Path]) -> list[Path]:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaRefused(f"{file.name} cannot be read as a schema") from error
    places = (node.get("schemaLocation") for node in root.iter(*_REFERRING))
    return [_local(place, file, folders) for place in places if place]


def _local(place: str, file: Path, folders: list[Path]) -> Path:
    address = urlsplit(place)
    path = (file.parent / unquote(address.path)).resolve()
    if address.scheme not in ("", "file") or address.netloc or not any(f in path.parents for f in folders):
        names = " or ".join(folder.name for folder in folders)
        raise SchemaRefused(f"{file.name} refers to {place}, which is not a file below {names}")
    return path


def digest(file: Path, shared: tuple[Path, ...] = ()) -> str:
    """A digest of the content of all files of a schema. Raises SchemaRefused."""
    return _digest(schema_files(file, shared))


@lru_cache(maxsize=256)
def _digest(files: tuple[Path, ...]) -> str:
    made = hashlib.sha256()
    for file in files:
        made.update(hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()[:32]
