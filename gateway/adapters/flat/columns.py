"""Where the columns of records may begin: behind blanks that all records of a kind have in the same place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """A field of columns: where it starts, from 1, and how many characters it has."""

    start: int
    length: int


def cuts(texts: list[str], tag: int) -> list[Cut]:
    """The fields that records of a kind show behind a tag of this length."""
    width = max((len(text) for text in texts), default=0)
    filled = [False] * width
    for text in texts:
        for at in range(tag, len(text)):
            filled[at] = filled[at] or text[at] != " "
    starts = [at for at in range(tag, width) if filled[at] and (at == tag or not filled[at - 1])]
    ends = [*starts[1:], width]
    return [Cut(start + 1, end - start) for start, end in zip(starts, ends, strict=True)]
