"""Logs: one JSON object a line on standard output, with the names that log collectors know.

Raw values of messages and credentials are never logged at level info: lines name codes, places
and static hints; what was found there is in the store.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

from gateway.findings import CATALOGUE
from gateway.store import place_of

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


class Log:
    """The log of one gateway. Keys are given as they are written: `{"message.id": ...}`."""

    def __init__(self, level: str = "info", file: TextIO | None = None) -> None:
        self._logger = structlog.wrap_logger(
            structlog.PrintLogger(file or sys.stdout),
            processors=[_stamped, structlog.processors.JSONRenderer()],
            wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
            context_class=dict,
            cache_logger_on_first_use=True,
        )

    def info(self, action: str, message: str, keys: Mapping[str, Any] | None = None) -> None:
        """Something happened that is meant to happen."""
        self._logger.info(message, **_keys(action, keys))

    def warning(self, action: str, message: str, keys: Mapping[str, Any] | None = None) -> None:
        """Something happened that somebody may want to look at."""
        self._logger.warning(message, **_keys(action, keys))

    def error(
        self,
        action: str,
        message: str,
        keys: Mapping[str, Any] | None = None,
        error: BaseException | None = None,
    ) -> None:
        """Something happened that must not happen."""
        told = {"error.type": type(error).__name__} if error is not None else {}
        self._logger.error(message, **_keys(action, {**(keys or {}), **told}))

    def findings(self, action: str, findings: Iterable[Mapping[str, Any]], keys: Mapping[str, Any]) -> None:
        """One line for each group of findings: the same code at the same place of a format."""
        listed = list(findings)
        groups = Counter(_group(finding) for finding in listed)
        first: dict[tuple[Any, ...], Mapping[str, Any]] = {}
        for finding in listed:
            first.setdefault(_group(finding), finding)
        for group, count in groups.items():
            self._group(action, first[group], count, keys)

    def _group(self, action: str, finding: Mapping[str, Any], count: int, keys: Mapping[str, Any]) -> None:
        code = CATALOGUE.get(finding["code"])
        told = {
            **keys,
            "stage": finding["stage"],
            "error.code": finding["code"],
            "source.path": finding["path"],
            "source.line": finding["line"],
            "wco.element": finding["wco_id"],
            "target": finding.get("target"),
            "count": count,
            "hint": code.fix if code is not None else None,
        }
        speak = self.info if finding["severity"] == "info" else self.warning
        speak(action, finding["name"], told)


def _group(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return finding["code"], place_of(finding["path"]), finding.get("target")


def _keys(action: str, keys: Mapping[str, Any] | None) -> dict[str, Any]:
    present = {key: value for key, value in (keys or {}).items() if value is not None}
    return {"event.action": action, **present}


def _stamped(_logger: Any, level: str, event: Any) -> dict[str, Any]:
    """The time, the level and the message first: that is how lines are read."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"@timestamp": moment, "log.level": level, "message": event.pop("event"), **event}
