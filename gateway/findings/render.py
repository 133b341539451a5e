"""Findings as people and programs read them: text, concise, json, jsonl.

Every rendering is a function from reports to lines, so that the first lines appear before the
last message has been read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gateway.findings.language import ENGLISH
from gateway.findings.render_text import PLAIN, Style, concise, text
from gateway.findings.report import Report

OUTPUTS = ("text", "concise", "json", "jsonl")
"""the names of the renderings, the usual one first"""


def render(
    reports: Iterable[Report],
    output: str = "text",
    style: Style = PLAIN,
    limit: int | None = None,
    language: str = ENGLISH,
) -> Iterator[str]:
    """The lines of a rendering, without line ends. `limit` is the most findings of one message.

    Findings are told in `language`; codes, severities and the keys of JSON are the same in all.
    """
    if output == "text":
        return text(reports, style, limit, language)
    if output == "concise":
        return concise(reports, style, limit, language)
    items = (report.as_dict(limit, language) for report in reports)
    if output == "json":
        return json_array(items)
    if output == "jsonl":
        return json_lines(items)
    raise ValueError(f"no such rendering: {output}")


def json_array(items: Iterable[Any]) -> Iterator[str]:
    """One JSON array, one item a line, written as the items come."""
    held: str | None = None
    yield "["
    for item in items:
        if held is not None:
            yield f"{held},"
        held = _json(item)
    if held is not None:
        yield held
    yield "]"


def json_lines(items: Iterable[Any]) -> Iterator[str]:
    """One JSON value a line."""
    for item in items:
        yield _json(item)


def _json(item: Any) -> str:
    # Lone surrogates cannot be written as UTF-8; escapes keep every line printable everywhere.
    return json.dumps(item, ensure_ascii=True, separators=(",", ":"))
