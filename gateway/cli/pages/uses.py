"""Which formats map a field of the model, and where: the rows of their mapping tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.mapping.table import Row

_SELECTORS = re.compile(r"\[[^\]]*\]")


def uses(formats: Iterable[Format], wanted: Callable[[str], bool]) -> Iterator[tuple[Format, list[str]]]:
    """Formats with the lines `native path (file:line)` whose model path is `wanted`."""
    from gateway.mapping.table import read_table

    for format in formats:
        if format.mapping_dir is None:
            continue
        table = read_table(format.mapping_dir, format.namespaces, format.mapping_bases)
        lines = [line for row in table.rows for line in _lines(row, wanted)]
        if lines:
            yield format, list(dict.fromkeys(lines))


def bare(path: str) -> str:
    """A model path without its selectors."""
    return _SELECTORS.sub("", path).strip("/")


def _lines(row: Row, wanted: Callable[[str], bool]) -> Iterator[str]:
    from gateway.mapping.path import shown

    if any(wanted(shown(path)) for path in (*row.models, *row.otherwise)):
        native = " + ".join(_native(source) for source in row.sources)
        converter = f" by {row.converter}" if row.converter else ""
        yield f"{native}{converter} ({row.file}:{row.line})"


def _native(source: Iterable[object]) -> str:
    names = [str(getattr(step, "name", step)) for step in source]
    return "/".join(re.sub(r"\{[^}]*\}", "", name) for name in names)
