"""Write a tree as delimited text, or as a workbook where `[options] container` says so."""

from __future__ import annotations

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.csv.columns import Column
from gateway.adapters.csv.injection import defused
from gateway.adapters.csv.layout import layout
from gateway.adapters.csv.lines import line
from gateway.adapters.csv.text import DELIMITERS
from gateway.adapters.csv.values import PLAIN
from gateway.adapters.csv.workbook_writer import workbook

CONTAINERS = ("csv", "xlsx")


def write(tree: Tree, spec: Spec) -> bytes:
    """The bytes of a sheet: UTF-8 with commas and CRLF, unless the options of the format say otherwise."""
    made = layout(tree.root, spec)
    if spec.options.get("container", "csv") == "xlsx":
        return workbook(made)
    delimiter = str(spec.options.get("delimiter", ","))
    delimiter = delimiter if len(delimiter) == 1 and delimiter in DELIMITERS else ","
    rows = [{n: heading for n, (heading, _) in enumerate(made.headings)}]
    rows += [{n: _text(text, made.headings[n][1]) for n, text in row.items()} for row in made.rows]
    width = max(len(made.headings), 1)
    text = "".join(line([row.get(n, "") for n in range(width)], delimiter) for row in rows)
    mark = b"\xef\xbb\xbf" if spec.options.get("byte_order_mark") == "yes" else b""
    return mark + text.encode("utf-8", "replace")


def _text(text: str, column: Column | None) -> str:
    """A value as delimited text holds it: a number with a sign is no formula."""
    number = column is not None and column.facets.base in ("decimal", "integer") and PLAIN.fullmatch(text)
    return text if number else defused(text)
