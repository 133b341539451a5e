"""The gap report as one page of HTML that asks for nothing from outside and has no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from gateway.cli.gaps.report import GapReport
from gateway.cli.gaps.text import as_text, percent

if TYPE_CHECKING:
    from gateway.mapping.gap import Cell, FamilyMatrix

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#767676;--h0:#f6d0c8;--h1:#f7e3bd;--h2:#e3ecc0;--h3:#bfe3c4}
@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#161616;--line:#8c8c8c;--h0:#5a231a;--h1:#54400f;--h2:#3a4712;--h3:#17472a}}
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem;color:var(--ink);background:var(--paper)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}
th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}
td.h0{background:var(--h0)}td.h1{background:var(--h1)}td.h2{background:var(--h2)}td.h3{background:var(--h3)}
pre{overflow-x:auto}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_page(report: GapReport) -> Iterator[str]:
    """The lines of the page: a heat map for each family, and the other parts as they are in text."""
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<main><h1>{escape(report.title)}</h1>"
    for matrix in report.matrices:
        yield from _heat_map(matrix)
    rest = GapReport(report.title, report.format, report.pair, [], report.traffic)
    lines = "\n".join(as_text(rest))
    if lines:
        yield f'<pre tabindex="0">{escape(lines)}</pre>'
    yield "</main></body></html>"


def _heat_map(matrix: FamilyMatrix) -> Iterator[str]:
    yield f'<h2>{escape(matrix.family)}</h2><div class="wide" tabindex="0"><table>'
    yield (
        "<caption>Rows send, columns receive. Share carried of what the model holds; behind it the mandatory"
        " elements that are never supplied.</caption>"
    )
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in matrix.formats)
    yield f"<thead><tr><td></td>{heads}</tr></thead><tbody>"
    cells = {(cell.sender, cell.receiver): cell for cell in matrix.cells}
    for sender in matrix.formats:
        line = "".join(_cell(cells.get((sender, receiver))) for receiver in matrix.formats)
        yield f'<tr><th scope="row">{escape(sender)}</th>{line}</tr>'
    yield "</tbody></table></div>"
    if matrix.unmapped:
        yield f"<p>Without a mapping: {escape(', '.join(matrix.unmapped))}</p>"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td>same</td>"
    heat = "" if cell.share is None else f' class="h{min(3, int(cell.share * 4))}"'
    return f"<td{heat}>{percent(cell.share)}, {cell.missing} missing</td>"
