"""One mistake before its place is known, and how faults become findings."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.edifact.locate import locate
from gateway.findings import Code, Finding, Stage, Where, in_order

_SHOWN = 200
"""characters of a value that a finding repeats"""


@dataclass(slots=True)
class Fault:
    """One mistake: at an element of the tree, or at what it lacks (`below`).

    With `before`, what is lacking belongs in front of `node`; else it belongs into it.
    """

    code: Code
    node: etree._Element
    message: str
    expected: str
    value: str | None = None
    help: str | None = None
    below: str | None = None
    before: bool = False


def placed(tree: Tree, spec: Spec, faults: list[Fault]) -> list[Finding]:
    """The findings of faults, with their places in the sender's bytes, in document order."""
    places = locate(tree, [fault.node for fault in faults])
    return in_order([_finding(fault, where, spec) for fault, where in zip(faults, places, strict=True)])


def _finding(fault: Fault, where: Where, spec: Spec) -> Finding:
    path = where.path or ""
    if fault.below:
        path = path.rpartition("/")[0] if fault.before else path
        path += f"/{fault.below}"
    return Finding(
        fault.code, fault.message, Stage.VALIDATE,
        Where(path, where.line, where.column, where.segment, offset=where.offset), fault.code.severity,
        None if fault.value is None else fault.value[:_SHOWN], fault.expected, fault.help or fault.code.fix, spec.format,
    )  # fmt: skip
