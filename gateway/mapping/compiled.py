"""Compile a mapping: table, converters and schema into the code of both directions, cached on disk.

Compiling reads the schema for names and order, which costs a second; the result is kept in the
user's cache folder under the format's revision, so that a command line pays it once. The folder
is the user's alone (mode 0700): a cache that others can write to is not read.
"""

from __future__ import annotations

import csv
import hashlib
import marshal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

from gateway.adapters import cache
from gateway.adapters.contract import Node
from gateway.findings import Finding, Severity
from gateway.formats import Format, adapter_for
from gateway.mapping.converters import Converter, converter
from gateway.mapping.lint import lint
from gateway.mapping.plan import build
from gateway.mapping.read_source import ReadSource
from gateway.mapping.shape import Shape, shapes
from gateway.mapping.table import Row, read_table
from gateway.mapping.write_source import WriteSource
from gateway.model import Message

ENGINE = "27"
"""Raised whenever the generated code changes, so that caches of older engines are not used."""


class MappingError(Exception):
    """A mapping table cannot be used; `findings` say why, row by row."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.code.id} {f.message}: {f.expected}" for f in findings[:5]))
        self.findings = findings


@dataclass(slots=True)
class Compiled:
    """Everything of a mapping that is worth caching: rows, code and constants of the directions."""

    rows: list[Row]
    tables: dict[str, list[dict[str, str]]]
    schema: Node
    numbers: dict[str, int]
    findings: list[Finding] = field(default_factory=list)
    code: dict[str, bytes] = field(default_factory=dict)
    constants: dict[str, dict[str, Any]] = field(default_factory=dict)
    types: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def run(self, direction: str, names: dict[str, Any]) -> dict[str, Any]:
        """Define the functions of one direction in a fresh namespace, which is returned."""
        types = {
            name: getattr(import_module(module), of) for name, (module, of) in self.types[direction].items()
        }
        space = {**names, **self.constants[direction], **types}
        code: CodeType = marshal.loads(self.code[direction])
        exec(code, space)
        return space


DIRECTIONS = ("read", "read_traced", "read_careful", "write", "write_traced")


def compiled(format: Format) -> Compiled:
    """The compiled mapping of a format, from the cache when it is there. Raises MappingError."""
    name = cache_name(format)
    found = cache.load(name)
    if isinstance(found, Compiled):
        return found
    made = compile_mapping(format)
    cache.save(name, made)
    return made


def compile_mapping(format: Format) -> Compiled:
    """Read, lint and compile the mapping of a format. Raises MappingError for errors in it."""
    folders = () if format.mapping_dir is None else (format.mapping_dir, *format.mapping_bases)
    if format.mapping_dir is None or not any((folder / "mapping.csv").is_file() for folder in folders):
        from gateway.findings import Stage
        from gateway.mapping.codes import NO_TABLE

        raise MappingError([Finding(NO_TABLE, f"{format.id} has no mapping.csv", Stage.TO_MODEL)])
    table = read_table(format.mapping_dir, format.namespaces, format.mapping_bases)
    tables = read_values(folders)
    schema = adapter_for(format.syntax).describe(format.spec)
    converters, findings = converters_of(table.rows, tables)
    findings = [*table.findings, *findings]
    if not findings:
        findings = lint(table.rows, converters, schema, format.mapping_dir)
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors:
        raise MappingError(errors)
    result = Compiled(table.rows, tables, schema, field_numbers(), findings)
    _generate(result, format)
    return result


def _generate(result: Compiled, format: Format) -> None:
    plan = build(result.rows, result.schema)
    rows: dict[int, int] = {id(row): number for number, row in enumerate(result.rows)}
    for row in plan.everything():
        if id(row) not in rows:
            rows[id(row)] = len(result.rows)
            result.rows.append(row)
    prefixes = {namespace: prefix for prefix, namespace in reversed(list(format.namespaces.items()))}
    for direction in DIRECTIONS:
        source = (
            ReadSource(plan, rows, direction)
            if direction.startswith("read")
            else WriteSource(plan, rows, result.numbers, prefixes, direction == "write_traced")
        )
        lines = source.generate()
        result.code[direction] = marshal.dumps(compile(lines.text, f"<{format.id} {direction}>", "exec"))
        result.constants[direction] = lines.constants
        result.types[direction] = lines.types


def read_values(folders: Sequence[Path]) -> dict[str, list[dict[str, str]]]:
    """The code tables of mapping folders by name, the first folder winning; lines with `#` are comments."""
    tables = {}
    for file in (file for folder in reversed(folders) for file in sorted((folder / "values").glob("*.csv"))):
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
        tables[file.stem] = [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]
    return tables


def converters_of(
    rows: list[Row], tables: dict[str, list[dict[str, str]]]
) -> tuple[dict[int, Converter], list[Finding]]:
    """The converter of every row that names one, by the row's identity, and what is wrong with them."""
    from gateway.mapping.table import bad_row

    found, findings = {}, []
    for row in rows:
        if row.converter:
            try:
                found[id(row)] = converter(row.converter, row.arguments, tables)
            except (ValueError, TypeError) as error:
                findings.append(bad_row(row.file, row.line, row.converter, str(error)))
    return found, findings


def field_numbers() -> dict[str, int]:
    """A number below 4,096 for every field name of the model."""
    names: set[str] = set()
    seen: set[type] = set()

    def visit(model: Any) -> None:
        if model in seen:
            return
        seen.add(model)
        shape: Shape
        for shape in shapes(model).values():
            names.add(shape.name)
            if not shape.leaf:
                visit(shape.holds)

    visit(Message)
    return {name: number for number, name in enumerate(sorted(names), 1)}


def cache_name(format: Format) -> str:
    """A name for what is derived from a format's folders, this code and this model, and for nothing else."""
    python = "".join(map(str, sys.version_info[:3]))
    model = _model_digest()
    return f"{format.id.replace('/', '-')}-{format.revision[:24]}-{model}-{ENGINE}-{python}.bin"


@lru_cache(maxsize=1)
def _model_digest() -> str:
    shape = [(name, number) for name, number in field_numbers().items()]
    here = Path(__file__).parent
    sources = sorted([*here.rglob("*.py"), *(here.parent / "model").glob("*.py")])
    stamp = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in sources]
    return hashlib.sha256(repr((shape, stamp)).encode()).hexdigest()[:16]
