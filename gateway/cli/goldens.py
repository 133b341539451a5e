"""Goldens: what a mapping makes of the good samples, kept beside it so that every change shows as a diff.

`golden/` of the mapping's folder holds two files a sample (`exercise.py` says which) and `stamp.json`:
the revision of the format they were made with, and the SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.exercise import exercise
from gateway.cli.pages.format import sample_files

if TYPE_CHECKING:
    from gateway.formats import Format

STAMP = "stamp.json"
Remark = tuple[Path, str]
"""a file and what is the matter with it, or what was done to it"""


def has_goldens(format: Format) -> bool:
    """Whether a format has a mapping of its own; one that is inherited has its goldens with the parent."""
    own = (format.owner, format.name, format.version)
    return format.mapping_dir is not None and format.mapping_dir.parts[-3:] == own


def golden_folder(format: Format) -> Path:
    """Where the goldens of a format lie, whether they are there or not."""
    assert format.mapping_dir is not None
    return format.mapping_dir / "golden"


def make(format: Format) -> dict[str, bytes]:
    """What the goldens must be now: the bytes of each by its name in the folder, the stamp last.

    Raises `Unexercised` for a good sample that is not valid or cannot be written back.
    """
    good = format.folder / "samples" / "good"
    made: dict[str, bytes] = {}
    for file in sample_files(format.folder, "good"):
        stem = file.relative_to(good).with_suffix("").as_posix()
        for ending, data in exercise(file, format).items():
            made[stem + ending] = data
    return {**made, STAMP: _stamp(format, made)} if made else {}


def write(format: Format) -> Iterator[Remark]:
    """Write the goldens that differ from what they must be, remove those left over; yields what changed."""
    folder, made = golden_folder(format), make(format)
    for name, data in made.items():
        file = folder / name
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            yield file, "written"
    for file in _left_over(folder, made):
        file.unlink()
        yield file, "removed"


def stale(format: Format) -> Iterator[Remark]:
    """Every golden that is missing, out of date, edited by hand or left over; nothing is written."""
    folder, made = golden_folder(format), make(format)
    digests = _digests(folder / STAMP)
    for name, data in made.items():
        words = _wrong(folder / name, data, digests.get(name))
        if words:
            yield folder / name, words
    for file in _left_over(folder, made):
        yield file, "left over: no good sample makes it"


def _wrong(file: Path, data: bytes, stamped: str | None) -> str | None:
    if not file.is_file():
        return "missing"
    found = file.read_bytes()
    if stamped is not None and _digest(found) != stamped:
        return "edited by hand: its digest is not the one in the stamp"
    if found != data:
        return "out of date: schema, mapping, sample or code has changed since it was made"
    return None


def _left_over(folder: Path, made: dict[str, bytes]) -> list[Path]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if file.relative_to(folder).as_posix() not in made]


def _stamp(format: Format, made: dict[str, bytes]) -> bytes:
    digests = {name: _digest(data) for name, data in sorted(made.items())}
    return json.dumps({"revision": format.revision, "sha256": digests}, indent=1).encode() + b"\n"


def _digests(stamp: Path) -> dict[str, str]:
    """The digests of a stamp; none where it is missing or damaged, which is told of the stamp itself."""
    try:
        held = json.loads(stamp.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    found = held.get("sha256") if isinstance(held, dict) else None
    return found if isinstance(found, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
