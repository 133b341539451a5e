"""The part of a page that is written from data: what stands between its two markers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def replaced(page: str, begin: str, end: str, text: str) -> str:
    """A page with the text between its markers replaced. Raises ValueError where they are missing."""
    head, found, rest = page.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page has no place for it: {begin} … {end}")
    return f"{head}{begin}\n\n{text}\n{end}{tail}"


def write(file: Path, begin: str, end: str, made: Callable[[], str], arguments: Sequence[str] | None) -> int:
    """Write the section of a file, or with `--check` among the arguments say whether it is out of date."""
    check = "--check" in (sys.argv[1:] if arguments is None else arguments)
    before = file.read_text(encoding="utf-8")
    after = replaced(before, begin, end, made())
    if after == before:
        return 0
    print(f"{file} is out of date" if check else f"{file} written")
    if not check:
        file.write_text(after, encoding="utf-8")
    return 1 if check else 0
