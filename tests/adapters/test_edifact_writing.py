"""Writing: any service string, both ways to repeat, character sets, and what is made anew."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec, Tree
from gateway.adapters.edifact import adapter
from gateway.findings import Severity
from tests.adapters.cases.edifact import BODY, SPEC, interchange, service_strings, spec, trees


def again(data: bytes, of: Spec = SPEC) -> Tree:
    (part,) = adapter.split(data, Limits())
    assert part.repairs == []
    return adapter.read(part, of, Limits())


@given(trees(), service_strings(), st.sampled_from(["3", "4"]))
def test_any_tree_of_the_definition_comes_back_with_any_service_string(
    root: etree._Element, una: str, version: str
) -> None:
    root.find("UNB/S001/E0002").text = version
    of = spec(una=una)
    data = adapter.write(Tree(None, None, root), of)
    assert data.startswith(f"UNA{una}UNB".encode())
    tree = again(data, of)
    assert etree.tostring(tree.root, method="c14n") == etree.tostring(root, method="c14n")
    assert [f.message for f in adapter.check(tree, of) if f.severity is Severity.ERROR] == []


@given(trees(), st.sampled_from([True, "lf", "crlf", False, None, 3]))
def test_line_breaks_between_segments_change_nothing_but_the_looks(
    root: etree._Element, breaks: object
) -> None:
    plain, broken = (adapter.write(Tree(None, None, root), of) for of in (SPEC, spec(line_breaks=breaks)))
    (part,) = adapter.split(broken, Limits())
    assert (b"\n" in broken) == (breaks in (True, "lf", "crlf"))
    assert {f.code.id for f in part.repairs} <= {"EDI012"}
    assert adapter.read(part, SPEC, Limits()).xml == again(plain).xml


def tree_of(*segments: str) -> etree._Element:
    return copy.deepcopy(again(interchange(*segments)).root)


def test_counts_and_references_are_made_anew() -> None:
    root = tree_of(*BODY)
    root.find("UNH/E0062").text = "M77"
    root.find("UNB/E0020").text = "I?5"
    root.remove(root.find("SG3[2]"))
    data = adapter.write(Tree(None, None, root), SPEC)
    assert data.endswith(b"UNS+S'CNT+1:2'UNT+16+M77'UNZ+1+I??5'")


def test_what_the_tree_lacks_of_the_header_is_made_up_or_left_out() -> None:
    root = etree.fromstring("<TOYMSG><BGM><E1004>1</E1004></BGM></TOYMSG>")
    data = adapter.write(Tree(None, None, root), SPEC)
    assert data == b"UNB+UNOC:3++++1'UNH+1+TOYMSG'BGM++1'UNS+D'UNS+S'UNT+5+1'UNZ+1+1'"


def test_a_reference_of_the_message_is_that_of_an_interchange_without_one() -> None:
    root = etree.fromstring("<TOYMSG><UNB/><UNH><E0062>M9</E0062></UNH></TOYMSG>")
    assert adapter.write(Tree(None, None, root), SPEC) == (
        b"UNB+UNOC:3++++M9'UNH+M9'UNS+D'UNS+S'UNT+4+M9'UNZ+1+M9'"
    )


@pytest.mark.parametrize(
    ("text", "header", "encoded"),
    [("Zoë", b"UNB+UNOC:3", "Zoë".encode("latin-1")), ("Žižek", b"UNB+UNOW:4", "Žižek".encode())],
)
def test_the_smallest_set_that_has_all_characters_is_chosen(text: str, header: bytes, encoded: bytes) -> None:
    root = tree_of("BGM+380+X")
    root.find("UNB").remove(root.find("UNB/S001"))
    root.find("BGM/E1004").text = text
    data = adapter.write(Tree(None, None, root), SPEC)
    assert data.startswith(header)
    assert encoded in data
    assert again(data).root.findtext("BGM/E1004") == text


def test_the_syntax_of_the_format_counts_where_the_tree_says_none() -> None:
    root = tree_of("BGM+380+X")
    root.find("UNB").remove(root.find("UNB/S001"))
    assert adapter.write(Tree(None, None, root), spec(syntax="UNOY:4")).startswith(b"UNB+UNOY:4")
    other = tree_of("BGM+380+X")
    assert adapter.write(Tree(None, None, other), spec(syntax="UNOY:4")).startswith(b"UNB+UNOC:3")


def test_a_set_that_lacks_a_character_gives_way_to_one_that_has_it() -> None:
    root = tree_of("BGM+380+X")
    root.find("BGM/E1004").text = "AЖB"
    tree = again(adapter.write(Tree(None, None, root), SPEC))
    assert tree.root.findtext("BGM/E1004") == "AЖB"
    assert tree.root.findtext("UNB/S001/E0001") == "UNOW"
    assert "EDI207" not in [finding.code.id for finding in adapter.check(tree, SPEC)]


@pytest.mark.parametrize("character", ["\n", "\r", "\N{REPLACEMENT CHARACTER}"])
def test_what_the_set_cannot_carry_is_an_error_when_it_is_read_again(character: str) -> None:
    root = tree_of("BGM+380+X")
    root.find("BGM/E1004").text = f"A{character}B"
    tree = again(adapter.write(Tree(None, None, root), SPEC))
    assert ("EDI207", "/TOYMSG/BGM/E1004") in [(f.code.id, f.where.path) for f in adapter.check(tree, SPEC)]


def test_repeats_are_written_as_the_service_characters_allow() -> None:
    root = tree_of("LIN+1+a:1+b++1234")
    written = {
        version: adapter.write(Tree(None, None, _versioned(root, version)), SPEC) for version in ("3", "4")
    }
    assert b"'LIN+1+a:1+b++1234'" in written["3"]
    assert b"'LIN+1+a:1*b+1234'" in written["4"]


def _versioned(root: etree._Element, version: str) -> etree._Element:
    made = copy.deepcopy(root)
    made.find("UNB/S001/E0002").text = version
    return made


@pytest.mark.parametrize("una", ["", "UNA", "UNA''''''", "abc", ":+.? 'x"])
def test_a_service_string_that_cannot_be_is_passed_over(una: str) -> None:
    assert adapter.write(Tree(None, None, tree_of("BGM+380")), spec(una=una)).startswith(b"UNB+UNOC:3+")


def test_a_decimal_mark_is_that_of_the_service_string() -> None:
    root = tree_of(*BODY)
    assert b"'MOA+1:2.5:EUR'" in adapter.write(Tree(None, None, root), SPEC)
    assert b"'MOA+1:2,5:EUR'" in adapter.write(Tree(None, None, root), spec(una="UNA:+,? '"))


def test_a_group_is_closed_with_its_own_reference() -> None:
    data = interchange(*BODY).replace(b"UNH+", b"UNG+TOYMSG+A+B+260101:1200+G1+UN+D:01A'UNH+", 1)
    (part,) = adapter.split(data.replace(b"UNZ+", b"UNE+1+G1'UNZ+"), Limits())
    assert part.repairs == []
    tree = adapter.read(part, SPEC, Limits())
    assert adapter.check(tree, SPEC) == []
    assert adapter.write(tree, SPEC).endswith(b"'UNE+1+G1'UNZ+1+R1'")
