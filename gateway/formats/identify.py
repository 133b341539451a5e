"""Identify a message: which format's root and conditions it has. Refuse rather than guess."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part
from gateway.adapters.envelope import alone, enclosed, envelopes
from gateway.findings import Code, Finding, Stage, Where
from gateway.formats import codes
from gateway.formats.manifest import Format
from gateway.formats.native import native_xpath, unprefixed


@dataclass(frozen=True, slots=True)
class Identification:
    """What a message is: its format, or `None` with the candidates that fit and the findings."""

    format: Format | None
    candidates: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)


class Index:
    """Formats by the root of their messages."""

    def __init__(self, formats: Iterable[Format]) -> None:
        self.by_root: dict[str, list[Format]] = {}
        self.by_envelope: dict[str, list[Format]] = {}
        for format in formats:
            self.by_root.setdefault(format.identify_root, []).append(format)
            bare = _local(format.identify_root)
            if format.spec.options.get("namespaces_missing") == "repaired" and bare != format.identify_root:
                self.by_root.setdefault(bare, []).append(format)
            for envelope, _ in envelopes(format.spec):
                self.by_envelope.setdefault(envelope, []).append(format)

    def identify(self, part: Part) -> Identification:
        """The one format that fits, or all that do, or what the nearest ones miss."""
        head = self._message(part.head)
        root = str(head.tag)
        known = self.by_root.get(root, [])
        fits = [f for f in known if all(_holds(head, f, condition) for condition in f.identify_when)]
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
            told = (
                f"{_local(root)} is the root of {len(known)} known formats, but their conditions do not hold"
            )
            message = f"{part.kind} is not supported: {told}" if part.kind else told
            found = _finding(codes.CONDITIONS_FAIL, message, root, wanted, part.kind)
            return Identification(None, (), [found])
        return Identification(None, (), [self._unknown(root, part.kind)])

    def _message(self, head: etree._Element) -> etree._Element:
        """What stands in an envelope that a format tolerates; what came where there is none."""
        tolerant = self.by_envelope.get(str(head.tag), ())
        found = next((m for m in (enclosed(head, format.spec) for format in tolerant) if m is not None), None)
        return head if found is None else alone(found)

    def _unknown(self, root: str, kind: str) -> Finding:
        same = dict.fromkeys(f for r, fs in self.by_root.items() if _local(r) == _local(root) for f in fs)
        if same:
            spaces = "; ".join(f"{f.id}: {_namespace(f.identify_root)}" for f in same)
            message = f"{_local(root)} is known, but not in the namespace {_namespace(root) or 'of no name'}"
            return _finding(codes.UNKNOWN_ROOT, message, root, spaces)
        near = difflib.get_close_matches(root, self.by_root, 3, 0.4)
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
