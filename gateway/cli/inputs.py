"""Which files a command reads: files, folders, patterns and the standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.cli.exits import Exit, Misuse, Tally
from gateway.cli.telling import say
from gateway.findings.escape import escape

STDIN = "-"
SAMPLE_NOTES = (".expected.json", ".md")
"""ends of file names that lie beside samples and are not messages; left out of folders"""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. `name` is what findings call it; `data` is set for the standard input."""

    name: str
    data: bytes | None = None

    def read(self, limit: int) -> bytes:
        """The bytes of the file, at most one more than `limit` (so that readers can refuse it)."""
        if self.data is not None:
            return self.data
        with open(self.name, "rb") as handle:
            return handle.read(limit + 1)


def inputs(names: Iterable[str], tally: Tally, *, stdin_name: str = STDIN, limit: int) -> list[Input]:
    """The inputs that the arguments name, each once; what does not exist is told and counted."""
    found: dict[str, Input] = {}
    for name in names:
        if name == STDIN:
            found.setdefault(STDIN, Input(stdin_name, sys.stdin.buffer.read(limit + 1)))
            continue
        files = list(_files(name))
        if not files:
            complain(f"{name}: {_why_not(name)}", tally)
        for file in files:
            found.setdefault(os.path.normpath(file), Input(file))
    return list(found.values())


def one_input(name: str, *, stdin_name: str = STDIN, limit: int) -> tuple[Input, bytes]:
    """The single input of a command that takes one, with its bytes; raises [Misuse][]."""
    if name == STDIN:
        entry = Input(stdin_name, sys.stdin.buffer.read(limit + 1))
    elif Path(name).is_file():
        entry = Input(name)
    else:
        raise Misuse(f"{escape(name)}: {_why_not(name)}")
    try:
        return entry, entry.read(limit)
    except OSError as error:
        raise Misuse(f"{escape(name)}: {error.strerror}") from None


def complain(words: str, tally: Tally) -> None:
    """Say that one input cannot be used; the others go on."""
    say(f"gateway: {escape(words)}")
    tally.add(Exit.USAGE)


def _files(name: str) -> Iterator[str]:
    if os.path.isdir(name):
        yield from _below(name)
    elif os.path.exists(name):
        yield name
    elif glob.has_magic(name):
        for match in sorted(glob.glob(name, recursive=True)):
            yield from _below(match) if os.path.isdir(match) else (match,)


def _below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = os.path.join(place, file)
            if not file.startswith(".") and not file.endswith(SAMPLE_NOTES) and os.path.isfile(path):
                yield path


def _why_not(name: str) -> str:
    if os.path.isdir(name):
        return "no messages in this folder"
    return "no file fits this pattern" if glob.has_magic(name) else "no such file"
