"""The encodings that XML is read in, brought to UTF-8; places in UTF-8 brought back to the bytes.

Source: XML 1.0 (5th edition) sections 2.8 (declaration), 4.3.3 and appendix F (encodings).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.adapters.unreadable import unreadable
from gateway.adapters.xml import codes
from gateway.findings import Where

READABLE = "UTF-8, UTF-16, ISO-8859-1, ISO-8859-15, Windows-1252 or US-ASCII"
_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1", "iso-8859-15": "iso-8859-15", "windows-1252": "cp1252", "cp1252": "cp1252",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?P<q>["'])(?P<version>[^"']*)(?P=q)"""
    rb"""(?P<naming>\s+encoding\s*=\s*(?P<r>["'])(?P<encoding>[^"']*)(?P=r))?"""
    rb"""(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>"""
)
_VISIBLE = re.compile(rb"[^\r\n]")
_BEGINS = re.compile(rb"<\?xml\s")
_FOREIGN = (b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\x00<", b"<\x00\x00\x00", b"\x4c\x6f\xa7\x94")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document in UTF-8, character for character the one that came.

    `codec` is Python's name of the encoding that it came in and `mark` the length of its byte
    order mark.
    """

    text: bytes
    codec: str = "utf-8"
    mark: int = 0

    def offsets(self, places: Iterable[int]) -> dict[int, int]:
        """The byte offsets in the bytes that came, of byte offsets in `text`."""
        if self.codec == "utf-8":
            return {place: place + self.mark for place in places}
        found: dict[int, int] = {}
        before, there = 0, self.mark
        for place in sorted(places):
            passed = self.text[before:place].decode("utf-8", "ignore")
            there += len(passed.encode(self.codec))
            before = place
            found[place] = there
        return found


def decode(data: bytes) -> Decoded:
    """The document in UTF-8 without a byte order mark and without the name of another encoding.

    Raises Unreadable for an encoding that is not on the list, for bytes that disagree with their
    declaration, for XML 1.1 and for a declaration that does not come first.
    """
    if data.startswith(_FOREIGN):
        raise unreadable(codes.ENCODING_UNSUPPORTED, "the document is in UTF-32 or EBCDIC", expected=READABLE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _wide(data, "utf-16-le" if data[0] == 0xFF else "utf-16-be", 2)
    if data[:2] in (b"<\x00", b"\x00<"):
        return _wide(data, "utf-16-le" if data[0] else "utf-16-be", 0)
    mark = 3 if data.startswith(codecs.BOM_UTF8) else 0
    text = data[3:] if mark else data
    named = _named(text)
    if named.startswith("utf-16") or (mark and named not in ("utf-8", "ascii")):
        raise _disagree(named, "UTF-8" if mark else "not UTF-16")
    if named in ("utf-8", "ascii"):
        return Decoded(text, "utf-8", mark)
    return Decoded(_without_encoding(_recoded(text, named)), named)


def _wide(data: bytes, codec: str, mark: int) -> Decoded:
    text = _recoded(data[mark:], codec)
    named = _named(text, codec)
    if named not in (codec, "utf-16"):
        raise _disagree(named, codec.upper())
    return Decoded(_without_encoding(text), codec, mark)


def _named(text: bytes, default: str = "utf-8") -> str:
    """The encoding that the declaration names."""
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return _undeclared(text, default)
    version = declaration["version"].decode("ascii", "replace")
    if version != "1.0":
        raise unreadable(
            codes.VERSION_UNSUPPORTED, f"the document is XML {version}", version, "XML 1.0", Where(line=1, column=1, offset=0)
        )  # fmt: skip
    name = declaration["encoding"]
    if name is None:
        return default
    shown = name.decode("ascii", "replace")
    codec = _CODECS.get(shown.lower())
    if codec is None:
        raise unreadable(
            codes.ENCODING_UNSUPPORTED,
            f"the encoding {shown} is not read here",
            shown,
            READABLE,
            Where(line=1),
        )
    return codec


def _undeclared(text: bytes, default: str) -> str:
    if _BEGINS.match(text):
        # Whatever names an encoding is understood here first, so that libxml2 never chooses one.
        raise unreadable(
            codes.NOT_WELL_FORMED, "the XML declaration is not written as one", text[:80].decode("utf-8", "replace"),
            '<?xml version="1.0" encoding="UTF-8"?>', Where(line=1, column=1, offset=0),
        )  # fmt: skip
    bare = text.lstrip(b" \t\r\n")
    if _BEGINS.match(bare):
        before = len(text) - len(bare)
        line = text.count(b"\n", 0, before) + 1
        raise unreadable(
            codes.DECLARATION_LATE, "there is white space before the XML declaration", None,
            "<?xml as the very first characters", Where(line=line, offset=before),
        )  # fmt: skip
    return default


def _recoded(data: bytes, codec: str) -> bytes:
    try:
        return data.decode(codec).encode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, "replace")
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise unreadable(
            codes.ENCODING_INVALID, f"byte {error.start} is not {codec}", data[error.start : error.start + 4].hex(" "),
            f"bytes in the encoding {codec}", Where(line=before.count("\n") + 1, column=column, offset=error.start),
        ) from error  # fmt: skip


def _without_encoding(text: bytes) -> bytes:
    declaration = _DECLARATION.match(text)
    if declaration is None or declaration["naming"] is None:
        return text
    start, end = declaration.span("naming")
    # Blanks keep every later line and column where it was.
    return text[:start] + _VISIBLE.sub(b" ", text[start:end]) + text[end:]


def _disagree(named: str, found: str) -> Exception:
    return unreadable(
        codes.ENCODING_INVALID, f"the declaration says {named.upper()} and the bytes are {found}", named.upper(),
        "bytes in the encoding that is declared", Where(line=1, column=1, offset=0),
    )  # fmt: skip
