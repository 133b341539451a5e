"""The agency rules of a format, after its schema: only a message that is built as the schema has it is ruled."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.adapters.contract import Tree
from gateway.findings import Finding, Severity
from gateway.formats import Format

_BUILT = frozenset("019")
"""first digits of codes that say that a message is not built as the schema has it"""


def ruled(tree: Tree, format: Format, judged: Iterable[Finding]) -> list[Finding]:
    """What the agency rules say of a message of which the schema has said `judged`."""
    if format.rules is None or any(_of_structure(finding) for finding in judged):
        return []
    # Compiling rules takes time: who has none does not pay for it.
    from gateway.rules.schematron import agency_rules

    return agency_rules(tree, format)


def _of_structure(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and finding.code.id[3] in _BUILT
