"""The acknowledgement of an interchange: what is said of it and its messages as such, by ISO 9735-4.

For messages whose syntax puts them into interchanges, the gateway's own answer also tells in the
words of that syntax what was wrong: the action on each level, and the mistakes by the number of
the segment, of the element in it and of the component (the tag of a segment is element 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lxml import etree

from gateway.adapters.contract import Node
from gateway.findings import Finding, Severity
from gateway.formats import adapter_for
from gateway.pipeline.inbound import Inbound

if TYPE_CHECKING:
    from gateway.model.acknowledgement import Acknowledgement

REJECTED, ACKNOWLEDGED = "4", "7"
"""ISO 9735-10, code list 0083"""
MOST_SEGMENTS, MOST_MISTAKES = 999, 99
"""segments with mistakes of a message, and mistakes of a segment, that CONTRL has places for"""

_UNSPECIFIED = "18"
_CODES = {
    "service-string-not-usable": "22",
    "syntax-not-supported": "2",
    "encoding-not-supported": "46",
    "segment-outside-message": "33",
    "no-message": "32",
    "segment-not-expected": "15",
    "segment-out-of-order": "15",
    "segment-missing": "13",
    "segment-repeated-too-often": "35",
    "element-missing": "13",
    "too-many-elements": "16",
    "section-control-misplaced": "15",
    "trailer-missing": "13",
    "count-differs": "29",
    "reference-differs": "28",
    "reference-used-twice": "26",
    "value-too-long": "39",
    "value-too-short": "40",
    "value-of-wrong-kind": "37",
    "not-a-number": "19",
    "character-not-in-set": "21",
    "character-not-readable": "21",
    "hidden-direction-character": "21",
    "code-not-in-list": "12",
}
"""kind of finding -> ISO 9735-10, code list 0085"""

_SEGMENT = re.compile(r"[A-Z]{3}")
_REPEAT = re.compile(r"\[\d+\]|\.\d+")


def acknowledgement_of(inbound: Inbound, findings: Sequence[Finding]) -> Acknowledgement | None:
    """What is said of the interchange that a message came in; `None` where there is none around it.

    Without errors among the findings interchange and message are acknowledged.
    """
    root = _root(inbound)
    if root is None:
        return None
    from gateway.model.acknowledgement import Acknowledgement

    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    inside = [finding for finding in errors if finding.where.segment is not None]
    unplaced = [finding for finding in errors if finding.where.segment is None]
    has_message = root.find("UNH") is not None
    said: dict[str, Any] = {
        "reference_id": root.findtext("UNB/E0020"),
        "sender": _participant(root, "UNB/S002", "E0004", "E0008"),
        "receiver": _participant(root, "UNB/S003", "E0010", "E0014"),
        "action_code": REJECTED if errors and not has_message else ACKNOWLEDGED,
    }
    if unplaced and not has_message:
        said["error"] = {"code": _code(unplaced[0])}
    if has_message:
        said["messages"] = [_message(root, inbound, inside, unplaced, rejected=bool(errors))]
    return Acknowledgement.model_validate(said)


def _root(inbound: Inbound) -> etree._Element | None:
    """The head of the message, if it came in an interchange."""
    root = inbound.part.head if inbound.part is not None else None
    return root if root is not None and root.find("UNB") is not None else None


def _participant(root: etree._Element, place: str, id: str, routing: str) -> dict[str, str | None]:
    return {
        "id": root.findtext(f"{place}/{id}"),
        "id_scheme": root.findtext(f"{place}/E0007"),
        "routing_address": root.findtext(f"{place}/{routing}"),
    }


def _message(
    root: etree._Element,
    inbound: Inbound,
    inside: Sequence[Finding],
    unplaced: Sequence[Finding],
    *,
    rejected: bool,
) -> dict[str, Any]:
    said = {
        name: root.findtext(f"UNH/{place}")
        for name, place in (
            ("reference_id", "E0062"),
            ("type_code", "S009/E0065"),
            ("version", "S009/E0052"),
            ("release", "S009/E0054"),
            ("agency", "S009/E0051"),
            ("association_code", "S009/E0057"),
        )
    }
    segments = list(_segments(inbound, inside))[:MOST_SEGMENTS]
    return {
        **said,
        "action_code": REJECTED if rejected else ACKNOWLEDGED,
        "error": {"code": _code(unplaced[0])} if unplaced and not segments else None,
        "segments": segments or None,
    }


def _segments(inbound: Inbound, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """The segments with mistakes, in their order, each with its mistakes."""
    schema = adapter_for(inbound.format.syntax).describe(inbound.format.spec) if inbound.format else None
    ordered = sorted(findings, key=lambda finding: finding.where.segment or 0)
    for number, group in groupby(ordered, key=lambda finding: finding.where.segment):
        listed = list(group)
        placed = [(finding, _position(schema, finding.where.path)) for finding in listed]
        whole = [finding for finding, position in placed if position is None]
        mistakes = [
            {"code": _code(finding), "element_position": position[0], "component_position": position[1]}
            for finding, position in placed
            if position is not None
        ]
        yield {
            "position": number,
            "error_code": _code(whole[0]) if whole else None,
            "errors": mistakes[:MOST_MISTAKES] or None,
        }


def _position(schema: Node | None, path: str | None) -> tuple[int, int | None] | None:
    """Element and component that a path leads to; `None` for a segment as a whole."""
    steps = (path or "").strip("/").split("/")
    place = next((n for n, step in enumerate(steps) if _SEGMENT.fullmatch(_REPEAT.sub("", step))), None)
    if schema is None or place is None or place + 1 >= len(steps):
        return None
    here: Node | None = schema
    for step in steps[1 : place + 1]:
        here = _child(here, _without_ordinal(step))
    element = _child(here, _without_ordinal(steps[place + 1]))
    number = _number(here, element)
    if number is None:
        return None
    if place + 2 >= len(steps):
        return number + 2, None
    component = _number(element, _child(element, _without_ordinal(steps[place + 2])))
    return number + 2, None if component is None else component + 1


def _without_ordinal(step: str) -> str:
    return step.partition("[")[0]


def _child(node: Node | None, name: str) -> Node | None:
    return next((child for child in node.children if child.name == name), None) if node is not None else None


def _number(parent: Node | None, child: Node | None) -> int | None:
    if parent is None or child is None:
        return None
    return next(number for number, one in enumerate(parent.children) if one is child)


def _code(finding: Finding) -> str:
    return _CODES.get(finding.code.name, _UNSPECIFIED)
