"""What a format says of everyone's rules, looked at for rules that there are not."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from gateway.findings import Finding, Stage, Where
from gateway.formats import Format
from gateway.rules.model.codes import UNKNOWN_RULE
from gateway.rules.model.severities import defaults


def unknown_rules(format: Format) -> Iterator[Finding]:
    """One finding for each rule that `[rules]` of a format.toml names and nobody has."""
    for rule in format.severities:
        if rule not in defaults():
            nearest = ", ".join(get_close_matches(rule, defaults(), 3, 0.4) or defaults())
            yield Finding(
                UNKNOWN_RULE,
                f"there is no rule {rule}",
                Stage.IDENTIFY,
                Where(path=(format.folder / "format.toml").as_posix()),
                UNKNOWN_RULE.severity,
                rule,
                f"one of {nearest}",
                UNKNOWN_RULE.fix,
                format.id,
            )
