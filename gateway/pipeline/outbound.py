"""The way out: from_model, encode, validate; pure, one result for each target format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gateway.adapters.contract import Limits
from gateway.findings import Finding, Severity, Stage, Unreadable, worst
from gateway.formats import Format, adapter_for
from gateway.pipeline import codes
from gateway.pipeline.address import Address, completed
from gateway.pipeline.collector import paused
from gateway.pipeline.ruling import ruled

if TYPE_CHECKING:
    from gateway.mapping import Counts, Lost
    from gateway.model import Message


@dataclass(slots=True)
class Outbound:
    """One message in one target format; `format` is `None` for the model's own JSON.

    `data` is `None` when nothing could be written. `ok` says that a receiver may have it: the
    target's schema accepts it. `lost` names what of the model the target cannot carry.
    """

    format: Format | None
    data: bytes | None
    findings: list[Finding] = field(default_factory=list)
    counts: Counts | None = None
    lost: list[Lost] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether there are bytes and no finding of severity error about them."""
        return self.data is not None and worst(self.findings) is not Severity.ERROR


def produce(
    message: Message, format: Format | None, *, limits: Limits | None = None, address: Address | None = None
) -> Outbound:
    """Write a message in a target format and validate what was written.

    With an address an envelope that lacks sender, receiver, time or reference is completed.
    """
    if format is None:
        return Outbound(None, message.to_json(indent=2) + b"\n")
    if address is not None:
        message = completed(message, format, address)
    with paused():
        return _produce(message, format, limits or Limits())


def _produce(message: Message, format: Format, limits: Limits) -> Outbound:
    from gateway.mapping import MappingError, mapping_of

    try:
        written = mapping_of(format).from_model(message)
    except MappingError as error:
        return Outbound(format, None, error.findings)
    adapter = adapter_for(format.syntax)
    data = adapter.write(written.tree, format.spec)
    result = Outbound(format, data, written.findings, written.counts, written.lost)
    try:
        for part in adapter.split(data, limits):
            result.findings.extend(_of_output(f) for f in part.repairs)
            tree = adapter.read(part, format.spec, limits)
            judged = adapter.check(tree, format.spec)
            result.findings.extend(_of_output(f) for f in (*judged, *ruled(tree, format, judged)))
    except Unreadable as error:
        result.data = None
        result.findings.extend(
            Finding(
                codes.OUTPUT_UNREADABLE,
                f.message,
                Stage.VALIDATE_OUTPUT,
                f.where,
                Severity.ERROR,
                f.value,
                f.expected,
                codes.OUTPUT_UNREADABLE.fix,
                format.id,
            )
            for f in error.findings
        )
    return result


def _of_output(finding: Finding) -> Finding:
    return replace(finding, stage=Stage.VALIDATE_OUTPUT)
