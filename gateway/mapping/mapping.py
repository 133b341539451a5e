"""A mapping at work: native tree to common model and back, with the account of every value."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from lxml import etree
from pydantic import ValidationError

from gateway.adapters.contract import Tree
from gateway.findings import Finding, Stage, Where
from gateway.formats import Format, adapter_for
from gateway.mapping import codes, reading, writing
from gateway.mapping.compiled import Compiled, compiled, converters_of
from gateway.mapping.ledger import Counts, Entry, Fate, Ledger, Lost
from gateway.mapping.restore import Restorer
from gateway.mapping.steps import Step, steps
from gateway.mapping.table import Row
from gateway.mapping.tally import tally
from gateway.model import Message

_ELEMENTS = etree.XPath("count(descendant-or-self::*)")
_ATTRIBUTES = etree.XPath("count(descendant-or-self::*/@*)")


@dataclass(slots=True)
class Read:
    """What reading gave: the message, what is to be said about it, and the counted ledger."""

    message: Message
    findings: list[Finding]
    counts: Counts


@dataclass(slots=True)
class Written:
    """What writing gave: the tree, what is to be said, the counted ledger, and what was lost.

    Counts are of the model's values: `mapped` are carried, `kept` travelled as residue of this
    format, `residue` are lost.
    """

    tree: Tree
    findings: list[Finding]
    counts: Counts
    lost: list[Lost] = field(default_factory=list)


class Mapping:
    """The compiled mapping of one format. Its methods are pure and may run in any thread."""

    def __init__(self, format: Format, parts: Compiled) -> None:
        self.format = format
        self.parts = parts
        self.findings = parts.findings
        self.steps: list[Step] = steps(format.steps, parts.tables)
        self._prefixes = {ns: prefix for prefix, ns in reversed(list(format.namespaces.items()))}
        self._restorer = Restorer(format.id, format.namespaces, parts.schema)
        self._converters, _ = converters_of(parts.rows, parts.tables)
        self._functions: dict[str, Any] = {}

    # Reading

    def to_model(self, tree: Tree) -> Read:
        """The message of a tree, with the counted ledger; whatever does not fit is kept with it."""
        k, missing = self._account(tree.root, "read")
        message, findings = self._message(k, tree)
        return Read(message, findings, _counts(k, missing))

    def trace_to_model(self, tree: Tree) -> Ledger:
        """The full ledger of reading a tree: every value with its path, line and place in the model."""
        k, missing = self._account(tree.root, "read_traced")
        self._message(k, tree)
        return Ledger(_counts(k, missing), lambda: self._entries(k, tree))

    def _account(self, root: etree._Element, twin: str) -> tuple[reading.Account, int]:
        """The account of a tree, by the careful twin when the quick one does not sum up."""
        k, missing = self._run(root, twin), 0
        if not k.retry:
            missing = _missing(k, root)
        if k.retry or missing:
            k = self._run(root, "read_careful")
            missing = _missing(k, root)
        self._compare(k)
        return k, missing

    def _run(self, root: etree._Element, twin: str) -> reading.Account:
        k = reading.Account(self.format.id, self._prefixes, trace=None if twin == "read" else [])
        k.n[reading.ELEMENTS] = 1
        self._function(twin, "r0")(root, k.root, k.root, root, k)
        return k

    def _function(self, direction: str, name: str) -> Any:
        found = self._functions.get(direction)
        if found is None:
            found = self._functions[direction] = self.parts.run(direction, self._names(direction))
        return found[name]

    def _names(self, direction: str) -> dict[str, Any]:
        module = reading if direction.startswith("read") else writing
        names = {name: getattr(module, name) for name in dir(module) if not name.startswith("__")}
        for number, row in enumerate(self.parts.rows):
            converter = self._converters.get(id(row))
            if converter is not None and module is reading:
                names[f"C{number}"] = reading.reader_of(converter)
            elif converter is not None:
                names[f"W{number}"] = writing.writer_of(converter, number)
        return names

    def _compare(self, k: reading.Account) -> None:
        """Counts and sums, now that the whole model is there."""
        for number, owner, home, node, attribute, stated in k.later:
            row = self.parts.rows[number]
            steps_ = _steps(row.models[0])
            values = list(_dict_values(k.root, steps_))
            right = str(len(values)) if row.kind == "count" else _sum(values)
            if stated == right:
                k.n[reading.MAPPED] += 1
                k.log(node, attribute, reading.MAPPED, number, f"{row.kind} of the message")
            else:
                reading.refuse(k, owner, home, node, attribute, stated, right, number, row.kind)

    def _message(self, k: reading.Account, tree: Tree) -> tuple[Message, list[Finding]]:
        for step in self.steps:
            step.read(k.root)
        findings = self._problems(k, tree)
        for _ in range(100):
            try:
                return Message.model_validate(k.root, by_alias=False, by_name=True, extra="ignore"), findings
            except ValidationError as error:
                findings.extend(_refused_by_model(error, k, self.format.id))
        return Message(), findings

    def _problems(self, k: reading.Account, tree: Tree) -> list[Finding]:
        if not k.problems:
            return []
        places = adapter_for(self.format.syntax).locate(tree, [p[2] for p in k.problems])
        return [self._problem(problem, where) for problem, where in zip(k.problems, places, strict=True)]

    def _problem(self, problem: tuple[Any, ...], where: Where) -> Finding:
        kind, number, _, attribute, text, expected = problem
        row = self.parts.rows[number]
        code = {
            "constant": codes.CONSTANT_DIFFERS,
            "count": codes.COUNT_DIFFERS,
            "sum": codes.COUNT_DIFFERS,
        }.get(kind, codes.REFUSED)
        target = "/".join(step.name for step in row.models[0]) if row.models else "the format"
        if attribute and where.path:
            where = Where(
                **{**{s: getattr(where, s) for s in Where.__slots__}, "path": f"{where.path}/@{attribute}"}
            )
        return Finding(
            code,
            f"{text!r} is not what {target} takes",
            Stage.TO_MODEL,
            where,
            code.severity,
            text,
            expected,
            code.fix,
            self.format.id,
            rule=f"{row.file}:{row.line}",
        )

    def _entries(self, k: reading.Account, tree: Tree) -> Iterator[Entry]:
        trace = k.trace or []
        places = adapter_for(self.format.syntax).locate(tree, [entry[0] for entry in trace])
        paths = dict(_dict_paths(k.root))
        for (node, attribute, fate, holder, name, number, reason), where in zip(trace, places, strict=True):
            row = self.parts.rows[number] if number >= 0 else None
            model = None
            if row is not None and row.models and fate in (reading.MAPPED, reading.CONVERTED):
                model = _model_place(row.models, paths.get(id(holder)), name)
            elif row is not None and row.kind == "constant":
                reason = reason or "constant of the format"
            yield Entry(
                f"{where.path}/@{_local(attribute)}" if attribute else where.path or "",
                where.line,
                node.get(attribute) if attribute else node.text,
                reading.FATES[fate],
                model,
                _named(row) if row is not None and fate == reading.CONVERTED else None,
                reason,
            )

    # Writing

    def from_model(self, message: Message) -> Written:
        """The tree of a message in this format, with the counted ledger and what was lost."""
        k, text, subject = self._write(message, traced=False)
        tree = Tree(text=text) if not k.homes else Tree(_root=self._restorer.restore(text, k.homes))
        lost, counts = self._lost(k, subject)
        findings = [self._not_writable(*problem) for problem in k.problems]
        findings.extend(
            Finding(
                codes.LOST,
                f"{loss.model_path} is not carried: {loss.reason}",
                Stage.FROM_MODEL,
                Where(path=loss.model_path),
                codes.LOST.severity,
                loss.value,
                None,
                codes.LOST.fix,
                self.format.id,
            )
            for loss in lost
        )
        return Written(tree, findings, counts, lost)

    def trace_from_model(self, message: Message) -> Ledger:
        """The full ledger of writing a message: every value of the output and where it came from."""
        k, text, subject = self._write(message, traced=True)
        lost, counts = self._lost(k, subject)
        return Ledger(counts, lambda: self._written_entries(k, text, subject), lost)

    def _written_entries(self, k: writing.Output, text: str, subject: Message) -> Iterator[Entry]:
        root = etree.fromstring(text.encode())
        origin = zip((s for s in _spots(root) if s[1] != writing.MARK), k.trace, strict=True)
        paths = {id(owner): path for owner, path in _object_paths(subject)}
        places = Places()
        keyed = {(places.of(node), name): entry for (node, name), entry in origin}
        final, places = (self._restorer.restore(text, k.homes), Places()) if k.homes else (root, places)
        for node, name in _spots(final):
            yield self._written(places.of(node), node, name, keyed, paths)

    def _write(self, message: Message, *, traced: bool) -> tuple[writing.Output, str, Message]:
        subject = message
        for step in reversed(self.steps):
            subject = step.write(subject)
        k = writing.Output(self.format.id, subject)
        text = self._function("write_traced" if traced else "write", "w0")(subject, k, None, 0)
        return k, text, subject

    def _written(
        self, place: str, node: etree._Element, name: str, keyed: dict[Any, Any], paths: dict[int, str]
    ) -> Entry:
        path, value = f"{place}/@{_local(name)}" if name else place, node.get(name) if name else node.text
        found = keyed.get((place, name))
        if found is None or found[3] != value:
            return Entry(path, None, value, Fate.KEPT, None, None, "kept beside the model since it was read")
        owner, field_, number, _ = found
        row = self.parts.rows[number]
        if field_ is None or owner is None or id(owner) not in paths:
            reason = {"count": "counted", "sum": "summed"}.get(row.kind, "constant of the format")
            return Entry(path, None, value, Fate.MAPPED, None, None, reason)
        model = _model_place(row.models, paths[id(owner)], field_)
        fate = Fate.CONVERTED if row.converter else Fate.MAPPED
        return Entry(path, None, value, fate, model, _named(row) if row.converter else None, None)

    def _lost(self, k: writing.Output, subject: Message) -> tuple[list[Lost], Counts]:
        values, extended = tally(subject)
        made = {
            id(owner) << writing.BITS | self.parts.numbers[name]
            for step in self.steps
            for owner, name in step.accounts_for(subject)
        } - k.used
        if not extended and values == len(k.used) + len(made):
            return [], Counts(values=values, mapped=len(k.used), converted=len(made))
        foreign = [
            (path, x)
            for path, x in writing.extensions_of(subject)
            if x.format != self.format.id and _matters(x)
        ]
        exact = list(writing.values_of(subject, "", self.parts.numbers))
        reason = f"{self.format.id} has no place for it"
        lost = [
            Lost(path, str(value), reason)
            for key, path, value in exact
            if key not in k.used and key not in made
        ]
        lost.extend(
            Lost(path or "message", x.value or "", f"{x.format} kept it: {x.reason or x.kind} ({x.path})")
            for path, x in foreign
        )
        counts = Counts(values=len(exact) + len(foreign), mapped=len(k.used), residue=len(lost))
        counts.converted = sum(1 for key, _, _ in exact if key in made)
        counts.unaccounted = counts.values - counts.mapped - counts.converted - counts.residue
        return lost, counts

    def _not_writable(self, number: int, value: str, expected: str) -> Finding:
        row = self.parts.rows[number]
        path = "/".join(step.name for step in row.models[0])
        return Finding(
            codes.NOT_WRITABLE,
            f"{path} cannot be written as {self.format.id} has it",
            Stage.FROM_MODEL,
            Where(path=path),
            codes.NOT_WRITABLE.severity,
            value,
            expected,
            codes.NOT_WRITABLE.fix,
            self.format.id,
            rule=f"{row.file}:{row.line}",
        )


@lru_cache(maxsize=64)
def mapping_of(format: Format) -> Mapping:
    """The mapping of a format, linted and compiled once. Raises MappingError."""
    return Mapping(format, compiled(format))


def _matters(extension: Any) -> bool:
    """Whether an extension holds a value that the model does not hold too."""
    if extension.kind == "lexical":
        return extension.canonical is None
    return extension.kind not in ("order", "absent", "empty")


def _missing(k: reading.Account, root: etree._Element) -> int:
    """How many elements and attributes of the tree the account does not know of."""
    return abs(int(_ELEMENTS(root)) - k.n[reading.ELEMENTS]) + abs(
        int(_ATTRIBUTES(root)) - k.n[reading.ATTRIBUTES]
    )


def _counts(k: reading.Account, missing: int) -> Counts:
    mapped, converted, kept, ignored, residue = k.n[reading.MAPPED :]
    total = mapped + converted + kept + ignored + residue + missing
    return Counts(total, mapped, converted, kept, ignored, residue, missing)


def _refused_by_model(error: ValidationError, k: reading.Account, format: str) -> Iterator[Finding]:
    for problem in error.errors(include_url=False):
        path = "/".join(str(step) for step in problem["loc"])
        owner: Any = k.root
        trail = [step for step in problem["loc"]]
        for step in trail[:-1]:
            owner = owner[step]
        value = owner.pop(trail[-1])
        k.root.setdefault("extensions", []).append(
            {
                "format": format,
                "kind": "unmapped",
                "path": f"#{path}",
                "value": str(value),
                "reason": problem["msg"],
            }
        )
        yield Finding(
            codes.MODEL_REFUSES,
            f"the model does not take {path}",
            Stage.TO_MODEL,
            Where(),
            codes.MODEL_REFUSES.severity,
            str(value),
            problem["msg"],
            codes.MODEL_REFUSES.fix,
            format,
        )


def _sum(numbers: list[Any]) -> str:
    """The sum of numbers as it is written: whole numbers without a point."""
    return format(Decimal(sum(numbers)), "f") if numbers else ""


def _steps(path: Any) -> list[str]:
    from gateway.mapping.shape import resolve

    return [shape.name for shape in resolve(path)]


def _dict_values(owner: Any, names: list[str]) -> Iterator[Any]:
    if owner is None:
        return
    if isinstance(owner, list):
        for entry in owner:
            yield from _dict_values(entry, names) if names else iter([entry])
    elif not names:
        yield owner
    else:
        inner = owner.get(names[0]) if isinstance(owner, dict) else getattr(owner, names[0])
        yield from _dict_values(inner, names[1:])


def _dict_paths(owner: dict[str, Any], path: str = "") -> Iterator[tuple[int, str]]:
    yield id(owner), path
    for name, value in owner.items():
        shown = f"{path}/{_camel(name)}" if path else _camel(name)
        if name == "extensions":
            continue
        if isinstance(value, dict):
            yield from _dict_paths(value, shown)
        elif isinstance(value, list):
            for index, entry in enumerate(value, 1):
                if isinstance(entry, dict):
                    yield from _dict_paths(entry, f"{shown}[{index}]")


def _object_paths(owner: Any, path: str = "") -> Iterator[tuple[Any, str]]:
    yield owner, path
    for name in owner.model_fields_set:
        value = getattr(owner, name)
        shown = f"{path}/{_camel(name)}" if path else _camel(name)
        if name == "extensions":
            continue
        if hasattr(value, "model_fields_set"):
            yield from _object_paths(value, shown)
        elif isinstance(value, list):
            for index, entry in enumerate(value, 1):
                if hasattr(entry, "model_fields_set"):
                    yield from _object_paths(entry, f"{shown}[{index}]")


@cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _model_place(models: tuple[Any, ...], owner: str | None, name: str | None) -> str:
    if len(models) > 1 or owner is None:
        return " + ".join("/".join(step.name for step in model) for model in models)
    return f"{owner}/{_camel(name or '')}".lstrip("/")


def _named(row: Row) -> str:
    return (row.converter or "") + (":" + ",".join(row.arguments) if row.arguments else "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _spots(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for node in root.iter():
        for name in node.attrib:
            yield node, str(name)
        if not len(node) and node.text:
            yield node, ""


class Places:
    """The paths of many elements of one tree; the children of a parent are counted once."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """Names with ordinals from the root to an element."""
        if node not in self._known:
            parent = node.getparent()
            if parent is None:
                self._known[node] = f"/{_local(str(node.tag))}"
            else:
                self._children(parent, self.of(parent))
        return self._known[node]

    def _children(self, parent: etree._Element, path: str) -> None:
        tags = [str(child.tag) for child in parent]
        seen: dict[str, int] = {}
        for child, tag in zip(parent, tags, strict=True):
            seen[tag] = seen.get(tag, 0) + 1
            ordinal = f"[{seen[tag]}]" if seen[tag] > 1 or tags.count(tag) > 1 else ""
            self._known[child] = f"{path}/{_local(tag)}{ordinal}"


__all__ = ["Mapping", "Names", "Read", "Written", "mapping_of"]
