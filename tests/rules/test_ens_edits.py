"""Each rule of entry summary declarations is broken by a good sample of ours with a few edits, and not by the sample."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.ens_cases import FOLDERS
from benchmarks.ens_rules import judged
from gateway.formats import Catalog
from gateway.rules.schematron.rules import rules_of

ROOT = Path(__file__).resolve().parents[2]
DECLARATION = ROOT / "schemas/gb/ens-cc315a/11.2/samples"
with Path(__file__).with_name("ens_edits.csv").open(encoding="utf-8", newline="") as _file:
    EDITS = [(row["code"], row["sample"], row["edits"]) for row in csv.DictReader(_file)]
UNMADE = {"8611": 1_000, "8612": 1_000, "8617": 10_000}
"""Codes of rules that count, and the number of elements that breaks them: no row of the table makes so many."""


@cache
def formats() -> Catalog:
    """The formats of this checkout."""
    return Catalog.load([ROOT])


@cache
def order(parent: str) -> list[str]:
    """The names of the children of an element in their order, as the widest sample has them."""
    found: list[str] = []
    for node in etree.parse(DECLARATION / "bad/wide.xml").getroot().iter():
        if name(node) == parent:
            for child in map(name, node):
                if child not in found:
                    found.append(child)
    return found


def name(node: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def edited(text: str, edits: str) -> bytes:
    """A message with edits: `-path` takes all elements of a path away, `path=value` sets one, made where it lacks."""
    root = etree.fromstring(text.encode())
    for edit in edits.split("; ") if edits else ():
        if edit.startswith("-"):
            for node in root.xpath(re.sub(r"\[(\d+):\]", r"[position() >= \1]", edit[1:])):
                node.getparent().remove(node)
            continue
        path, _, value = edit.partition("=")
        node = root
        for step in path.split("/"):
            found = node.xpath(step)
            node = found[0] if found else _made(node, step)
        node.text = value
    return etree.tostring(root)


def _made(parent: etree._Element, step: str) -> etree._Element:
    node = etree.Element(step)
    rank = order(name(parent)).index(step)
    place = sum(order(name(parent)).index(name(child)) < rank for child in parent)
    parent.insert(place, node)
    return node


def codes(data: bytes, format: str) -> set[str]:
    """The codes of what is wrong with a message; an empty one is not of a rule."""
    return {code for code, _ in judged(data, formats().get(format))}


def declaration(sample: str) -> str:
    """A good sample."""
    return (DECLARATION / "good" / f"{sample}.xml").read_text("utf-8")


def amendment(text: str) -> str:
    """An amendment to the same effect."""
    text = re.sub(r"RefNumHEA4>[^<]*</RefNumHEA4", "DocNumHEA5>26GB04FXT61WKR71V7</DocNumHEA5", text)
    for old, new in (
        ("CC315A", "CC313A"),
        ("DecPlaHEA394", "AmdPlaHEA598"),
        ("DecDatTimHEA114", "DatTimAmeHEA113"),
    ):
        text = text.replace(old, new)
    return text


@cache
def asked(format: str) -> frozenset[str]:
    """The codes of the rules of a format."""
    patterns = rules_of(formats().get(format)).chosen.patterns
    return frozenset(check.flag for pattern in patterns for rule in pattern.rules for check in rule.checks)


def test_every_code_has_its_edits() -> None:
    every = frozenset().union(*(asked(format) for format in FOLDERS.values()))
    assert {code for code, _, _ in EDITS} == every - UNMADE.keys()


@pytest.mark.parametrize(("code", "sample", "edits"), EDITS, ids=[code for code, _, _ in EDITS])
def test_edits_of_a_good_sample_break_the_rule_in_every_edition(code: str, sample: str, edits: str) -> None:
    text = declaration(sample)
    broken = edited(text, edits).decode()
    for format in FOLDERS.values():
        if "cc313a" in format:
            made = amendment(broken)
            found = codes(made.encode(), format) if "CUSOFFLON" not in made else {""}
        else:
            found = codes(broken.encode(), format)
        assert (code in found) is (code in asked(format)), format


@pytest.mark.parametrize("sample", sorted({sample for _, sample, _ in EDITS}))
def test_the_sample_itself_breaks_none(sample: str) -> None:
    for format in FOLDERS.values():
        text = declaration(sample)
        assert codes((amendment(text) if "cc313a" in format else text).encode(), format) == set()


@pytest.mark.parametrize(("code", "most"), UNMADE.items())
def test_there_may_be_so_many_and_not_one_more(code: str, most: int) -> None:
    """One item, means of transport or seal fewer than what is too many is allowed."""
    group = {"8611": "GOOITEGDS", "8612": "IDEMEATRAGI970", "8617": "SEAID529"}[code]
    text = declaration("sea-containers")
    if code == "8612":
        text = edited(text, "GOOITEGDS[1]/IDEMEATRAGI970/IdeMeaTraGIMEATRA971=9900417").decode()
    one = re.search(rf"<{group}>.*?</{group}>", text, re.DOTALL)
    assert one is not None
    lacking = most - text.count(f"<{group}>")
    for more, broken in ((lacking - 1, False), (lacking, True)):
        many = text[: one.start()] + one[0] * more + text[one.start() :]
        found = codes(many.encode(), "gb/ens-cc315a@11.2")
        assert "" not in found
        assert (code in found) is broken
