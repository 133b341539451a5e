"""Good samples with random damage: every value stays accounted for, and what is valid comes back equal."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters.contract import Limits, Part, Tree
from gateway.cli.pages.format import sample_files
from gateway.findings import Severity
from gateway.formats import Catalog, Format, adapter_for
from gateway.pipeline import Inbound, Outcome, differences, produce, receive
from gateway.rules.codes import BROKEN

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
MAPPED = sorted((f for f in CATALOG if f.mapping_dir), key=lambda format: format.id)

Change = Callable[[etree._Element, int], None]


@cache
def _samples(format: Format) -> list[bytes]:
    return [file.read_bytes() for file in sample_files(format.folder, "good")]


def _drop(node: etree._Element, pick: int) -> None:
    above = node.getparent()
    if above is not None:
        above.remove(node)


def _double(node: etree._Element, pick: int) -> None:
    above = node.getparent()
    if above is not None:
        above.insert(above.index(node), etree.fromstring(etree.tostring(node, with_tail=False)))


def _move(node: etree._Element, pick: int) -> None:
    above = node.getparent()
    if above is not None:
        above.insert(pick % len(above), node)


def _blank(node: etree._Element, pick: int) -> None:
    if len(node) == 0:
        node.text = "" if pick % 2 else None


def _space(node: etree._Element, pick: int) -> None:
    if len(node) == 0 and node.text:
        node.text = f"  {node.text}\n" if pick % 2 else f"{node.text} "


def _misspell(node: etree._Element, pick: int) -> None:
    if len(node) == 0:
        node.text = ("~", "007", "2026-02-30", "1e5", "  ", "9" * 45, "Ω")[pick % 7]


def _rename(node: etree._Element, pick: int) -> None:
    node.tag = f"{node.tag}x"


def _stray(node: etree._Element, pick: int) -> None:
    if len(node):
        node.text = "stray"


def _attribute(node: etree._Element, pick: int) -> None:
    names = sorted(map(str, node.attrib))
    name = names[pick % len(names)] if names else "unknown"
    if names and pick % 3 == 0:
        del node.attrib[name]
    else:
        node.set(name, ("", "~", " 1 ")[pick % 3])


CHANGES: list[Change] = [_drop, _double, _move, _blank, _space, _misspell, _rename, _stray, _attribute]
PLANS = st.lists(
    st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000), st.integers(0, 20)), min_size=1, max_size=4
)


@cache
def _split(format: Format, data: bytes) -> list[Part]:
    return list(adapter_for(format.syntax).split(data, Limits()))


def _nodes(format: Format, data: bytes) -> int:
    """How many elements the first message of a sample has below its root."""
    return len(list(_tree(format, data).root.iter(etree.Element))) - 1


def _tree(format: Format, data: bytes) -> Tree:
    return adapter_for(format.syntax).read(_split(format, data)[0], format.spec, Limits())


def _changed(format: Format, data: bytes, plan: list[tuple[Change, int, int]]) -> bytes:
    """The bytes of a sample's first message with changes made to its tree."""
    tree = _tree(format, data)
    root = etree.fromstring(data) if format.syntax == "xml" else tree.root
    for change, place, pick in plan:
        if nodes := [node for node in root.iter(etree.Element) if node is not root]:
            change(nodes[place % len(nodes)], pick)
    return (
        etree.tostring(root)
        if format.syntax == "xml"
        else adapter_for(format.syntax).write(tree, format.spec)
    )


UNSEEN = {"un/sps-certificate@17": (_stray, _blank)}
"""What is lost without a word where a schema leaves a content open, as the README of the format says."""

TOLD = tuple(f"oasis/{kind}-customs-declaration@2.4" for kind in ("import", "export", "transit"))
"""Formats that do not write a document whose number is empty, and tell what is lost with it."""


@pytest.mark.parametrize("format", MAPPED, ids=lambda format: format.id)
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.integers(0, 100), plan=PLANS)
def test_a_damaged_message_is_accounted_for_in_full(
    format: Format, choice: int, plan: list[tuple[Change, int, int]]
) -> None:
    samples = _samples(format)
    kept = [step for step in plan if step[0] not in UNSEEN.get(format.id, ())]
    data = _changed(format, samples[choice % len(samples)], kept)
    for inbound in receive(data, CATALOG, as_format=format.id, allow_invalid=True):
        assert inbound.outcome is Outcome.UNREADABLE or inbound.counts is not None
        assert inbound.counts is None or inbound.counts.unaccounted == 0
        if _fits(inbound):
            assert inbound.message is not None
            written = produce(inbound.message, format)
            assert written.data is not None
            differing = differences(inbound.data, written.data, format)
            assert differing == [] or (format.id in TOLD and written.lost)


def _fits(inbound: Inbound) -> bool:
    """Whether a message is as its schema has it; rules of agencies do not count, which damage breaks at once."""
    errors = {finding.code for finding in inbound.findings if finding.severity is Severity.ERROR}
    return inbound.outcome in (Outcome.VALID, Outcome.INVALID) and errors <= {BROKEN}


@pytest.mark.parametrize("change", [_drop, _double], ids=["dropped", "doubled"])
@pytest.mark.parametrize("format", MAPPED, ids=lambda format: format.id)
def test_each_node_of_a_sample_may_be_dropped_or_doubled(format: Format, change: Change) -> None:
    """What stays valid comes back equal; the longest of the samples is left to chance."""
    tried = places = 0
    for data in sorted(_samples(format), key=len)[:-1]:
        for place in range(_nodes(format, data)):
            places += 1
            changed = _changed(format, data, [(change, place, 0)])
            for inbound in receive(changed, CATALOG, as_format=format.id, allow_invalid=True):
                if inbound.message is not None and _fits(inbound):
                    tried += 1
                    written = produce(inbound.message, format)
                    assert written.data is not None
                    assert differences(inbound.data, written.data, format) == []
    # Of a short message with hardly anything optional, hardly anything stays valid.
    assert tried > 30 or places < 200
