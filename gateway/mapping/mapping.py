"""A mapping at work: native tree to common model and back, with the account of every value."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lxml import etree
from pydantic import ValidationError

from gateway.adapters.contract import Tree
from gateway.findings import Finding
from gateway.formats import Format, adapter_for
from gateway.mapping import reading, tell, writing
from gateway.mapping.compiled import Compiled, compiled, converters_of
from gateway.mapping.converters import is_sure
from gateway.mapping.entries import read_entries, written_entries
from gateway.mapping.ledger import Counts, Entry, Ledger, Lost
from gateway.mapping.restore import Restorer
from gateway.mapping.steps import Step, steps
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
        return Ledger(_counts(k, missing), lambda: self._read_entries(k, tree))

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
        k.placeholder = str(self.format.spec.options.get("placeholder") or "")
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
            elif converter is not None and is_sure(converter.name):
                names[f"W{number}"] = converter.write
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
                findings.extend(tell.refused_by_model(self.format.id, error, k))
        return Message(), findings

    def _read_entries(self, k: reading.Account, tree: Tree) -> Iterator[Entry]:
        places = adapter_for(self.format.syntax).locate(tree, [entry[0] for entry in k.trace or ()])
        return read_entries(self.parts.rows, k, places)

    def _problems(self, k: reading.Account, tree: Tree) -> list[Finding]:
        if not k.problems:
            return []
        places = adapter_for(self.format.syntax).locate(tree, [p[2] for p in k.problems])
        return [
            tell.refused(self.format.id, self.parts.rows, problem, where)
            for problem, where in zip(k.problems, places, strict=True)
        ]

    # Writing

    def from_model(self, message: Message) -> Written:
        """The tree of a message in this format, with the counted ledger and what was lost."""
        k, text, subject = self._write(message, traced=False)
        tree = Tree(text=text) if not k.homes else Tree(_root=self._restorer.restore(text, k.homes))
        lost, counts = self._lost(k, subject)
        id, rows = self.format.id, self.parts.rows
        findings = [tell.not_writable(id, rows[row], value, expected) for row, value, expected in k.problems]
        findings.extend(tell.lost(id, loss) for loss in lost)
        return Written(tree, findings, counts, lost)

    def trace_from_model(self, message: Message) -> Ledger:
        """The full ledger of writing a message: every value of the output and where it came from."""
        k, text, subject = self._write(message, traced=True)
        lost, counts = self._lost(k, subject)
        return Ledger(counts, lambda: self._written_entries(k, text), lost)

    def _written_entries(self, k: writing.Output, text: str) -> Iterator[Entry]:
        root = etree.fromstring(text.encode())
        final = self._restorer.restore(text, k.homes) if k.homes else root
        return written_entries(self.parts.rows, k, root, final)

    def _write(self, message: Message, *, traced: bool) -> tuple[writing.Output, str, Message]:
        subject = message
        for step in reversed(self.steps):
            subject = step.write(subject)
        k = writing.Output(self.format.id, subject)
        text = self._function("write_traced" if traced else "write", "w0")(
            subject, k, k.used.add, None, 0, subject
        )
        return k, text, subject

    def _lost(self, k: writing.Output, subject: Message) -> tuple[list[Lost], Counts]:
        values = tally(subject)
        made = {
            id(owner) << writing.BITS | self.parts.numbers[name]
            for step in self.steps
            for owner, name in step.accounts_for(subject)
        } - k.used
        if values == len(k.used) + len(made):
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


__all__ = ["Mapping", "Names", "Read", "Written", "mapping_of"]
