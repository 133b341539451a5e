"""What somebody wants a new format to be made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.exits import Misuse
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_ID = re.compile(
    r"(?P<owner>[a-z]{2,8})/(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<version>[A-Za-z0-9][A-Za-z0-9.-]*)"
)

Sample = tuple[str, bytes]
"""The name of a file and its bytes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A format to be made: its id, syntax and family, the samples, and the schema where there is one.

    `root` names the element or definition that is the message, where a schema has several.
    """

    id: str
    syntax: str
    family: str
    samples: tuple[Sample, ...] = ()
    schema: Path | None = None
    root: str = ""

    @property
    def owner(self) -> str:
        """Whose format it is."""
        return self.id.partition("/")[0]

    @property
    def place(self) -> Path:
        """Its folder below `schemas/` and `mappings/`."""
        name, _, version = self.id.partition("/")[2].partition("@")
        return Path(self.owner, name, version)


def wish_of(
    id: str,
    syntax: str | None,
    family: str,
    samples: Sequence[Path],
    schemas: dict[str, Path | None],
    root: str,
) -> Wish:
    """What the options ask for; `schemas` are the files given by the syntax that they speak of. Raises Misuse."""
    from gateway.formats.adapters import syntaxes

    if _ID.fullmatch(id) is None:
        raise Misuse(f"{escape(id)} is not an id such as xx/example@1")
    given = [(of, file) for of, file in schemas.items() if file is not None]
    if len(given) > 1:
        raise Misuse("give one schema, not several")
    if not given and not samples:
        raise Misuse("a format is made from something: give messages with --from, or a schema")
    read = _read(samples)
    spoken = given[0][0] if given else _recognised(read) if syntax is None else syntax
    if syntax is not None and syntax != spoken:
        raise Misuse(f"the schema that is given is one of the syntax {spoken}, not of {escape(syntax)}")
    if spoken not in syntaxes():
        raise Misuse(
            f"there is no adapter for the syntax {escape(spoken)}; there are {', '.join(syntaxes())}"
        )
    return Wish(id, spoken, family, read, given[0][1] if given else None, root)


def _read(files: Sequence[Path]) -> tuple[Sample, ...]:
    found: dict[str, bytes] = {}
    for file in files:
        name = file.name if file.name not in found else f"{len(found)}-{file.name}"
        try:
            found[name] = file.read_bytes()
        except OSError as error:
            raise Misuse(f"{escape(str(file))}: {escape(error.strerror or 'it cannot be read')}") from error
    return tuple(found.items())


def _recognised(samples: tuple[Sample, ...]) -> str:
    from gateway.formats.adapters import recognise

    kinds = {name: recognise(data) for name, data in samples}
    odd = next((name for name, adapter in kinds.items() if adapter is None), None)
    if odd is not None:
        raise Misuse(
            f"{escape(odd)} looks like no syntax that there is an adapter for; name one with --syntax"
        )
    found = sorted({adapter.syntax for adapter in kinds.values() if adapter is not None})
    if len(found) > 1:
        raise Misuse(f"messages of one format have one syntax; these have {' and '.join(found)}")
    return found[0]
