"""What `gateway explain` says of a rule of everyone beside its code: source, severity, examples, formats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.findings.code import Code


def model_rule_page(code: Code) -> Iterator[str]:
    """Source, what may be set, a message that breaks it, one that does not; nothing for another code."""
    from gateway.rules.model.registry import rule_of

    rule = rule_of(code.id)
    if rule is None:
        return
    yield ""
    yield "Source"
    yield f"  {rule.source}"
    yield ""
    yield "Severity"
    yield f"  {code.severity.value}; a format sets another one, or off, in its format.toml:"
    yield "  [rules]"
    yield f'  {rule.id} = "error"'
    for title, message in (("Breaks it", rule.broken), ("Does not", rule.sound)):
        yield ""
        yield title
        yield f"  {shown(message)}"


def shown(message: Mapping[str, Any]) -> str:
    """A message in the model's own JSON, in a line."""
    return json.dumps(message, ensure_ascii=False)
