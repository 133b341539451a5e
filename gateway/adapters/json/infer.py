"""Schemas for JSON messages that have none, from samples; and others' schemas, as one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gateway.adapters.contract import Limits, Spec
from gateway.adapters.draft import ENOUGH, Draft, Undraftable, codes, kind_of, longest
from gateway.adapters.json.document import ROOT
from gateway.adapters.json.reader import split
from gateway.adapters.json.schema_file import DIALECT, SchemaRefused, schema_file, schema_of
from gateway.adapters.json.shape import Shape
from gateway.adapters.json.typed import root_of
from gateway.findings import Unreadable

_KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
_DEEPEST = 16
Names = tuple[str, ...]


def notes(spec: Spec) -> dict[Names, str]:
    """Titles and descriptions of the schema, by paths of names."""
    found: dict[Names, str] = {}
    try:
        schema = schema_of(schema_file(spec))
        _note(Shape(schema, schema), (root_of(spec),), (), found)
    except SchemaRefused:
        return {}
    return found


def _note(shape: Shape, path: Names, trail: tuple[str, ...], found: dict[Names, str]) -> None:
    if len(path) > _DEEPEST or (shape.reference and shape.reference in trail):
        return
    text = " ".join(str(shape.words.get(word, "")) for word in ("title", "description")).strip()
    if text:
        found[path] = text[:400]
    inner = (*trail, shape.reference)
    for name, member in shape.members.items():
        _note(member.items if member.listed else member, (*path, name), inner, found)
        if member.listed and member.words.get("description"):
            found.setdefault((*path, name), str(member.words["description"])[:400])


def from_samples(samples: list[tuple[str, bytes]]) -> Draft:
    """A schema that all these messages keep to. Raises Undraftable."""
    schema = {"$schema": DIALECT, **_schema([_message(name, data) for name, data in samples])}
    return _draft(schema, "")


def from_schema(file: Path, root: str, samples: list[tuple[str, bytes]]) -> Draft:
    """A JSON Schema as one file of 2020-12; `root` names a definition of it where the message is one.

    Files beside it that it refers to are drawn in. Raises Undraftable for what cannot be read or is missing.
    """
    for name, data in samples:
        _message(name, data)
    schema = _Bundle(file).schema()
    named = schema.get("$defs", schema.get("definitions", {}))
    if not named and "components" in schema:
        named = schema["components"].get("schemas", {})
    if root:
        if root not in named:
            raise Undraftable(
                f"{file.name} has no definition {root}; it has {', '.join(sorted(named)[:20]) or 'none'}"
            )
        place = next(p for p in ("$defs", "definitions", "components/schemas") if _at(schema, p) is named)
        kept: dict[str, Any] = {
            key: schema[key] for key in ("$defs", "definitions", "components") if key in schema
        }
        schema = {"$ref": f"#/{place}/{root}", **kept}
    elif not {"properties", "$ref", "allOf", "oneOf", "anyOf"} & schema.keys():
        raise Undraftable(f"{file.name} does not say which definition is the message; name one with --root: "
                          f"{', '.join(sorted(named)[:20]) or 'it has none'}")  # fmt: skip
    schema.pop("$schema", None)
    schema.pop("$id", None)
    return _draft({"$schema": DIALECT, **schema}, root)


def _at(schema: dict[str, Any], place: str) -> Any:
    here: Any = schema
    for step in place.split("/"):
        here = here.get(step) if isinstance(here, dict) else None
    return here


def _draft(schema: dict[str, Any], root: str) -> Draft:
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    options = {"root": root} if root.isidentifier() else {}
    return Draft({"message.json": text.encode()}, ROOT, {}, options)


class _Bundle:
    """One schema of several files: what others define goes to `$defs` under the name of the file."""

    def __init__(self, file: Path) -> None:
        self.main = file.resolve()
        self.drawn: dict[Path, str] = {}
        self.defs: dict[str, Any] = {}

    def schema(self) -> dict[str, Any]:
        """The whole."""
        made = self._read(self.main)
        if self.defs:
            made["$defs"] = {**made.get("$defs", {}), **self.defs}
        return made

    def _read(self, file: Path) -> dict[str, Any]:
        try:
            found = json.loads(file.read_bytes())
        except OSError as error:
            raise Undraftable(f"{self.main.name} refers to {file.name}, which cannot be read") from error
        except (ValueError, RecursionError) as error:
            raise Undraftable(f"{file.name} is not JSON: {error}") from error
        if not isinstance(found, dict):
            raise Undraftable(f"{file.name} is not a JSON Schema: it is no object")
        pointed: dict[str, Any] = self._moved(found, file)
        return pointed

    def _moved(self, words: Any, file: Path) -> Any:
        if isinstance(words, list):
            return [self._moved(each, file) for each in words]
        if not isinstance(words, dict):
            return words
        return {k: self._reference(v, file) if k == "$ref" and isinstance(v, str) else self._moved(v, file)
                for k, v in words.items()}  # fmt: skip

    def _reference(self, reference: str, file: Path) -> str:
        place, _, pointer = reference.partition("#")
        if "://" in place:
            raise Undraftable(
                f"{file.name} refers to {reference[:80]}; put that file beside it and refer to it there"
            )
        other = (file.parent / place).resolve() if place else file
        if other == self.main:
            return f"#{pointer}"
        if other not in self.drawn:
            name = self.drawn[other] = f"{other.stem}{len(self.drawn) or ''}"
            self.defs[name] = {}
            self.defs[name] = self._read(other)
        return f"#/$defs/{self.drawn[other]}{pointer}"


def _message(name: str, data: bytes) -> dict[str, Any]:
    try:
        parts = list(split(data, Limits()))
    except Unreadable as error:
        raise Undraftable(f"{name} cannot be read as JSON: {error.findings[0].message}") from error
    if len(parts) != 1:
        raise Undraftable(f"{name} holds {len(parts)} messages; a sample is one object")
    found: dict[str, Any] = json.loads(parts[0].data)
    return found


def _schema(values: list[Any]) -> dict[str, Any]:
    kinds = {_KINDS.get(type(value), "null") for value in values}
    if kinds == {"integer", "number"}:
        kinds = {"number"}
    if kinds == {"object"}:
        return _object(values)
    if kinds == {"array"}:
        items = [item for value in values for item in value]
        return {"type": "array", "items": _schema(items)} if items else {"type": "array"}
    if kinds == {"string"}:
        return _string(values)
    return {"type": kinds.pop()} if len(kinds) == 1 else {"type": sorted(kinds)} if kinds else {}


def _object(values: list[dict[str, Any]]) -> dict[str, Any]:
    names = dict.fromkeys(name for value in values for name in value)
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: _schema([value[name] for value in values if name in value]) for name in names},
    }
    required = [name for name in names if len(values) >= ENOUGH and all(name in value for value in values)]
    return {**made, **({"required": required} if required else {}), "additionalProperties": False}


def _string(values: list[str]) -> dict[str, Any]:
    kind = kind_of(values)
    if kind in ("date", "datetime"):
        return {"type": "string", "format": "date" if kind == "date" else "date-time"}
    found = codes(values)
    return {"type": "string", "enum": found} if found else {"type": "string", "maxLength": longest(values)}
