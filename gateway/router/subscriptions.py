"""Subscriptions: who wants which messages in which format, as data in `subscriptions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from gateway.findings import Code, Finding, Stage, Where
from gateway.router import codes
from gateway.router.facts import FACTS

MODEL = "model"
"""the format that is not one: the common model's own JSON"""

REQUIRED = ("name", "to", "format")
PREFIXES = frozenset({"commodity"})
"""conditions that hold when a value begins with what is asked for"""
CONDITIONS = tuple(FACTS)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A standing wish of a partner: all conditions must hold, each for one of its values."""

    name: str
    to: str
    format: str
    conditions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_subscriptions(path: Path) -> tuple[list[Subscription], list[Finding]]:
    """The subscriptions of a file, and what is wrong with it; wrong ones are left out."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return [], [_finding(codes.FILE_UNREADABLE, f"{path}: {error}", Where(path=path.as_posix()))]
    findings = [_unknown(path.as_posix(), key, ("subscription",)) for key in tables if key != "subscription"]
    listed = tables.get("subscription", [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        wrong = _finding(
            codes.VALUE_WRONG, "subscription is no list of tables", Where(path=path.as_posix()),
            expected="tables that begin with [[subscription]]",
        )  # fmt: skip
        return [], [*findings, wrong]
    found: dict[str, Subscription] = {}
    for number, entry in enumerate(listed, 1):
        place = f"{path.as_posix()}#subscription[{number}]"
        wrongs = list(_wrong(entry, place))
        if not wrongs and entry["name"] in found:
            wrongs = [_finding(codes.NAME_TWICE, f"the name {entry['name']} is used twice", Where(place))]
        if not wrongs:
            found[entry["name"]] = _subscription(entry)
        findings.extend(wrongs)
    return list(found.values()), findings


def _subscription(entry: Mapping[str, Any]) -> Subscription:
    conditions = {name: _list(entry[name]) for name in CONDITIONS if name in entry}
    return Subscription(entry["name"], entry["to"], entry["format"], conditions)


def _list(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _wrong(entry: Mapping[str, Any], place: str) -> Iterator[Finding]:
    known = (*REQUIRED, *CONDITIONS)
    for key, value in entry.items():
        where = f"{place}.{key}"
        if key not in known:
            yield _unknown(where, key, known)
        elif key in REQUIRED:
            if not isinstance(value, str) or not value:
                yield _value(where, key, value, "a text that is not empty")
        elif not _texts(value):
            yield _value(where, key, value, "a text, or a list of texts with at least one")
    for key in REQUIRED:
        if key not in entry:
            yield _finding(codes.KEY_MISSING, f"{key} is missing", Where(place), expected=", ".join(REQUIRED))


def _texts(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return bool(texts) and all(isinstance(text, str) and text for text in texts)


def _unknown(place: str, key: str, known: tuple[str, ...]) -> Finding:
    nearest = get_close_matches(key, known, 3, 0.5)
    expected = f"{'nearest' if nearest else 'one of'}: {', '.join(nearest or known)}"
    return _finding(codes.KEY_UNKNOWN, f"there is no key {key}", Where(place), value=key, expected=expected)


def _value(place: str, key: str, value: object, expected: str) -> Finding:
    return _finding(
        codes.VALUE_WRONG, f"{key} cannot hold this", Where(place), value=repr(value), expected=expected
    )


def _finding(
    code: Code, message: str, where: Where, *, value: str | None = None, expected: str | None = None
) -> Finding:
    return Finding(
        code, message, Stage.ROUTE, where, code.severity, value=value, expected=expected, help=code.fix
    )
