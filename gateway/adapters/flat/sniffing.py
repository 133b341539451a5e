"""Whether bytes look like flat records: lines that begin with a tag, with separators or columns after it."""

from __future__ import annotations

import re

from gateway.adapters.flat.lines import Line, lines

SEPARATORS = ("\x1d", "\x1f", "\x1e", "\x1c", "|", "^", "~", "*")
"""what parts fields, where the format is not known yet; the first that a line has wins"""
_OTHERS = re.compile(rb"\s*(?:[<{\[]|UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9]|UI[BH]\+|PK\x03\x04|ISA\*)")
_TAG = re.compile(r"[A-Z0-9][A-Z0-9_]{0,19}")
_COLUMNS = re.compile(r"[A-Z0-9]{2}[ -~\xa0-\xff]*")
_SHORTEST = 16
"""characters that a header of columns has at least"""


def sniff(head: bytes) -> bool:
    """Whether the first line is a record: a tag and a separator of records, or columns in lines of one length."""
    if _OTHERS.match(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    whole = len(head) < 4096
    found = []
    for line in lines(head):
        found.append(line)
        if len(found) == 8:
            break
    if not whole and len(found) < 8:
        found = found[:-1] or found
    texts = [line.data.decode("latin-1") for line in found]
    if not texts:
        return False
    mark = separator(texts[0])
    if mark:
        return _TAG.fullmatch(texts[0].partition(mark)[0]) is not None and _plain(texts[0], mark)
    return len(texts) > 1 and _fixed(texts)


def separator(line: str) -> str:
    """The separator of a first line, empty where it has none: its tag is followed by it."""
    found = re.match(r"[A-Z0-9][A-Z0-9_]{0,19}", line)
    after = line[found.end() : found.end() + 1] if found else ""
    return after if after in SEPARATORS else ""


def first_line(data: bytes) -> Line | None:
    """The first filled line of bytes, if there is one."""
    return next(iter(lines(data)), None)


def _plain(line: str, mark: str) -> bool:
    return all(char >= " " or char in (mark, "\t") for char in line) and line.count(mark) > 0


def _fixed(texts: list[str]) -> bool:
    """Whether lines look like records of columns: a tag, no separators of sheets, and blanks or zeros to fill."""
    if len(texts[0]) < _SHORTEST or not all(_COLUMNS.fullmatch(text) for text in texts):
        return False
    same = len({len(text) for text in texts}) == 1
    filled = sum(re.search("  |00", text) is not None for text in texts) * 3 >= len(texts)
    sheet = any(text.count(mark) > 1 for text in texts[:1] for mark in ",;\t|")
    return (same or filled) and not sheet
