"""Defaults of the options from `gateway.toml` or `[tool.gateway]`, found upward.

A key on the top level is the default of the option of that name in every command that has it
(`output = "concise"`); a table is a command (`[validate]`, `[formats.list]`) and goes before. Keys
that are neither belong to the service's settings and are left to it.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

NAME = "gateway.toml"


class Misconfigured(Exception):
    """A configuration file that cannot be used; the text names the file and what to change."""


def find(named: str | None, start: Path | None = None) -> Path | None:
    """The configuration file: the named one, or the nearest one upward from the working folder."""
    if named is not None:
        path = Path(named)
        if not path.is_file():
            raise Misconfigured(f"{path}: no such configuration file")
        return path
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.gateway" in project.read_bytes():
            return project
    return None


def read(path: Path) -> dict[str, Any]:
    """The keys of a configuration file; raises [Misconfigured][]."""
    try:
        keys = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured(f"{path}: {error}") from None
    if path.name == "pyproject.toml":
        keys = keys.get("tool", {}).get("gateway", {})
    return keys


def defaults(path: Path, group: click.Group, context: click.Context) -> dict[str, Any]:
    """The defaults of all options by command, as click takes them; raises [Misconfigured][]."""
    return _below(path, read(path), {}, group, context)


def _below(
    path: Path, keys: dict[str, Any], general: dict[str, Any], group: click.Group, context: click.Context
) -> dict[str, Any]:
    general = {**general, **{key: value for key, value in keys.items() if not isinstance(value, dict)}}
    found: dict[str, Any] = {}
    for name in group.list_commands(context):
        own = keys.get(name, {})
        if not own and not general:
            continue
        if not isinstance(own, dict):
            raise Misconfigured(f"{path}: {name} must be a table")
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found[name] = _below(path, own, general, command, context)
        elif command is not None:
            options = _options(command)
            _check(path, name, own, options)
            both = {**{key: value for key, value in general.items() if _key(key) in options}, **own}
            found[name] = {options[_key(key)]: value for key, value in both.items()}
    return found


def _options(command: click.Command) -> dict[str, str]:
    names: dict[str, str] = {}
    for option in command.params:
        if isinstance(option, click.Option) and option.name:
            names |= {_key(name.lstrip("-")): option.name for name in option.opts}
    return names


def _key(name: str) -> str:
    return name.replace("-", "_")


def _check(path: Path, command: str, own: dict[str, Any], options: dict[str, str]) -> None:
    for key in own:
        if _key(key) not in options:
            nearest = get_close_matches(_key(key), list(options), 1)
            hint = f" Did you mean {nearest[0].replace('_', '-')!r}?" if nearest else ""
            raise Misconfigured(f"{path}: [{command}] has no option {key!r}.{hint}")
