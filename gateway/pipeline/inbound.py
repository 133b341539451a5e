"""The way in: receive, identify, parse, validate, to_model, check; pure, one result a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lxml import etree

from gateway.adapters.contract import Adapter, Limits, Part, Tree
from gateway.findings import Finding, Severity, Stage, Unreadable, in_order, worst
from gateway.formats import Catalog, Format, UnknownFormat, adapter_for, judge, native_xpath, recognise
from gateway.pipeline import codes
from gateway.pipeline.collector import paused
from gateway.pipeline.ruling import ruled

if TYPE_CHECKING:
    from gateway.mapping import Counts
    from gateway.model import Message


class Outcome(StrEnum):
    """What became of a message on its way in."""

    VALID = "valid"
    INVALID = "invalid"
    UNREADABLE = "unreadable"
    UNIDENTIFIED = "unidentified"
    AMBIGUOUS = "ambiguous"


@dataclass(slots=True)
class Inbound:
    """One message of a file and everything that was found out about it.

    `number` counts from 1; `message` and `counts` are there when it was translated into the
    common model; `references` holds what `format.toml` names (sender's reference, sender, MRN ...).
    """

    number: int
    data: bytes
    outcome: Outcome
    findings: list[Finding] = field(default_factory=list)
    part: Part | None = None
    format: Format | None = None
    candidates: tuple[str, ...] = ()
    tree: Tree | None = None
    message: Message | None = None
    counts: Counts | None = None
    references: dict[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether nothing of severity error was found."""
        return worst(self.findings) is not Severity.ERROR


def receive(
    data: bytes,
    catalog: Catalog,
    *,
    as_format: str | None = None,
    limits: Limits | None = None,
    to_model: bool = True,
    allow_invalid: bool = False,
    severities: Mapping[str, str] | None = None,
) -> Iterator[Inbound]:
    """Take in a file: one result for each message in it. Bad input never raises.

    `as_format` is the sender's word on the format. With `to_model` off the way ends after the
    schema; with `allow_invalid` a message goes into the common model even if its schema objects.
    `severities` is the sender's word on everyone's rules, by the id of a rule: a severity or `off`.
    """
    limits = limits or Limits()
    try:
        named = catalog.get(as_format) if as_format else None
    except UnknownFormat as error:
        yield Inbound(
            1, data, Outcome.UNIDENTIFIED, [_unknown(as_format or "", error)], candidates=tuple(error.nearest)
        )
        return
    adapter = adapter_for(named.syntax) if named else recognise(data)
    if adapter is None:
        yield Inbound(1, data, Outcome.UNREADABLE, [_no_syntax(data)])
        return
    number = 0
    try:
        for part in adapter.split(data, limits):
            number = part.number
            with paused():
                result = _message(part, adapter, catalog, named, limits, to_model, allow_invalid, severities)
            yield result
    except Unreadable as error:
        yield Inbound(number + 1, data, Outcome.UNREADABLE, in_order(error.findings))


def _message(
    part: Part,
    adapter: Adapter,
    catalog: Catalog,
    named: Format | None,
    limits: Limits,
    to_model: bool,
    invalid: bool,
    severities: Mapping[str, str] | None,
) -> Inbound:
    result = Inbound(part.number, part.data, Outcome.VALID, list(part.repairs), part, named)
    if named is None:
        identified = catalog.identify(part)
        result.findings.extend(identified.findings)
        result.format, result.candidates = identified.format, identified.candidates
        if identified.format is None:
            result.outcome = Outcome.AMBIGUOUS if len(identified.candidates) > 1 else Outcome.UNIDENTIFIED
            return result
    format = result.format
    assert format is not None
    told = len(part.repairs)
    try:
        result.tree = adapter.read(part, format.spec, limits)
    except Unreadable as error:
        result.outcome = Outcome.UNREADABLE
        result.findings = in_order([*result.findings, *error.findings])
        return result
    result.findings.extend(part.repairs[told:])
    judged = judge(adapter, result.tree, format)
    result.findings.extend(judged)
    result.findings.extend(ruled(result.tree, format, judged))
    result.references = references(result.tree, format)
    if not result.clean:
        result.outcome = Outcome.INVALID
    if to_model and (result.clean or invalid):
        _to_model(result, result.tree, format)
        _check(result, severities)
    result.findings = in_order(result.findings)
    return result


def _to_model(result: Inbound, tree: Tree, format: Format) -> None:
    # The model costs a third of a second to import: who only validates does not pay it.
    from gateway.mapping import MappingError, mapping_of
    from gateway.mapping.codes import NOT_ACCOUNTED

    try:
        read = mapping_of(format).to_model(tree)
    except MappingError as error:
        result.findings.extend(error.findings)
        result.outcome = Outcome.INVALID
        return
    result.counts = read.counts
    result.findings.extend(read.findings)
    if read.counts.unaccounted:
        expected = f"{read.counts.values} values with a fate each"
        message = f"{read.counts.unaccounted} values are not accounted for"
        result.findings.append(
            Finding(
                NOT_ACCOUNTED,
                message,
                Stage.TO_MODEL,
                expected=expected,
                help=NOT_ACCOUNTED.fix,
                format=format.id,
            )
        )
    else:
        result.message = read.message
    if not result.clean:
        result.outcome = Outcome.INVALID


def _check(result: Inbound, severities: Mapping[str, str] | None) -> None:
    """Everyone's rules, for a message that is clean so far: what is half read would break too many."""
    if result.message is None or not result.clean:
        return
    from gateway.pipeline.checking import check

    result.findings.extend(check(result, severities))
    if not result.clean:
        result.outcome = Outcome.INVALID


def references(tree: Tree, format: Format) -> dict[str, str]:
    """What a message says under the reference paths of its format; absent ones are left out."""
    found = {}
    for name, path in format.references.items():
        values = native_xpath(path, format.namespaces)(tree.root)
        text = _text(values)
        if text:
            found[name] = text
    return found


def _text(values: object) -> str | None:
    if isinstance(values, list):
        values = values[0] if values else None
    if isinstance(values, etree._Element):
        values = values.text
    return str(values).strip() if values is not None else None


def _unknown(name: str, error: UnknownFormat) -> Finding:
    nearest = ", ".join(error.nearest)
    return Finding(
        codes.UNKNOWN_FORMAT,
        f"there is no format {name}",
        Stage.IDENTIFY,
        value=name,
        expected=f"a known format; nearest: {nearest}" if nearest else "a known format",
        help=codes.UNKNOWN_FORMAT.fix,
    )


def _no_syntax(data: bytes) -> Finding:
    head = data[:40].decode("ascii", "replace")
    return Finding(
        codes.NO_SYNTAX,
        "the bytes are of no syntax that is read here" if data else "there are no bytes",
        Stage.RECEIVE,
        value=head,
        expected="a message in one of the syntaxes of the formats",
        help=codes.NO_SYNTAX.fix,
    )
