"""Where things stand in a JSON file: JSON Pointer, line, column and byte."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters import Limits, Tree
from gateway.findings import Where
from gateway.formats.adapters import adapter_for


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases_json", Path(__file__).parent / "cases/json.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = _cases()
JSON = adapter_for("json")


def trees(data: bytes) -> list[Tree]:
    return [JSON.read(part, CASES.SPEC, Limits()) for part in JSON.split(data, Limits())]


def places(data: bytes) -> list[list[Where]]:
    return [JSON.locate(tree, tree.root.iter()) for tree in trees(data)]


def at(document: Any, pointer: str) -> Any:
    """What a JSON Pointer names."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


def test_members_stand_at_their_names_and_items_at_their_values() -> None:
    data = b'{\n  "id": "A1",\n  "lines": [\n    {"number": 1},\n    {"number": 2}\n  ]\n}'
    (found,) = places(data)
    assert [(w.path, w.line, w.column) for w in found] == [
        ("", 1, 1), ("/id", 2, 3), ("/lines/0", 4, 5), ("/lines/0/number", 4, 6), ("/lines/1", 5, 5),
        ("/lines/1/number", 5, 6),
    ]  # fmt: skip
    assert [data[w.offset :][:4] for w in found] == [b"{\n  ", b'"id"', b'{"nu', b'"num', b'{"nu', b'"num']


def test_an_array_of_one_item_has_an_index_and_an_array_of_none_has_not() -> None:
    (found,) = places(b'{"lines": [{"number": 1}], "marks": [], "grid": [[1], []]}')
    assert [w.path for w in found] == [
        "",
        "/lines/0",
        "/lines/0/number",
        "/marks",
        "/grid/0",
        "/grid/0/0",
        "/grid/1",
    ]


def test_columns_count_characters_and_offsets_count_bytes() -> None:
    data = '\ufeff{"a": "é😀", "b": 1}'.encode()
    (found,) = places(data)
    assert (found[2].column, found[2].offset) == (13, data.index(b'"b"'))


def test_every_message_of_an_array_has_its_places_in_the_file() -> None:
    data = '[{"id": "é"},\n  {"id": "A2",\n "rate": 0}]'.encode()
    first, second = places(data)
    assert [(w.path, w.line, w.column, w.offset) for w in first] == [("", 1, 2, 1), ("/id", 1, 3, 2)]
    assert [(w.path, w.line, w.column) for w in second] == [("", 2, 3), ("/id", 2, 4), ("/rate", 3, 2)]
    assert [data[w.offset :][:4] for w in second] == [b'{"id', b'"id"', b'"rat']
    (finding,) = JSON.check(trees(data)[1], CASES.SPEC)
    assert (finding.code.id, finding.where.line, finding.where.column) == ("JSN206", 3, 2)


def test_a_tree_without_bytes_has_paths_alone() -> None:
    (tree,) = trees(b'{"id": "A1", "lines": [{"number": 1}, {"number": 2}]}')
    bare = Tree(None, None, tree.root)
    found = JSON.locate(bare, tree.root.iter())
    assert found[-1] == Where(path="/lines/1/number")


def test_an_element_of_another_tree_has_a_path_alone() -> None:
    one, other = trees(b'[{"id": "A1"}, {"id": "A2"}]')
    assert JSON.locate(one, [other.root[0]]) == [Where(path="/id")]


@given(CASES.values, st.sampled_from([None, 1]), st.booleans())
def test_every_pointer_names_a_value_and_every_place_begins_one(
    document: dict[str, Any], indent: int | None, escaped: bool
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=escaped)
    data = text.encode()
    (found,) = places(data)
    for where in found:
        held = at(document, where.path or "")
        assert where.offset is not None and where.line is not None and where.column is not None
        rest = data[where.offset :].decode()
        line = data.decode().split("\n")[where.line - 1]
        assert line[where.column - 1 :] == rest.split("\n")[0]
        decoder = json.JSONDecoder()
        begun, end = decoder.raw_decode(rest)
        if rest[end:].lstrip().startswith(":"):
            assert begun == (where.path or "").rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        else:
            assert begun == held
