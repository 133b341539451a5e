"""Messages of the real directories: any of them comes back, and publishers' samples are read."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from lxml import etree

from gateway.adapters import Limits, Node, Tree
from gateway.adapters.edifact import adapter
from gateway.findings import Severity, Unreadable
from gateway.formats import Catalog, Format

ROOT = Path(__file__).parents[2]
OURS = [format for format in Catalog.load([ROOT]) if format.syntax == "edifact"]
COMPOSITE = re.compile(r"[CS]\d{3}")
MESSAGES = 12


def message(node: Node, draw: random.Random, depth: int = 0) -> etree._Element:
    """A message in which whatever may be absent is absent more often than not."""
    made = etree.Element(node.name)
    facets = node.facets
    if facets is not None and facets.base == "decimal":
        made.text = "7"
    elif facets is not None:
        letters = {"[0-9]*": "0123456789", "[^0-9]*": "ABC"}.get("".join(facets.patterns), "AB1")
        made.text = "".join(draw.choice(letters) for _ in range(facets.min_length or 1))
    for child in node.children:
        times = child.minimum or int(draw.random() < (0.25 if depth < 3 else 0.4))
        for _ in range(times + (times and child.maximum != 1 and draw.random() < 0.2)):
            below = message(child, draw, depth + 1)
            if COMPOSITE.match(child.name) and child.minimum and not len(below):
                below.append(message(child.children[0], draw, depth + 2))
            if len(below) or below.text or not COMPOSITE.match(child.name):
                made.append(below)
    return made


@pytest.mark.parametrize("format", OURS, ids=[format.id for format in OURS])
def test_any_message_of_a_directory_comes_back(format: Format) -> None:
    described = adapter.describe(format.spec)
    for seed in range(MESSAGES):
        draw = random.Random(seed)
        root = message(described, draw)
        for path, text in (
            ("UNB/S001/E0001", "UNOC"),
            ("UNB/S001/E0002", draw.choice("34")),
            ("UNH/S009/E0065", described.name),
        ):
            root.find(path).text = text
        tree = Tree(None, None, root)
        assert [f.message for f in adapter.check(tree, format.spec) if f.severity is Severity.ERROR] == []
        (part,) = adapter.split(adapter.write(tree, format.spec), Limits())
        assert part.repairs == []
        again = adapter.read(part, format.spec, Limits())
        assert etree.tostring(again.root, method="c14n") == etree.tostring(root, method="c14n"), seed


def samples(shared: Path) -> list[Path]:
    found = sorted((shared / "corpus/edifact/samples").iterdir())
    assert found
    return found


def test_publishers_samples_are_cut_into_messages_that_say_what_they_are(shared: Path) -> None:
    for file in samples(shared):
        data = file.read_bytes()
        try:
            parts = list(adapter.split(data, Limits()))
        except Unreadable as error:
            # A sample of a tool that reads messages without an interchange around them.
            assert not data.startswith((b"UNA", b"UNB")), file.name
            assert [finding.code.id for finding in error.findings] == ["EDI004"]
            continue
        assert parts, file.name
        for part in parts:
            said = part.head.find("UNH/S009/E0065")
            assert part.kind.startswith(said.text) if said is not None else part.kind == "", file.name
            assert data[part.offset :].lstrip(b"\xef\xbb\xbf").startswith((b"UN", b" ")), file.name


def test_stated_counts_of_samples_of_our_formats_are_ours(shared: Path) -> None:
    catalog = Catalog.load([ROOT])
    known = 0
    for file in samples(shared):
        try:
            parts = list(adapter.split(file.read_bytes(), Limits()))
        except Unreadable:
            continue
        for part in parts:
            if catalog.identify(part).format is not None:
                known += 1
                assert [f.code.id for f in part.repairs if f.severity is Severity.ERROR] == [], file.name
    assert known >= 2
