"""Whether bytes look like a sheet: a workbook, or text whose first filled line has headings."""

from __future__ import annotations

import codecs
import re

from gateway.adapters.csv.package import OLE, ZIP
from gateway.adapters.csv.text import DELIMITERS, delimiter

_FIRST_PARTS = (
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"xl/",
    b"customXml/",
    b"mimetypeapplication/vnd.oasis",
)
_OTHERS = ("<", "{", "[", "UNA", "UNB", "ISA", "UNG", "UNH")
_NAME = re.compile(r'(?!.*\S {2,}\S)[^"<>{}\x00-\x1f]{1,100}|"[^"<>{}\x00-\x08]{1,100}"')
"""what may be a heading: no markup, and no padding as fields of fixed width have"""
_LETTERED = re.compile(r'"?[^\W\d_]')
_DIRECTIVE = re.compile(r"sep=.(\r\n|\r|\n)")


def sniff(head: bytes) -> bool:
    """Whether the first bytes are those of a workbook, or text whose first line holds at least two headings."""
    if head.startswith(OLE):
        return True
    if head.startswith(ZIP):
        return head[30:].startswith(_FIRST_PARTS)
    text = _text(head)
    if text is None:
        return False
    text = _DIRECTIVE.sub("", text, count=1) if text.startswith("sep=") else text
    text = text.lstrip()
    if text.startswith(_OTHERS):
        return False
    line = re.split(r"\r\n|\r|\n", text, maxsplit=1)[0]
    mark = delimiter(line)
    names = [name.strip() for name in line.split(mark)] if mark in DELIMITERS and mark in line else []
    if len(line) == len(text) and len(head) >= 4096:
        names = names[:-1]
    filled = [name for name in names if name]
    return all(map(_NAME.fullmatch, filled)) and sum(1 for name in filled if _LETTERED.match(name)) > 1


def _text(head: bytes) -> str | None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return None if "\x00" in text else text
