"""How grave it is to break a rule: the project's word, then the format's, then the partner's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gateway.findings.code import Severity

OFF = "off"
WORDS = (*(severity.value for severity in Severity), OFF)
"""What may stand for a rule: a severity, or that it is not looked at."""


@cache
def defaults() -> dict[str, str]:
    """The severity of every rule by its id, from `severities.csv`; `off` where it is not looked at."""
    lines = Path(__file__).with_name("severities.csv").read_text("utf-8").splitlines()[1:]
    return dict(line.split(",") for line in lines)


def severity_of(rule: str, *words: Mapping[str, str]) -> Severity | None:
    """The severity of a rule; later words win, and `None` says that it is off.

    What is not one of [WORDS][] is passed over: lint tells of it where it is written.
    """
    said = [word[rule] for word in (defaults(), *words) if word.get(rule) in WORDS]
    return None if not said or said[-1] == OFF else Severity(said[-1])
