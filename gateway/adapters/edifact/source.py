"""The bytes of a file without what does not belong to the interchange, and the way back to their places."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_BREAKS = re.compile(rb"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Source:
    """`data` is the file as it came; `text` is what is read: the same bytes, or lines joined.

    `joints` are the places in `text` where line breaks were taken out, `removed` how many bytes
    were taken out up to and with each.
    """

    data: bytes
    text: bytes
    joints: Sequence[int] = ()
    removed: Sequence[int] = ()

    def offset(self, at: int) -> int:
        """The place in the file of a place in the text."""
        if not self.joints:
            return at
        passed = bisect_right(self.joints, at)
        return at + (self.removed[passed - 1] if passed else 0)


def joined(data: bytes) -> Source:
    """A source whose line breaks are taken out everywhere."""
    joints, removed = array("Q"), array("Q")
    gone = 0
    for found in _BREAKS.finditer(data):
        joints.append(found.start() - gone)
        gone += found.end() - found.start()
        removed.append(gone)
    return Source(data, data.translate(None, b"\r\n"), joints, removed)
