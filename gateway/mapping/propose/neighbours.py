"""What the mappings that there are say of names: the strongest evidence for a name that looks alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gateway.formats import Format
from gateway.formats.drafts import notes
from gateway.mapping.path import shown
from gateway.mapping.propose.leaf import Names, named
from gateway.mapping.propose.targets import Steps, steps_of
from gateway.mapping.table import read_table


@dataclass(frozen=True, eq=False)
class Neighbour:
    """One row of a mapping: what it calls a value, where it puts it, how it converts it."""

    format: str
    family: str
    syntax: str
    source: Names
    target: Steps
    convert: str
    words: dict[str, float]
    chosen: bool
    """whether the source is chosen by a value, which a name alone does not tell"""

    @property
    def shown(self) -> str:
        """The last names of its source."""
        return "/".join(name.rpartition("}")[2] for name in self.source[-2:])


def neighbours(formats: Iterable[Format]) -> list[Neighbour]:
    """The rows of these formats that put one value at one place."""
    return [found for format in formats if format.mapping_dir is not None for found in _of(format)]


@lru_cache(maxsize=64)
def _of(format: Format) -> tuple[Neighbour, ...]:
    if format.mapping_dir is None:
        return ()
    found = []
    texts = notes(format)
    for row in read_table(format.mapping_dir, format.namespaces, format.mapping_bases).rows:
        if row.kind != "value" or not row.models or len(row.sources) > 2:
            continue
        source = row.sources[0]
        names = tuple(step.name for step in source)
        convert = ":".join(filter(None, (row.converter, ",".join(row.arguments))))
        for model in row.models:
            said = tuple(texts.get(names[:depth], "") for depth in range(1, len(names) + 1))
            found.append(
                Neighbour(
                    format.id,
                    format.family,
                    format.syntax,
                    names,
                    steps_of(shown(model)),
                    convert,
                    named(names, said),
                    any(test.kind == "equals" for step in source for test in step.tests),
                )
            )
    return tuple(found)
