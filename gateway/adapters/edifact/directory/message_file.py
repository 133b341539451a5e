"""The segment table of a message: its segments and groups in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gateway.adapters.edifact.directory.archive import Source
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.oddity import Oddity
from gateway.adapters.edifact.directory.text import lines_of

_HEADING = re.compile(r"\s*\d+(\.\d+)*\s+Segment table\s*", re.IGNORECASE)
_LEFT = re.compile(
    r"(?P<position>\d{4,5})[ +*#|X-]{1,12}?"
    r"(?:-{2,20} {0,9}Segment group {1,9}(?P<group>\d{1,4})\b.*|(?P<tag>[A-Z]{3})(?: .*)?)"
)
_RIGHT = re.compile(r" (?P<status>[MC]) +(?P<repeats>\d{1,9}) *(?P<frame>[-+|]*)$")
_FIRST = re.compile(r"\d{4,5}[ +*#|X-]+ (UNH|UIH) .*")
_LAST = re.compile(r"\d{4,5}[ +*#|X-]+ (UNT|UIT) ")
_STATUS = re.compile(r" [MC] +\d")
_HELP = "compare the line with the published file; a changed or cut file cannot be used"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a segment table: `path` is `BGM`, `SG1` or `SG1/SG2/PAC`, without suffixes for repeated tags."""

    position: str
    path: str
    status: str
    repeats: int


def read_message(source: Source, oddities: list[Oddity]) -> list[Place]:
    """The segment table of a message file.

    The frame at the right edge tells the groups: as many groups are open at a row as it has frame
    characters, and each `+` in a row of a segment ends one group.
    """
    places: list[Place] = []
    open_groups: list[str] = []
    last = ""
    for number, line in _lines(source):
        row, end = _LEFT.fullmatch(line), _RIGHT.search(line)
        if row is None or end is None:
            raise _fault(source, "a row cannot be read", number, line, "position, tag, status and repeats")
        if row["position"] <= last:
            raise _fault(source, "positions do not rise", number, line, f"a position after {last}")
        last = row["position"]
        frame = end["frame"].lstrip("-")
        if row["group"]:
            open_groups = open_groups[: len(frame) - 1]
            if len(open_groups) != len(frame) - 1:
                wanted = f"{len(open_groups) + 1} frame lines"
                raise _fault(source, "a group stands outside its group", number, line, wanted)
            open_groups.append(f"SG{row['group']}")
            name = ""
        elif len(open_groups) < len(frame):
            # an end too many has been published: the outer lines of the frame count
            oddities.append(
                Oddity(source.place, number, line, f"read as if it had {len(open_groups)} frame lines")
            )
            frame, name = frame[len(frame) - len(open_groups) :], row["tag"]
        elif len(open_groups) > len(frame):
            raise _fault(
                source, "groups and frame do not agree", number, line, f"{len(open_groups)} frame lines"
            )
        else:
            name = row["tag"]
        path = "/".join([*open_groups, name] if name else open_groups)
        places.append(Place(row["position"], path, end["status"], int(end["repeats"])))
        if name:
            del open_groups[len(open_groups) - frame.count("+") :]
    if not places or places[-1].path not in ("UNT", "UIT"):
        raise _fault(source, "the segment table has no end", None, None, "UNT as its last row")
    return places


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """The rows of the segment table with their line numbers, those with a long name put together."""
    lines = lines_of(source.data)
    start = max((number for number, line in enumerate(lines) if _HEADING.fullmatch(line)), default=None)
    if start is None:
        raise _fault(source, "it has no segment table", None, None, "a line `4.3.1 Segment table`")
    begun = False
    for number, (line, after) in enumerate(pairwise([*lines[start + 1 :], ""]), start + 2):
        begun = begun or _FIRST.fullmatch(line) is not None
        if begun and line[:4].isdigit():
            if not _RIGHT.search(line) and after[:4].isspace() and _STATUS.search(after):
                line = f"{line.rstrip(' |+-')} {after.strip()}"
            yield number, line
            if _LAST.match(line):
                return


def _fault(
    source: Source, message: str, line: int | None, value: str | None, expected: str
) -> DirectoryUnreadable:
    return DirectoryUnreadable(message, source.place, line=line, value=value, expected=expected, help=_HELP)
