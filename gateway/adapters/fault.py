"""One mistake of a message before its place is known, and how faults become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.findings import Code, Finding, Severity, Stage, Where, in_order

_SHOWN = 200
"""characters of a value that a finding repeats"""


Locate = Callable[[Tree, Iterable[etree._Element]], list[Where]]
"""where elements of a tree stand in the sender's bytes: `Adapter.locate`"""


@dataclass(slots=True)
class Fault:
    """One mistake: at an element of the tree, at its attribute, or at what it lacks (`below`).

    With `before`, what is lacking belongs in front of `node`; else it belongs into it. `path` is
    there where the native path is another than that of `node`, `severity` where it is another than
    that of the code.
    """

    code: Code
    node: etree._Element
    message: str
    expected: str
    value: str | None = None
    attribute: str | None = None
    help: str | None = None
    below: str | None = None
    before: bool = False
    path: str | None = None
    severity: Severity | None = None


def placed(locate: Locate, tree: Tree, spec: Spec, faults: Sequence[Fault]) -> list[Finding]:
    """The findings of faults, with their places in the sender's bytes, in document order."""
    places = locate(tree, [fault.node for fault in faults])
    return in_order([_finding(fault, where, spec) for fault, where in zip(faults, places, strict=True)])


def _finding(fault: Fault, where: Where, spec: Spec) -> Finding:
    return Finding(
        fault.code, fault.message, Stage.VALIDATE,
        replace(where, path=_path(fault, where.path or "")),
        fault.severity or fault.code.severity, None if fault.value is None else fault.value[:_SHOWN],
        fault.expected, fault.help or fault.code.fix, spec.format,
    )  # fmt: skip


def _path(fault: Fault, own: str) -> str:
    if fault.path is not None:
        return fault.path
    if fault.attribute:
        return f"{own}/@{fault.attribute.rpartition('}')[2]}"
    if fault.below:
        return f"{own.rpartition('/')[0] if fault.before else own}/{fault.below}"
    return own
