"""The page of a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.findings.render_text import counted

if TYPE_CHECKING:
    from gateway.formats import Format


def format_page(format: Format) -> Iterator[str]:
    """What a format is, how it is recognised, where its folders lie and what they hold."""
    yield f"{format.id}: {format.title}"
    yield ""
    yield f"  family       {format.family}, written in {format.syntax}"
    yield f"  status       {format.status}{_period(format)}"
    if format.extends:
        yield f"  extends      {format.extends}"
    if format.answers_with:
        yield f"  answers      {format.answers_with}"
    yield f"  recognised   root {format.identify_root}"
    yield from (f"               {condition}" for condition in format.identify_when)
    yield f"  schema       {format.schema_dir}"
    yield f"  mapping      {format.mapping_dir or 'none: messages can be validated, not translated'}"
    if format.mapping_dir is not None:
        yield f"               {counted(_rows(format), 'row')}, at least {format.floor:.0%} of values carried"
    if format.rules is not None:
        yield f"  rules        {format.rules}"
        yield f"               {_rules(format)}"
    yield f"  samples      {_samples(format.folder)}"
    yield f"  revision     {format.revision}"
    yield f"  source       {format.source}"
    yield f"  licence      {format.licence}"
    if format.references:
        yield ""
        yield "References"
        yield from (f"  {name:<20} {path}" for name, path in format.references.items())


def sample_files(folder: Path, kind: str) -> list[Path]:
    """The sample messages of one kind (`good` or `bad`), sorted."""
    place = folder / "samples" / kind
    if not place.is_dir():
        return []
    beside = (".expected.json", ".md")
    return sorted(file for file in place.rglob("*") if file.is_file() and not file.name.endswith(beside))


def _samples(folder: Path) -> str:
    return f"{len(sample_files(folder, 'good'))} good, {len(sample_files(folder, 'bad'))} bad"


def _rows(format: Format) -> int:
    from gateway.mapping.table import read_table

    if format.mapping_dir is None:
        return 0
    return len(read_table(format.mapping_dir, format.namespaces, format.mapping_bases).rows)


def _rules(format: Format) -> str:
    """How many rules of the agency there are, by severity; a line for a file with mistakes too."""
    from gateway.rules.schematron import RulesUnusable, rules_of

    try:
        checks = rules_of(format).checks
    except RulesUnusable as error:
        return f"not usable: {counted(len(error.findings), 'mistake')}, see gateway formats lint"
    grave = Counter(check.severity.value for check in checks)
    return f"{counted(len(checks), 'rule')}: {', '.join(f'{n} {name}' for name, n in grave.most_common())}"


def _period(format: Format) -> str:
    since = f" since {format.valid_from}" if format.valid_from else ""
    until = f" until {format.valid_to}" if format.valid_to else ""
    return since + until
