"""Check a message against its format; where the publisher's own schema is laid beside ours, it judges."""

from __future__ import annotations

from dataclasses import replace

from gateway.adapters.contract import Adapter, Tree
from gateway.findings import Finding, Severity, Stage, Where, worst
from gateway.formats import codes
from gateway.formats.manifest import Format


def judge(adapter: Adapter, tree: Tree, format: Format) -> list[Finding]:
    """What the format's schema says of a message, and whether ours says otherwise than the publisher's."""
    findings = adapter.check(tree, format.spec)
    if format.spec.official is None:
        return findings
    ours = adapter.check(tree, replace(format.spec, official=None))
    if _valid(ours) == _valid(findings):
        return findings
    # The finding stands where the stricter of the two sees its first mistake.
    first = next((f for f in [*findings, *ours] if f.severity is Severity.ERROR), None)
    accepts, rejects = ("the publisher's schema", "ours") if _valid(findings) else ("ours", "the publisher's")
    told = f"{rejects} rejects what {accepts} accepts" + (f": {first.message}" if first else "")
    code = codes.OFFICIAL_DIFFERS
    where = first.where if first is not None else Where()
    found = Finding(code, told, Stage.VALIDATE, where, code.severity, help=code.fix, format=format.id)
    return [*findings, found]


def _valid(findings: list[Finding]) -> bool:
    return worst(findings) is not Severity.ERROR
