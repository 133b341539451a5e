"""Make the folders of a new format."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.exits import Misuse
from gateway.cli.scaffold.lines import Line, lines_of
from gateway.cli.scaffold.manifest import manifest
from gateway.cli.scaffold.readme import readme
from gateway.cli.scaffold.telling_apart import conditions
from gateway.cli.scaffold.trial import Bench, Trial, tried, write
from gateway.cli.scaffold.values import values_of
from gateway.cli.work import catalog, limits
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.adapters.draft import Draft
    from gateway.cli.scaffold.wish import Wish


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the files, the lines of the table, and what the samples say of them."""

    files: list[Path]
    trial: Trial
    taken_for: dict[str, str]
    """samples that are taken for another format too, or for none, and what identification says"""


def make(wish: Wish, into: Path) -> Made:
    """Make a format under a data root. Raises Misuse where its folders are there or nothing can be made of what is given."""
    for folder in (into / "schemas" / wish.place, into / "mappings" / wish.place):
        if folder.exists():
            raise Misuse(f"{escape(str(folder))} exists already")
    draft = _draft(wish)
    with tempfile.TemporaryDirectory() as place:
        trial, when = _tried(wish, draft, Path(place))
    files = {**_files(wish, draft, when, trial.lines), "README.md": readme(wish, trial.lines).encode()}
    written = write(into, wish, files, trial.lines)
    return Made(written, trial, _taken_for(wish, into))


def _draft(wish: Wish) -> Draft:
    from gateway.adapters.draft import Undraftable
    from gateway.formats.drafts import inferring

    module = inferring(wish.syntax)
    if module is None or (wish.schema is None and not hasattr(module, "from_samples")):
        raise Misuse(f"no schema can be made from messages of the syntax {wish.syntax}; give one")
    try:
        if wish.schema is not None:
            found: Draft = module.from_schema(wish.schema, wish.root, list(wish.samples))
            return found
        inferred: Draft = module.from_samples(list(wish.samples))
        return inferred
    except Undraftable as error:
        raise Misuse(escape(str(error))) from error


def _files(wish: Wish, draft: Draft, when: tuple[str, ...], lines: list[Line]) -> dict[str, bytes]:
    return {"format.toml": manifest(wish, draft, when, lines).encode(), **draft.files}


def _tried(wish: Wish, draft: Draft, place: Path) -> tuple[Trial, tuple[str, ...]]:
    from gateway.formats.adapters import adapter_for
    from gateway.formats.drafts import notes
    from gateway.mapping.propose import leaves_of, propose

    bench = Bench(place, wish, _files(wish, draft, draft.when, []), limits())
    try:
        format, _ = bench.format(0, None)
        schema = adapter_for(wish.syntax).describe(format.spec)
    except ValueError as error:
        raise Misuse(f"what was made cannot be used: {escape(str(error))}") from error
    leaves = leaves_of(schema, notes(format), values_of(format, wish.samples, limits()))
    proposals = propose(leaves, wish.family, catalog())
    when = draft.when or conditions(wish, format, catalog(), limits())
    return tried(bench, lines_of(proposals, format.namespaces)), when


def _taken_for(wish: Wish, into: Path) -> dict[str, str]:
    """What samples are taken for where formats of all data roots are known, if not for this format alone."""
    from gateway.findings import Unreadable
    from gateway.formats import Catalog, data_roots
    from gateway.formats.adapters import adapter_for

    known = Catalog.load([*data_roots(), into])
    odd: dict[str, str] = {}
    for name, data in wish.samples:
        try:
            for part in adapter_for(wish.syntax).split(data, limits()):
                found = known.identify(part)
                if found.format is None or found.format.id != wish.id:
                    odd[name] = ", ".join(found.candidates) or "none"
        except Unreadable as error:
            odd[name] = error.findings[0].message
    return odd
