"""The parts of a workbook: a zip file that may hold anything, opened with care.

Source: ECMA-376 (Office Open XML), part 2. Nothing is unpacked before its size is known.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.csv import codes
from gateway.adapters.unreadable import unreadable
from gateway.findings import Unreadable

_PARTS = 5_000
_TIMES = 10
"""how many times the limit of bytes a workbook may have when it is unpacked"""
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


class Package:
    """The parts of a workbook by name. Raises Unreadable for what is no workbook or too large."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.startswith(OLE):
            raise refused("the file is an older workbook (.xls), or one with a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, LookupError) as error:
            raise refused("the file is packed like a workbook, but damaged") from error
        if len(entries) > _PARTS:
            raise unreadable(
                codes.TOO_LARGE, f"the workbook has {len(entries):,} parts", None, f"at most {_PARTS:,} parts"
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise refused("the file has a password")
        size, most = sum(entry.file_size for entry in entries), limits.bytes * _TIMES
        if size > most:
            raise unreadable(
                codes.TOO_LARGE,
                f"the workbook has {size:,} bytes when it is unpacked",
                str(size),
                f"at most {most:,} bytes",
            )
        self.names = {entry.filename for entry in entries}
        if len(self.names) != len(entries):
            raise refused("two parts of the workbook have the same name")

    def part(self, name: str) -> bytes:
        """The bytes of a part of XML, empty where there is none. Raises Unreadable."""
        if name not in self.names:
            return b""
        try:
            data = self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise refused(f"the part {name[:80]} is damaged") from error
        encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
            encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")
        ):
            raise refused(f"the part {name[:80]} is not UTF-8")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise unreadable(
                codes.FORBIDDEN,
                f"the part {name[:80]} declares a document type",
                None,
                "a workbook as programs save it",
            )
        return data

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these local names of a part, one after the other. Raises Unreadable."""
        data = self.part(name)
        if not data:
            return
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, node in etree.iterparse(
                io.BytesIO(data), events=("end",), tag=wanted, resolve_entities=False, no_network=True,
                remove_comments=True, remove_pis=True, huge_tree=False, load_dtd=False,
            ):  # fmt: skip
                yield node
                node.clear()
                while node.getprevious() is not None and (above := node.getparent()) is not None:
                    del above[0]
        except etree.XMLSyntaxError as error:
            raise refused(f"the part {name[:80]} is not well-formed") from error

    def targets(self, name: str) -> dict[str, str]:
        """What a part refers to, by the ids of its relationships."""
        folder, _, last = name.rpartition("/")
        found: dict[str, str] = {}
        for node in self.elements(f"{folder}/_rels/{last}.rels".lstrip("/"), "Relationship"):
            if node.get("TargetMode") != "External":
                target = str(node.get("Target", ""))
                path = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )
                found[str(node.get("Id"))] = path
        return found


def refused(message: str) -> Unreadable:
    """The exception for what is no workbook."""
    return unreadable(codes.WORKBOOK, message, None, "a workbook as .xlsx, without a password")
