"""The quick way, the careful way and the check of a tree agree, whatever a message looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Tree
from gateway.adapters.edifact import adapter
from gateway.adapters.edifact.tree import EdifactTree
from gateway.findings import Finding, Unreadable
from tests.adapters.cases.edifact import BODY, GOOD, SPEC, interchange, trees

CAREFUL = Limits(attributes=255)
"""below the usual limit, so that no segment goes the quick way"""
SNIPPETS = st.sampled_from(
    ["+", ":", "'", "?", "*", "?'", "??", "1", "A", " ", "\n", "&", "<", ">", "1.5", "é", "\x00", "\x1b", "\t", "UNS+D'", "RFF+AA:1'",
     "DTM+1:2'", "LIN+1'", "ZZZ'", "UNT+1+1'", "UNH+2'", "''", "1131", "-1", "1,5", ",", "."]
)  # fmt: skip


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """Good interchanges, and such with pieces put in, taken out or said twice."""
    segments = list(BODY)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(segments) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                segments.insert(draw(st.integers(0, len(segments))), segments[at])
            case 1 if len(segments) > 1:
                del segments[at]
            case _:
                text = segments[at]
                place = draw(st.integers(3, len(text)))
                segments[at] = text[:place] + draw(SNIPPETS) + text[place + draw(st.integers(0, 2)) :]
    header = draw(
        st.sampled_from(
            [
                "UNB+UNOC:3+A+B+260101:1200+R1",
                "UNB+UNOW:4+A+B+260101:1200+R1",
                "UNB+UNOA:2+A+B+260101:1200+R1",
            ]
        )
    )
    return interchange(*segments, header=header)


def read(data: bytes, limits: Limits) -> list[EdifactTree]:
    found = []
    for part in adapter.split(data, limits):
        tree = adapter.read(part, SPEC, limits)
        assert isinstance(tree, EdifactTree)
        found.append(tree)
    return found


@given(messages())
def test_both_ways_make_the_same_tree(data: bytes) -> None:
    try:
        quick, careful = read(data, Limits()), read(data, CAREFUL)
    except Unreadable:
        return
    assert [tree.xml for tree in quick] == [tree.xml for tree in careful]
    for tree, other in zip(quick, careful, strict=True):
        assert other.clean or not tree.clean


@given(messages())
def test_reading_and_checking_a_tree_from_elsewhere_find_the_same(data: bytes) -> None:
    try:
        found = read(data, Limits())
    except Unreadable:
        return
    for tree in found:
        told = [_key(f) for f in adapter.check(Tree(None, None, etree.fromstring(tree.xml)), SPEC)]
        ours = [_key(f) for f in adapter.check(tree, SPEC) if f not in tree.noted]
        assert sorted(ours) == sorted(told)
        if tree.clean and not tree.wrong:
            assert told == []
        else:
            assert told or tree.noted


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.code.id, str(finding.where.path), str(finding.value), finding.message


@given(messages())
def test_whatever_was_read_is_written_and_read_as_it_was(data: bytes) -> None:
    try:
        found = read(data, Limits())
    except Unreadable:
        return
    for tree in found:
        if tree.clean and not tree.wrong:
            (again,) = read(adapter.write(tree, SPEC), Limits())
            assert again.xml == tree.xml


@given(trees(), st.data())
def test_a_tree_that_was_changed_after_reading_is_checked_anew(
    root: etree._Element, data: st.DataObject
) -> None:
    (tree,) = read(GOOD[0], Limits())
    assert adapter.check(tree, SPEC) == []
    leaves = [node for node in tree.root.iter() if len(node) == 0]
    data.draw(st.sampled_from(leaves)).text = "x" * 600
    assert adapter.check(tree, SPEC)
