"""What a format's own documents say a native element is: annotations, dictionaries, titles."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from gateway.formats import Format

Definitions = Callable[[tuple[str, ...]], str]
_XS = "{http://www.w3.org/2001/XMLSchema}"
_WORDS = ("definition", "description", "title", "name", "note")
_KEYS = ("path", "code", "field", "element", "column", "key", "id", "tag")


def definitions(format: Format) -> Definitions:
    """A function from a path of tags to the definition of its last one; empty where nothing is stated."""
    folders = (*format.spec.shared, format.schema_dir)
    known: dict[str, str] = {}
    for folder in folders:
        known.update(_of_folder(folder))

    def told(path: tuple[str, ...]) -> str:
        last = path[-1].lstrip("@").rpartition("}")[2]
        code = re.fullmatch(r"[A-Z]?(\d{4})", last)
        return known.get(last, "") or (known.get(code[1], "") if code else "")

    return told


@lru_cache(maxsize=256)
def _of_folder(folder: Path) -> dict[str, str]:
    """Definitions by local name; a name that is defined in two ways has none."""
    found: dict[str, set[str]] = {}
    for file in sorted(folder.glob("*")):
        for name, words in _of_file(file):
            if words:
                found.setdefault(name, set()).add(" ".join(words.split()))
    return {name: next(iter(words)) for name, words in found.items() if len(words) == 1}


def _of_file(file: Path) -> Iterator[tuple[str, str]]:
    if file.suffix == ".xsd":
        root = etree.parse(str(file), etree.XMLParser(resolve_entities=False)).getroot()
        for node in root.iter(f"{_XS}element", f"{_XS}attribute"):
            words = " ".join(
                node.xpath(
                    "./*[local-name()='annotation']/*//text() | ./*[local-name()='annotation']/*[local-name()='documentation']/text()"
                )
            )
            yield node.get("name") or "", words
    elif file.suffix == ".json":
        yield from _of_json(json.loads(file.read_text("utf-8")))
    elif file.suffix == ".csv" and file.name not in ("codes.csv",):
        yield from _of_csv(file)


def _of_json(schema: Any) -> Iterator[tuple[str, str]]:
    if isinstance(schema, list):
        for one in schema:
            yield from _of_json(one)
    elif isinstance(schema, dict):
        properties = schema.get("properties")
        for name, one in properties.items() if isinstance(properties, dict) else ():
            if isinstance(one, dict):
                yield name, str(one.get("description") or one.get("title") or "")
        for one in schema.values():
            yield from _of_json(one)


def _of_csv(file: Path) -> Iterator[tuple[str, str]]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines):
        key = next((row[name] for name in _KEYS if row.get(name)), "")
        words = next((row[name] for name in _WORDS if row.get(name) and row[name] != key), "")
        if key and isinstance(words, str):
            yield key.rpartition("/")[2], words
