"""Take a message out of an envelope that its format tolerates, and say so."""

from __future__ import annotations

from gateway.adapters.contract import Part, Spec, Tree
from gateway.adapters.envelope import alone, before, enclosed
from gateway.adapters.xml import codes
from gateway.adapters.xml.locate import locate
from gateway.findings import Finding, Stage


def taken_out(part: Part, spec: Spec) -> Tree:
    """The tree of the message in the envelope, noted in `part.repairs`; as it came where there is none."""
    message = enclosed(part.head, spec)
    if message is None:
        return Tree(part, None, part.head)
    (where,) = locate(Tree(part, None, part.head), [part.head])
    name, code = str(part.head.tag).rpartition("}")[2], codes.ENVELOPE
    finding = Finding(
        code, f"{name} around the message is left out", Stage.PARSE, where, code.severity, name,
        "the message alone", code.fix, format=spec.format,
    )  # fmt: skip
    if finding not in part.repairs:
        part.repairs.append(finding)
    return Tree(part, None, alone(message), before(part.head, message))
