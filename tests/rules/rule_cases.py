"""Cases of agency rules: one good message, and a table of what to change in it to break or keep each rule.

`samples/rules/` of a format's folder holds `base.*`, a message that keeps every rule, and `cases.csv` with the
columns `rule` (the id of an assert), `outcome` (`broken` or `kept`) and `changes`: what is done to the message,
parted by ` ; `, in this order:

- `PATH = VALUE` sets the value of what the path finds, or makes the element in its place;
- `- PATH` takes away what the path finds;
- `+ PATH` puts a copy of the element that the path finds behind it.

A path is XPath from the root element on. Every rule of a file in the format's own folder has at least one case
that breaks it and one that keeps it; rules that are not run by default are asked in the first phase that has them.
"""

from __future__ import annotations

import copy
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from gateway.adapters.contract import Limits, Node, Tree
from gateway.formats import Catalog, Format, adapter_for
from gateway.rules.schematron.rules import AgencyRules
from gateway.rules.schematron.running import Run
from gateway.rules.schematron.schema import Check

CATALOG = Catalog.load([Path(__file__).parents[2]])
_STEP = re.compile(r"([\w.:-]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a table: the message with these changes breaks or keeps a rule."""

    format: Format
    rule: str
    outcome: str
    changes: tuple[str, ...]
    line: int

    def tree(self) -> Tree:
        """The base message with the changes made."""
        tree = base(self.format)
        shape = adapter_for(self.format.syntax).describe(self.format.spec)
        for change in self.changes:
            _change(tree.root, change, shape, self.format.namespaces)
        # Lines and places are those of the message as it would be sent.
        data = etree.tostring(tree.root, xml_declaration=True, encoding="UTF-8")
        return _read(data, self.format)


def formats_with_rules() -> list[Format]:
    """All formats that have a file of rules of their own and a table of cases."""
    return [format for format in CATALOG if _table(format).is_file()]


def _table(format: Format) -> Path:
    return format.folder / "samples" / "rules" / "cases.csv"


def cases(format: Format) -> Iterator[Case]:
    """The cases of a format, in the order of its table."""
    with _table(format).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            changes = tuple(part.strip() for part in row["changes"].split(" ; ") if part.strip())
            yield Case(format, row["rule"], row["outcome"], changes, reader.line_num)


def base(format: Format) -> Tree:
    """The message that all cases of a format change."""
    (file,) = _table(format).parent.glob("base.*")
    return _read(file.read_bytes(), format)


def _read(data: bytes, format: Format) -> Tree:
    adapter, limits = adapter_for(format.syntax), Limits()
    (part,) = adapter.split(data, limits)
    return adapter.read(part, format.spec, limits)


@cache
def rules_in(format: Format, phase: str = "") -> AgencyRules:
    """The rules of a format in one phase, or in its default phase."""
    assert format.rules is not None
    return AgencyRules(format.rules, format.id, (format.spec.schema, *reversed(format.spec.shared)), phase)


@cache
def phase_of(format: Format, rule: str) -> str:
    """The phase in which a rule is asked: the default one, else the first of the others that has it."""
    others = [phase.id for phase in rules_in(format).schema.phases]
    return next(phase for phase in ("", *others) if rules_in(format, phase).named(rule))


def own_checks(format: Format) -> list[Check]:
    """The asserts and reports that stand in files of the format's own folder."""
    checks = rules_in(format).schema.checks
    return [check for check in checks if (format.folder / check.spot.file).is_file()]


def broken_ids(format: Format, tree: Tree, phase: str = "") -> list[str]:
    """The ids of the rules that a message breaks, one for each node that breaks one."""
    return [broken.check.check.id for broken in Run(rules_in(format, phase).compiled, tree.root).broken()]


def asked_of(format: Format, rule: str, tree: Tree) -> int:
    """How many nodes of a message a rule looks at."""
    rules = rules_in(format, phase_of(format, rule))
    return sum(rules.tested(ruled.rule, tree) for ruled in rules.named(rule) if ruled.check.id == rule)


def _change(root: etree._Element, change: str, shape: Node, namespaces: Mapping[str, str]) -> None:
    if change.startswith("-"):
        for node in _found(root, change[1:], namespaces):
            parent = node.getparent()
            assert parent is not None, change
            parent.remove(node)
    elif change.startswith("+"):
        (node,) = _found(root, change[1:], namespaces)
        node.addnext(copy.deepcopy(node))
    else:
        path, _, value = change.partition("=")
        for node in _found(root, path, namespaces, needed=False) or [_made(root, path.strip(), shape)]:
            node.text = value.strip()


def _found(
    root: etree._Element, path: str, namespaces: Mapping[str, str], needed: bool = True
) -> list[etree._Element]:
    found = root.xpath(path.strip(), namespaces=dict(namespaces))
    assert isinstance(found, list) and (found or not needed), f"{path} finds nothing in the base message"
    return [node for node in found if isinstance(node, etree._Element)]


def _made(root: etree._Element, path: str, shape: Node) -> etree._Element:
    """The element of a path of names, made where it is not there, in the place that the schema gives it."""
    at = root
    for step in path.split("/"):
        match = _STEP.fullmatch(step)
        assert match is not None, f"{path} is not a path of names"
        name, wanted = match[1], int(match[2] or 1)
        order = [child.name for child in shape.children]
        assert name in order, f"{name} of {path} is not in the schema"
        shape = shape.children[order.index(name)]
        same = at.findall(name)
        assert len(same) >= wanted - 1, f"{path} leaves a gap"
        if len(same) >= wanted:
            at = same[wanted - 1]
            continue
        made = etree.Element(name)
        before = order[: order.index(name) + 1]
        at.insert(sum(str(child.tag) in before for child in at), made)
        at = made
    return at
