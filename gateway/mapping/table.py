"""Read `mapping.csv` and its blocks into rows (docs/mapping.md)."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field, replace
from pathlib import Path

from gateway.findings import Finding, Stage, Where
from gateway.mapping import codes
from gateway.mapping.path import ModelPath, PathError, SourcePath, model_path, source_path

REMOVED = "!"
"""the model of a line that takes an inherited one away"""

COLUMNS = ("source", "model", "convert", "when", "note")
_CONSTANT = re.compile(r"=(!)?'(.*)'")
_COMPUTED = re.compile(r"=(count|sum)\((.+)\)")
_FALLBACK = re.compile(r"=(?:default\('(.*?)'\)|(position)\(\))\s*(.*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """`when`: a model path that equals, differs from, is present or is absent."""

    kind: str
    path: ModelPath
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a mapping table.

    `kind` is one of `value kept ignored constant count sum`; `models` has one path a model value
    and `otherwise` the paths that are written when the first has no value. `constant` is the text
    of a constant or default; `firm` constants are written always; `position` means that the
    ordinal is written where the model has no value.
    """

    file: str
    line: int
    kind: str
    sources: tuple[SourcePath, ...]
    models: tuple[ModelPath, ...] = ()
    otherwise: tuple[ModelPath, ...] = ()
    converter: str = ""
    arguments: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    constant: str | None = None
    firm: bool = False
    position: bool = False
    note: str = ""


@dataclass(slots=True)
class Table:
    """All rows of a mapping, in their order, with what could not be read."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    source: str = ""
    model: str = ""

    def extend(self, source: str, model: str) -> _Context:
        return _Context(_join(self.source, source), _join(self.model, model))


Line = tuple[str, int, dict[str, str]]
"""A line of a table: its file, its number and its cells with whole paths."""


def read_table(folder: Path, namespaces: Names[str, str], bases: Sequence[Path] = ()) -> Table:
    """Read a mapping folder; mistakes become findings, and their rows are left out.

    `bases` are the folders that this one only differs from, the nearest first: its lines replace
    theirs of the same source (all of them; model `!` takes them away), its blocks theirs of the
    same name, wherever they are used; what is new is tried before what is inherited. A base without
    a table has blocks alone.
    """
    table = Table()
    folders = [folder, *bases]
    lines: list[Line] = []
    tables = [own for own in folders if (own / "mapping.csv").is_file()] or [folder]
    for own in reversed(tables):
        lines = _over(lines, _expand(own / "mapping.csv", _Context(), _Files(folders, folder, table)))
    for file, line, cells in lines:
        try:
            table.rows.append(_row(file, line, cells, namespaces))
        except PathError as error:
            table.findings.append(bad_row(file, line, cells["source"], str(error)))
    return table


def _over(inherited: list[Line], own: Iterable[Line]) -> list[Line]:
    """Lines over inherited ones: replaced where they stand, new ones first."""
    lines = list(own)
    if not inherited:
        return lines
    replacing: dict[str, list[Line]] = {}
    for line in lines:
        replacing.setdefault(line[2]["source"], []).append(line)
    known = {cells["source"] for _, _, cells in inherited}
    result = [line for line in lines if line[2]["source"] not in known]
    for line in inherited:
        source = line[2]["source"]
        if source not in replacing:
            result.append(line)
        else:
            result.extend(new for new in replacing[source] if new[2]["model"] != REMOVED)
            replacing[source] = []
    return result


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the files of a table are looked for; `names` are written as seen from `home`."""

    folders: Sequence[Path]
    home: Path
    table: Table

    def block(self, name: str) -> Path:
        files = [folder / "blocks" / f"{name}.csv" for folder in self.folders]
        return next((file for file in files if file.is_file()), files[0])

    def name(self, file: Path) -> str:
        return Path(os.path.relpath(file, self.home)).as_posix()

    def wrong(self, file: Path, line: int, value: str, expected: str) -> None:
        self.table.findings.append(bad_row(self.name(file), line, value, expected))


def _expand(file: Path, outer: _Context, files: _Files, depth: int = 0) -> Iterator[Line]:
    name = files.name(file)
    if depth > 8 or not file.is_file():
        files.wrong(file, 0, name, "the file is missing or inserts itself")
        return
    base = here = outer
    with file.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            files.wrong(file, 1, str(reader.fieldnames), f"the columns {','.join(COLUMNS)}")
            return
        for record in reader:
            cells = {key: (record[key] or "").strip() for key in COLUMNS}
            source = cells["source"]
            if not source or source.startswith("#"):
                continue
            if source.endswith("/"):
                here = _context(base if source.startswith("./") else outer, cells)
                base = base if source.startswith("./") else here
            elif cells["convert"].startswith("use:"):
                inner = _placed(here, cells)
                block = files.block(cells["convert"][4:])
                yield from _expand(block, _Context(inner["source"], inner["model"]), files, depth + 1)
            else:
                yield name, reader.line_num, _placed(here, cells)


def _context(above: _Context, cells: dict[str, str]) -> _Context:
    source, model = cells["source"].rstrip("/"), cells["model"].rstrip("/")
    return above.extend(source, model) if source.startswith("./") else _Context(source, model)


def _join(prefix: str, path: str) -> str:
    if not path.startswith("."):
        return path
    rest = path[1:].lstrip("/")
    return f"{prefix}/{rest}" if prefix and rest else prefix or rest


_RELATIVE = re.compile(r"(?<![\w\]/.])\.(?=/|$|\s)(/?)")


def _placed(here: _Context, cells: dict[str, str]) -> dict[str, str]:
    def place(cell: str, prefix: str) -> str:
        return _RELATIVE.sub(lambda m: prefix + (m[1] if prefix else ""), cell)

    return {
        **cells,
        "source": place(cells["source"], here.source),
        "model": place(cells["model"], here.model),
        "when": place(cells["when"], here.model),
    }


def _row(file: str, line: int, cells: dict[str, str], namespaces: Names[str, str]) -> Row:
    sources = tuple(source_path(part.strip(), namespaces) for part in cells["source"].split(" + "))
    name, _, arguments = cells["convert"].partition(":")
    row = Row(
        file,
        line,
        "value",
        sources,
        converter=name,
        arguments=tuple(a.strip() for a in arguments.split(",")) if arguments else (),
        when=tuple(_condition(part.strip()) for part in cells["when"].split("&") if part.strip()),
        note=cells["note"],
    )
    return _with_model(row, cells["model"])


def _with_model(row: Row, cell: str) -> Row:
    if cell == REMOVED:
        raise PathError("a line of this source is not inherited, so it cannot be taken away")
    if cell in ("~", "-"):
        if not row.note:
            raise PathError("a kept or ignored value needs its reason in `note`")
        return replace(row, kind="kept" if cell == "~" else "ignored")
    if constant := _CONSTANT.fullmatch(cell):
        return replace(row, kind="constant", constant=constant[2], firm=bool(constant[1]))
    if computed := _COMPUTED.fullmatch(cell):
        return replace(row, kind=computed[1], models=(model_path(computed[2]),))
    if fallback := _FALLBACK.fullmatch(cell):
        if not fallback[3]:
            raise PathError("a default needs the model path that it stands in for")
        path, *further = [model_path(part.strip()) for part in fallback[3].split(" | ")]
        return replace(
            row, models=(path,), otherwise=tuple(further), constant=fallback[1], position=bool(fallback[2])
        )
    if not cell or cell.startswith("="):
        raise PathError(f"{cell!r} is neither a model path nor a constant")
    first, *others = [part.strip() for part in cell.split(" | ")]
    models = tuple(model_path(part.strip()) for part in first.split(" + "))
    return replace(row, models=models, otherwise=tuple(model_path(part) for part in others))


def _condition(text: str) -> Condition:
    if "!=" in text:
        path, _, value = text.partition("!=")
        return Condition("differs", model_path(path.strip()), value.strip())
    bare = re.sub(r"\[[^\]]*\]", "", text)
    if "=" in bare:
        path, _, value = text.rpartition("=")
        return Condition("equals", model_path(path.strip()), value.strip())
    if text.startswith("!"):
        return Condition("absent", model_path(text[1:].strip()))
    return Condition("present", model_path(text))


def bad_row(file: str, line: int, value: str, expected: str) -> Finding:
    """The finding for a row that cannot be used."""
    return Finding(
        codes.BAD_ROW,
        f"{file}:{line} cannot be read",
        Stage.TO_MODEL,
        Where(path=file, line=line or None),
        value=value,
        expected=expected,
    )
