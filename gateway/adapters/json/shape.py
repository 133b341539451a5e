"""What a schema says of one value: its type, its members or items, its limits.

Of JSON Schema 2020-12 these words are understood: `$ref`, `allOf`, `anyOf` and `oneOf` (their
members, none of them mandatory), `type`, `properties`, `required`, `additionalProperties`, `items`,
`minItems`, `maxItems`, `enum`, `const`, lengths, `pattern`, bounds and `format`. Others are left to
the validator.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from gateway.adapters.contract import Facets, Spec
from gateway.adapters.json.names import encoded
from gateway.adapters.json.schema_file import SchemaRefused, referred, schema_file, schema_of

_BASES = {"number": "decimal", "integer": "integer", "boolean": "boolean"}
_FORMATS = {"date": "date", "date-time": "datetime"}
_DEEPEST = 20
"""how many references and combinations may lead from one to the next"""


class Shape:
    """The shape of one value; those of its members and items are made when they are asked for."""

    def __init__(self, words: dict[str, Any], whole: dict[str, Any]) -> None:
        self._whole = whole
        self.reference = str(words.get("$ref", ""))
        self.words = _merged(words, whole, 0)
        types = self.words.get("type", [])
        self.types: tuple[str, ...] = (types,) if isinstance(types, str) else tuple(types)
        named = [name for name in self.types if name != "null"]
        self.kind: str | None = "number" if named[:1] == ["integer"] else named[0] if named else None
        self.listed = self.kind == "array"
        self.required = frozenset(map(encoded, self.words.get("required", ())))
        self.open = "additionalProperties" not in self.words

    @cached_property
    def members(self) -> Mapping[str, Shape]:
        """The members that are named, by their escaped names, in the schema's order."""
        properties = self.words.get("properties", {})
        return {encoded(name): self._below(words) for name, words in properties.items()}

    @cached_property
    def items(self) -> Shape:
        """The items of an array."""
        return self._below(self.words.get("items", {}))

    def _below(self, words: Any) -> Shape:
        return Shape(words, self._whole) if isinstance(words, dict) else ANY

    def member(self, name: str) -> Shape:
        """A member by its escaped name; one that is not named may be anything."""
        return self.members.get(name, ANY)

    @cached_property
    def facets(self) -> Facets:
        """Limits of a value that is not an object or array."""
        words = self.words
        named = next((name for name in self.types if name != "null"), "string")
        base = _BASES.get(named) or _FORMATS.get(str(words.get("format", "")), "string")
        pattern = words.get("pattern")
        codes = words.get("enum", [words["const"]] if "const" in words else [])
        return Facets(
            base, words.get("minLength"), words.get("maxLength"), (None, None), _number(words.get("minimum")),
            _number(words.get("maximum")), (pattern,) if pattern else (), tuple(map(str, codes)),
        )  # fmt: skip


def _number(bound: Any) -> Decimal | None:
    return None if bound is None else Decimal(str(bound))


def _merged(words: dict[str, Any], whole: dict[str, Any], depth: int) -> dict[str, Any]:
    """A schema with what it refers to and combines drawn into one level."""
    if depth > _DEEPEST:
        raise SchemaRefused("the schema refers to itself without end")
    combined: list[tuple[dict[str, Any], str]] = []
    # Members come in the order in which the schema speaks of them.
    for word, said in words.items():
        if word == "$ref" and isinstance(said, str):
            combined.append((referred(whole, said), word))
        elif word in ("allOf", "anyOf", "oneOf") and isinstance(said, list):
            combined.extend((part, word) for part in said if isinstance(part, dict))
        elif word == "properties":
            combined.append(({"properties": said}, word))
    if all(word == "properties" for _, word in combined):
        return words
    made = {name: value for name, value in words.items() if name not in ("$ref", "allOf")}
    properties: dict[str, Any] = {}
    for part, word in combined:
        drawn = part if word == "properties" else _merged(part, whole, depth + 1)
        properties |= drawn.get("properties", {})
        if word in ("$ref", "allOf"):
            required = [*made.get("required", ()), *drawn.get("required", ())]
            made = {**drawn, **made, **({"required": required} if required else {})}
        elif "type" in drawn:
            made.setdefault("type", drawn["type"])
    if properties:
        made["properties"] = properties | words.get("properties", {})
    return made


ANY = Shape({}, {})


def shape_of(spec: Spec) -> Shape:
    """The shape of a format's messages; anything goes where the schema cannot be used."""
    file = schema_file(spec)
    try:
        return _shaped(file, file.stat().st_mtime_ns)
    except (OSError, SchemaRefused):
        return ANY


@lru_cache(maxsize=64)
def _shaped(file: Path, changed: int) -> Shape:
    schema = schema_of(file)
    return Shape(schema, schema)
