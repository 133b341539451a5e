"""The schema of a format: one local file of JSON Schema 2020-12, whose references stay within it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from gateway.adapters.contract import Spec

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaRefused(ValueError):
    """A schema reaches for what is not in its file, or cannot be read."""


def schema_file(spec: Spec) -> Path:
    """The schema that judges: the publisher's own where a site has laid it there, else ours."""
    return spec.official if spec.official is not None else spec.schema / "message.json"


def schema_of(file: Path) -> dict[str, Any]:
    """A schema as it stands in its file. Raises SchemaRefused."""
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError as error:
        raise SchemaRefused(f"{file.name} cannot be read") from error


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SchemaRefused(f"{file.name} is not JSON") from error
    if not isinstance(found, dict) or found.get("$schema", DIALECT) != DIALECT:
        raise SchemaRefused(f"{file.name} is not a schema of JSON Schema 2020-12")
    # Who reads other syntaxes does not pay for the validator.
    import jsonschema_rs

    if not jsonschema_rs.meta.is_valid({**found, "$schema": DIALECT}):
        raise SchemaRefused(f"{file.name} breaks the rules of JSON Schema 2020-12")
    for reference in _references(found):
        if not reference.startswith("#"):
            raise SchemaRefused(f"{file.name} refers to {reference[:80]}")
        referred(found, reference)
    return found


def _references(schema: Any) -> list[str]:
    found, waiting = [], [schema]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            for name, value in here.items():
                if name in ("$ref", "$dynamicRef") and isinstance(value, str):
                    found.append(value)
                else:
                    waiting.append(value)
        elif isinstance(here, list):
            waiting.extend(here)
    return found


def referred(schema: dict[str, Any], reference: str) -> dict[str, Any]:
    """What a reference (`#/$defs/party`) names in its schema. Raises SchemaRefused."""
    here: Any = schema
    for step in reference[1:].split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        here = here.get(name) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        raise SchemaRefused(f"the schema has no {reference[:80]}")
    return here
