"""The manifest of a new format: what is known of it, and what is left to say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gateway.model import family_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway.adapters.draft import Draft
    from gateway.cli.scaffold.lines import Line
    from gateway.cli.scaffold.wish import Wish

_REFERENCES = {"sender_reference": "functionalReferenceId", "function": "functionCode", "type": "typeCode"}
"""what routing asks for, and the field of the family's own class that says it"""


def manifest(wish: Wish, draft: Draft, when: tuple[str, ...], lines: list[Line]) -> str:
    """The text of `format.toml`; `when` tells it apart from other formats of one root."""
    name = wish.id.partition("/")[2]
    text = [
        f"title = {_said(f'{name}: say in a few words what the message is')}",
        f"owner = {_said(wish.owner)}",
        f"family = {_said(wish.family)}",
        f"syntax = {_said(wish.syntax)}",
        'status = "draft"',
        'source = "say where the facts come from"',
        'licence = "say under which terms they may be used"',
    ]
    text += _table("namespaces", draft.namespaces)
    text += _table("identify", {"root": draft.root, **({"when": list(when)} if when else {})})
    text += _table("options", draft.options)
    text += _table("reference", _references(wish, lines)) or [
        "",
        "[reference]",
        "# sender_reference = the XPath of the number by which the sender knows the message",
    ]
    return "\n".join([*text, *_table("floor", {"mapped": 0.95}), ""])


def _references(wish: Wish, lines: list[Line]) -> dict[str, str]:
    owner = family_field(wish.family)
    found: dict[str, str] = {}
    for name, field in _REFERENCES.items():
        line = next(
            (each for each in lines if each.model == f"{owner}/{field}" and "[" not in each.source), None
        )
        if line is not None:
            found[name] = line.source
    return found


def _table(name: str, keys: Mapping[str, object]) -> list[str]:
    return (
        ["", f"[{name}]", *(f"{_key(key)} = {_said(value)}" for key, value in keys.items())] if keys else []
    )


def _key(key: str) -> str:
    return key if key.replace("_", "a").replace("-", "a").isalnum() and key.isascii() else _said(key)


def _said(value: object) -> str:
    """A value of TOML: its strings, numbers, truths and lists are written as those of JSON are."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_said(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)
