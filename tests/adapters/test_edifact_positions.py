"""Places: segment, line, column and byte offset of everything that can be pointed at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters import Limits, Tree
from gateway.adapters.edifact import adapter
from gateway.findings import Where
from tests.adapters.cases.edifact import BODY, SPEC, interchange, service_strings, spec, trees


def places(data: bytes, number: int = 0) -> dict[str, Where]:
    part = list(adapter.split(data, Limits()))[number]
    tree = adapter.read(part, SPEC, Limits())
    return {str(where.path): where for where in adapter.locate(tree, tree.root.iter())}


def test_a_place_is_told_by_segment_line_column_and_offset() -> None:
    data = interchange(*BODY).replace(b"'", b"'\r\n").replace(b"?'\r\n", b"?'")
    found = places(data)
    amount = found["/TOYMSG/SG3[1]/MOA/C516/E5004"]
    assert data[amount.offset :].startswith(b"2,5:EUR")
    assert (amount.segment, amount.line, amount.column) == (12, 13, 7)
    assert found["/TOYMSG"] == Where("/TOYMSG", 2, 1, 1, offset=data.index(b"UNH"))
    assert found["/TOYMSG/UNB"].segment == 1
    assert data[found["/TOYMSG/SG3[1]"].offset :].startswith(b"LIN+1+a")
    assert data[found["/TOYMSG/SG3[1]/LIN/C246.2"].offset :].startswith(b"b++1234")
    assert data[found["/TOYMSG/FTX/C108.2/E4440[4]"].offset :].startswith(b"c'")
    assert data[found["/TOYMSG/SG1/SG2/NAD/C080/E3036[3]"].offset :].startswith(b"y+GB")


def test_places_behind_a_line_break_inside_a_segment_are_those_of_the_file() -> None:
    plain = interchange(*BODY)
    wrapped = b"\r\n".join(plain[at : at + 20] for at in range(0, len(plain), 20))
    for path, where in places(wrapped).items():
        straight = places(plain)[path]
        assert straight.offset is not None and where.offset is not None
        assert where.offset - 2 * (straight.offset // 20) == straight.offset
        assert where.line == straight.offset // 20 + 1


def test_the_second_message_of_a_file_is_placed_in_the_file() -> None:
    data = interchange(*BODY)
    start, end = data.index(b"UNH"), data.index(b"UNZ")
    twice = (
        data[:end]
        + b"\n"
        + data[start:end].replace(b"UNH+1", b"UNH+2").replace(b"+1'", b"+2'")
        + b"UNZ+2+R1'"
    )
    found = places(twice, 1)
    assert twice[found["/TOYMSG/BGM/E1004"].offset :].startswith(b"X1+9'")
    assert found["/TOYMSG/BGM/E1004"].line == 2
    assert found["/TOYMSG/BGM"].segment == 2


def test_a_tree_that_did_not_come_from_bytes_has_paths_alone() -> None:
    (part,) = adapter.split(interchange(*BODY), Limits())
    root = adapter.read(part, SPEC, Limits()).root
    (where,) = adapter.locate(Tree(None, None, root), [root.find("SG3[2]/LIN")])
    assert where == Where("/TOYMSG/SG3[2]/LIN")


@given(trees(), service_strings(), st.sampled_from(["3", "4"]), st.booleans())
def test_every_value_stands_where_it_is_said_to_stand(
    root: object, una: str, version: str, breaks: bool
) -> None:
    root.find("UNB/S001/E0002").text = version  # type: ignore[attr-defined]
    of = spec(una=una, line_breaks=breaks)
    data = adapter.write(Tree(None, None, root), of)  # type: ignore[arg-type]
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, of, Limits())
    leaves = [node for node in tree.root.iter() if len(node) == 0 and node.text]
    release = una[3]
    for node, where in zip(leaves, adapter.locate(tree, leaves), strict=True):
        assert where.offset is not None and where.line is not None
        there = (
            data[where.offset : where.offset + 2]
            .decode("latin-1")
            .removeprefix(release if una[3] != " " else "")
        )
        assert there[:1] == str(node.text)[:1] or node.text[0] == ".", (where, node.text)
        assert where.line == data.count(b"\n", 0, where.offset) + 1
