"""The change requests of a gap report as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.mapping.gap import Request

COLUMNS = (
    "addressed_to", "wco_id", "element", "definition", "seen_in", "formats", "occurrences", "wco_class", "reason",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(requests: Iterable[Request]) -> Iterator[str]:
    """The head and one line a request; no cell that a spreadsheet would take for a formula."""
    yield _line(COLUMNS)
    for request in requests:
        seen = "; ".join(f"{format}: {', '.join(paths)}" for format, paths in request.seen_in.items())
        often = "not counted" if request.occurrences is None else str(request.occurrences)
        cells = (
            request.addressed_to, request.wco_id, request.element, request.definition, seen,
            str(len(request.seen_in)), often, request.wco_class, request.reason,
        )  # fmt: skip
        yield _line(cells)


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    safe = (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    csv.writer(buffer, lineterminator="").writerow(" ".join(cell.splitlines()) for cell in safe)
    return buffer.getvalue()
