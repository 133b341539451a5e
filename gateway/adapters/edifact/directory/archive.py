"""Find the files of a directory in its zip: zips in zips, folders, upper and lower case, bounded sizes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gateway.adapters.edifact.directory.fault import DirectoryUnreadable

MAX_BYTES = 32_000_000
"""bytes that all files read may have together, unpacked; the largest directories have 10 million"""
MAX_ENTRIES = 20_000
MAX_DEPTH = 3
"""zips in zips; the official ones have two"""

_WANTED = re.compile(
    r"(?:(?P<kind>(?:TR|ED)[SCE]D|UNCL(?:-\d)?)|(?P<message>[A-Z]{6})_[A-Z])\.(?P<release>\d\d[A-Z])"
)
_HELP = "take the zip as UNECE publishes it (d96b.zip ... d21b.zip), unchanged"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a directory: its place in the zip (`d96b.zip/TRSD.ZIP/TRSD.96B`), its date, its bytes."""

    place: str
    day: date
    data: bytes


@dataclass(slots=True)
class Archive:
    """The files of a directory zip that hold facts, by release (`96B`) and then by name (`EDSD`, `CUSDEC`)."""

    place: str
    files: dict[str, dict[str, Source]] = field(default_factory=dict)
    entries: int = 0
    bytes: int = 0


def open_archive(path: Path) -> Archive:
    """Read what a directory zip holds. Raises `DirectoryUnreadable`, also for a zip that unpacks too large."""
    archive = Archive(path.name)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise DirectoryUnreadable(why.lower(), path.name, expected="a zip file", help=_HELP) from error
    if size > MAX_BYTES:
        raise _too_large(path.name)
    _walk(archive, data, path.name, 1)
    if not archive.files:
        raise DirectoryUnreadable(
            "no file of a directory is in it",
            path.name,
            expected="files such as EDSD.99B and CUSDEC_D.99B",
            help=_HELP,
        )
    return archive


def _walk(archive: Archive, data: bytes, place: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise DirectoryUnreadable(
            "zips lie too deep in each other", place, expected=f"at most {MAX_DEPTH} levels", help=_HELP
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = opened.infolist()
            archive.entries += len(infos)
            if archive.entries > MAX_ENTRIES:
                raise DirectoryUnreadable(
                    "too many entries", place, expected=f"at most {MAX_ENTRIES}", help=_HELP
                )
            for info in sorted(infos, key=lambda info: info.filename):
                _entry(archive, opened, info, place, depth)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise DirectoryUnreadable(
            f"it cannot be unpacked ({error})", place, expected="a whole zip file", help=_HELP
        ) from error


def _entry(archive: Archive, opened: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, depth: int) -> None:
    name = info.filename.replace("\\", "/").rpartition("/")[2].upper()
    nested, wanted = name.endswith(".ZIP"), _WANTED.fullmatch(name)
    if info.is_dir() or not (nested or wanted):
        return
    below = f"{place}/{name}"
    if info.flag_bits & 1:
        raise DirectoryUnreadable(
            "it needs a password", below, expected="a zip without a password", help=_HELP
        )
    left = MAX_BYTES - archive.bytes
    if info.file_size > left:
        raise _too_large(below)
    with opened.open(info) as stream:
        data = stream.read(left + 1)
    archive.bytes += len(data)
    if len(data) > left:
        raise _too_large(below)
    if nested:
        _walk(archive, data, below, depth + 1)
    elif wanted is not None:
        files = archive.files.setdefault(wanted["release"], {})
        files[wanted["kind"] or wanted["message"]] = Source(below, _day(info), data)


def _day(info: zipfile.ZipInfo) -> date:
    try:
        return date(*info.date_time[:3])
    except ValueError:
        return date(1980, 1, 1)


def _too_large(place: str) -> DirectoryUnreadable:
    return DirectoryUnreadable(
        "it unpacks to more than is read", place, expected=f"at most {MAX_BYTES:,} bytes in all", help=_HELP
    )
