"""What the tables of a format call records and fields; and first tables for files that have none, from samples.

Samples show tags, separators, lengths and repeats. What belongs to what shows only where records of two kinds
take turns; keys, names and code lists do not show at all and are for the author of the format.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from gateway.adapters.contract import Limits, Node, Spec
from gateway.adapters.draft import Draft, Undraftable, kind_of, longest
from gateway.adapters.flat.columns import Cut, cuts
from gateway.adapters.flat.describe import describe
from gateway.adapters.flat.layout import layout_of
from gateway.adapters.flat.lines import lines
from gateway.adapters.flat.sniffing import separator, sniff
from gateway.adapters.flat.splitting import ROOT, split, tag_of
from gateway.adapters.flat.values import is_day
from gateway.findings import Unreadable

Path = tuple[str, ...]
_SECTION = re.compile(r"(<[A-Z]+>|[#@%:=$]+)([A-Za-z][A-Za-z0-9_]*)")
_NAME = re.compile(r"[^A-Za-z0-9_]")


def notes(spec: Spec) -> dict[Path, str]:
    """Titles of records and fields by paths of names. Raises ValueError when the tables cannot be used."""
    layout = layout_of(spec)
    titles = {name: record.title for name, record in layout.records.items()}
    fields = {
        (name, each.name): each.title for name, record in layout.records.items() for each in record.fields
    }
    found: dict[Path, str] = {}

    def walk(node: Node, above: Path) -> None:
        path = (*above, node.name)
        title = fields.get((path[-2], node.name)) if len(path) > 2 else None
        title = title or (titles.get(node.name) if node.facets is None else None)
        if title and title != node.name:
            found[path] = title
        for child in node.children:
            walk(child, path)

    walk(describe(spec), ())
    return found


@dataclass(slots=True)
class _Kind:
    """The records of one kind in all samples: their values, and at which of all lines they stand."""

    tag: str
    tagged: bool
    rows: list[list[str]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag as the name of an element."""
        name = _NAME.sub("_", self.tag) or "record"
        return name if name[0].isalpha() else f"R{name}"


@dataclass(slots=True)
class _Seen:
    """What samples show: the separator (empty for columns), the sign of sections, the kinds of records in order."""

    mark: str
    encoding: str = "utf-8"
    section: str = ""
    kinds: dict[str, _Kind] = field(default_factory=dict)
    count: int = 0
    files: int = 0


def from_samples(samples: list[tuple[str, bytes]]) -> Draft:
    """Tables that all these files keep to. Raises Undraftable for files that are no records of one format."""
    seen = _seen(samples)
    kinds = list(seen.kinds.values())
    parents = {} if seen.section else _parents(kinds)
    records, fields = _table("record,tag,title,parent,minimum,maximum"), _table(
        "record,position,field,title,type,length,decimals,required,codes,from,use"
    )  # fmt: skip
    for kind in kinds:
        once = all(kind.files.count(number) <= 1 for number in kind.files)
        least = int(kind.name not in parents and len(set(kind.files)) == seen.files)
        records.append(
            [kind.name, kind.tag, kind.tag, parents.get(kind.name, "."), str(least), "1" if once else ""]
        )
        fields.extend(_delimited(kind) if seen.mark else _columned(kind))
    first = kinds[0]
    options = {"root": "message", "encoding": seen.encoding, "order": "nested" if parents else "tables"}
    options |= {"separator": seen.mark} if seen.mark else {}
    options |= {"section": seen.section} if seen.section else {}
    when = (f"flat/{first.name}",) if seen.mark else (f"flat/line[1][starts-with(., '{first.tag}')]",)
    files = {"records.csv": _bytes(records), "fields.csv": _bytes(fields)}
    return Draft(files, ROOT, options=options, when=(*when, *(_constants(first, seen) if seen.mark else ())))


def _seen(samples: list[tuple[str, bytes]]) -> _Seen:
    seen: _Seen | None = None
    for name, data in samples:
        if not sniff(data[:4096]):
            raise Undraftable(f"{name} does not look like records: its lines do not begin with tags")
        try:
            parts = list(split(data, Limits()))
        except Unreadable as error:
            raise Undraftable(f"{name} cannot be read: {error.findings[0].message}") from error
        for part in parts:
            raw = [line.data for line in lines(part.data)]
            mark = separator(raw[0].decode("latin-1"))
            seen = seen or _Seen(mark)
            if seen.mark != mark:
                raise Undraftable(f"{name} has another separator than the samples before it")
            seen.files += 1
            _add(seen, raw)
    if seen is None:
        raise Undraftable("there are no samples")
    return seen


def _add(seen: _Seen, raw: list[bytes]) -> None:
    section = ""
    for data in raw:
        seen.count += 1
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text, seen.encoding = data.decode("latin-1"), "latin-1"
        found = _SECTION.fullmatch(text) if seen.mark and seen.mark not in text else None
        if found is not None:
            seen.section, section = found[1], found[2]
            seen.kinds.setdefault(section, _Kind(section, False))
            continue
        tag = text.partition(seen.mark)[0] if seen.mark else tag_of(text)
        known = seen.kinds.get(tag)
        inside = section and not (known is not None and known.tagged) and not _closes(seen, text)
        kind = seen.kinds.setdefault(section if inside else tag, _Kind(tag, True))
        kind.rows.append(text.split(seen.mark) if seen.mark else [text])
        kind.at.append(seen.count)
        kind.files.append(seen.files)


def _closes(seen: _Seen, text: str) -> bool:
    """Whether a line behind sections is a trailer: a tag of three letters or more, and few values, that repeat the header."""
    values = text.split(seen.mark)
    header = next(iter(seen.kinds.values()))
    known = set(header.rows[-1][1:]) if header.rows else set()
    return len(values[0]) > 2 and values[0].isalpha() and len(values) < 4 and set(values[1:]) <= known


def _parents(kinds: list[_Kind]) -> dict[str, str]:
    """The kind below which each kind stands: the last one before it that takes turns with it."""
    found: dict[str, str] = {}
    for index, kind in enumerate(kinds):
        for above in reversed(kinds[1:index]):
            turns = len(above.at) > 1 and any(above.at[0] < at < above.at[-1] for at in kind.at)
            if turns and kind.at[0] > above.at[0]:
                found[kind.name] = above.name
                break
    return found


def _delimited(kind: _Kind) -> list[list[str]]:
    rows = []
    for number in range(1, max((len(row) for row in kind.rows), default=0) + 1):
        values = [row[number - 1] if len(row) >= number else "" for row in kind.rows]
        if number == 1 and kind.tagged:
            rows.append(_row(kind, 1, "tag", "tag", len(kind.tag), "", True))
            continue
        there = [value for value in values if value.strip()]
        type, length, decimals = _type(there)
        rows.append(_row(kind, number, f"field_{number}", type, length, decimals, len(there) == len(values)))
    return rows


def _columned(kind: _Kind) -> list[list[str]]:
    texts = [row[0] for row in kind.rows]
    rows = [_row(kind, 1, "tag", "tag", len(kind.tag), "", True)]
    found: list[Cut] = cuts(texts, len(kind.tag))
    for number, cut in enumerate(found, 2):
        there = all(text[cut.start - 1 : cut.start - 1 + cut.length].strip() for text in texts)
        rows.append(_row(kind, cut.start, f"field_{number}", "text", cut.length, "", there))
    return rows


def _type(values: list[str]) -> tuple[str, int, str]:
    """Type, length and decimals of the values of a field."""
    if values and all(is_day(value) for value in values):
        return "date", 8, ""
    kind = kind_of(values)
    if kind == "decimal":
        places = max(len(value.partition(".")[2]) for value in values)
        return "decimal", longest(values), str(places)
    return ("integer", longest(values), "") if kind == "integer" else ("text", longest(values), "")


def _row(
    kind: _Kind, position: int, name: str, type: str, length: int, decimals: str, required: bool
) -> list[str]:
    title = "Tag" if type == "tag" else f"{kind.tag} {name.replace('_', ' ')}"
    return [
        kind.name,
        str(position),
        name,
        title,
        type,
        str(length),
        decimals,
        "yes" if required else "",
        "",
        "",
        "",
    ]


def _constants(first: _Kind, seen: _Seen) -> list[str]:
    """Conditions on what all headers say alike in letters, where there are several."""
    if seen.files < 2:
        return []
    width = min(len(row) for row in first.rows)
    alike = [n for n in range(1, width) if len({row[n] for row in first.rows}) == 1]
    found = [(n + 1, first.rows[0][n]) for n in alike if re.fullmatch("[A-Z][A-Z0-9_]{3,}", first.rows[0][n])]
    return [f"flat/{first.name}/field.{number}[.='{value}']" for number, value in found]


def _table(head: str) -> list[list[str]]:
    return [head.split(",")]


def _bytes(rows: list[list[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue().encode()
