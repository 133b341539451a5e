"""Identify a message: which format's root and conditions it has. Refuse rather than guess."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part
from gateway.adapters.envelope import alone, enclosed
from gateway.findings import Code, Finding, Stage, Where
from gateway.formats import codes
from gateway.formats.index import Index
from gateway.formats.manifest import Format
from gateway.formats.native import native_xpath, unprefixed


@dataclass(frozen=True, slots=True)
class Identification:
    """What a message is: its format, or `None` with the candidates that fit and the findings."""

    format: Format | None
    candidates: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def identify(part: Part, index: Index, format_of: Callable[[str], Format]) -> Identification:
    """The one format that fits, or all that do, or what the nearest ones miss."""
    head = _message(part.head, index, format_of)
    root = str(head.tag)
    known = [format_of(id) for id in index.by_root.get(root, [])]
    fits = [f for f in known if all(_holds(head, f, condition) for condition in f.identify_when)]
    fits = _without_bases(fits, format_of)
    if len(fits) == 1:
        retired = [_retired(fits[0])] if fits[0].status == "retired" else []
        return Identification(fits[0], (fits[0].id,), retired)
    if fits:
        names = tuple(sorted(f.id for f in fits))
        message = f"{root} fits {len(fits)} formats: {', '.join(names)}"
        return Identification(
            None, names, [_finding(codes.AMBIGUOUS, message, root, f"one of {', '.join(names)}")]
        )
    if known:
        wanted = "; ".join(f"{f.id}: {' and '.join(f.identify_when)}" for f in known)
        told = f"{_local(root)} is the root of {len(known)} known formats, but their conditions do not hold"
        message = f"{part.kind} is not supported: {told}" if part.kind else told
        return Identification(None, (), [_finding(codes.CONDITIONS_FAIL, message, root, wanted, part.kind)])
    return Identification(None, (), [_unknown(root, part.kind, index, format_of)])


def _without_bases(fits: list[Format], format_of: Callable[[str], Format]) -> list[Format]:
    """What fits, without those that another one extends and narrows by further conditions: a variant goes first."""
    bases: set[str] = set()
    for variant in fits:
        base = format_of(variant.extends) if variant.extends else None
        while base is not None:
            if set(base.identify_when) < set(variant.identify_when):
                bases.add(base.id)
            base = format_of(base.extends) if base.extends else None
    return [f for f in fits if f.id not in bases]


def _message(head: etree._Element, index: Index, format_of: Callable[[str], Format]) -> etree._Element:
    """What stands in an envelope that a format tolerates; what came where there is none."""
    tolerant = (format_of(id) for id in index.by_envelope.get(str(head.tag), ()))
    found = next((m for m in (enclosed(head, format.spec) for format in tolerant) if m is not None), None)
    return head if found is None else alone(found)


def _unknown(root: str, kind: str, index: Index, format_of: Callable[[str], Format]) -> Finding:
    same = dict.fromkeys(id for r, ids in index.by_root.items() if _local(r) == _local(root) for id in ids)
    if same:
        spaces = "; ".join(f"{id}: {_namespace(format_of(id).identify_root)}" for id in same)
        message = f"{_local(root)} is known, but not in the namespace {_namespace(root) or 'of no name'}"
        return _finding(codes.UNKNOWN_ROOT, message, root, spaces)
    near = difflib.get_close_matches(root, index.by_root, 3, 0.4)
    message = f"{kind} is not supported" if kind else f"no format has the root {root}"
    return _finding(codes.UNKNOWN_ROOT, message, root, ", ".join(near) or "a known root", kind)


def _holds(head: etree._Element, format: Format, condition: str) -> bool:
    """Whether a condition holds; without namespaces where the adapter will supply them."""
    bare = str(head.tag) == _local(format.identify_root) != format.identify_root
    found = (
        native_xpath(unprefixed(condition), {})(head)
        if bare
        else native_xpath(condition, format.namespaces)(head)
    )
    return bool(found) if not isinstance(found, str) else found != ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _namespace(tag: str) -> str:
    return tag[1:].rpartition("}")[0]


def _retired(format: Format) -> Finding:
    return Finding(
        codes.RETIRED, f"{format.id} is no longer in force", Stage.IDENTIFY, Where(), codes.RETIRED.severity,
        help=codes.RETIRED.fix, format=format.id,
    )  # fmt: skip


def _finding(code: Code, message: str, root: str, expected: str, kind: str = "") -> Finding:
    return Finding(
        code,
        message,
        Stage.IDENTIFY,
        Where(path=f"/{_local(root)}", line=1),
        code.severity,
        kind or root,
        expected,
        code.fix,
    )
