"""One contract for all adapters, whichever syntax they read."""

from __future__ import annotations

import importlib.util
import inspect
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Adapter, Limits, Tree
from gateway.findings import Unreadable
from gateway.formats.adapters import adapter_for, syntaxes


def cases(syntax: str) -> ModuleType:
    """The cases of a syntax, found by place."""
    file = Path(__file__).parent / "cases" / f"{syntax}.py"
    spec = importlib.util.spec_from_file_location(f"cases_{syntax}", file)
    assert spec is not None and spec.loader is not None, f"the syntax {syntax} has no {file.name}"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = {syntax: cases(syntax) for syntax in syntaxes()}
METHODS = [name for name, _ in inspect.getmembers(Adapter, inspect.isfunction) if not name.startswith("_")]
each = pytest.mark.parametrize("syntax", syntaxes())


def read(syntax: str, data: bytes, limits: Limits | None = None) -> list[Tree]:
    adapter, limits = adapter_for(syntax), limits or Limits()
    return [adapter.read(part, CASES[syntax].SPEC, limits) for part in adapter.split(data, limits)]


@each
@pytest.mark.parametrize("method", METHODS)
def test_methods_have_the_names_and_parameters_of_the_contract(syntax: str, method: str) -> None:
    ours = inspect.signature(getattr(type(adapter_for(syntax)), method))
    assert str(ours) == str(inspect.signature(getattr(Adapter, method)))


@each
def test_an_adapter_says_its_syntax_and_media_types(syntax: str) -> None:
    adapter = adapter_for(syntax)
    assert adapter.syntax == syntax
    assert adapter.media_types and all("/" in name for name in adapter.media_types)


@each
def test_an_adapter_recognises_its_own_bytes_alone(syntax: str) -> None:
    adapter = adapter_for(syntax)
    assert all(adapter.sniff(data[:4096]) for data in CASES[syntax].GOOD)
    assert not any(adapter.sniff(data) for data in CASES[syntax].NOT_THIS)


@each
def test_good_documents_have_no_findings_and_parts_have_numbers_and_offsets(syntax: str) -> None:
    for data in CASES[syntax].GOOD:
        trees = read(syntax, data)
        assert [tree.part.number for tree in trees if tree.part] == list(range(1, len(trees) + 1))
        for tree in trees:
            assert tree.part is not None
            assert data[tree.part.offset :].startswith(tree.part.data)
            assert adapter_for(syntax).check(tree, CASES[syntax].SPEC) == []


def content(root: etree._Element) -> list[object]:
    """Names, attributes and texts, without prefixes."""
    tail = None if root.getparent() is None else root.tail
    return [
        root.tag,
        sorted(root.items()),
        root.text or None,
        tail or None,
        [content(child) for child in root],
    ]


@each
def test_what_was_written_reads_as_it_was(syntax: str) -> None:
    adapter, case = adapter_for(syntax), CASES[syntax]

    @given(case.trees())
    def written(root: etree._Element) -> None:
        (again,) = read(syntax, adapter.write(Tree(None, None, root), case.SPEC))
        assert content(again.root) == content(root)

    written()


@each
def test_no_tree_makes_an_adapter_raise(syntax: str) -> None:
    adapter, case = adapter_for(syntax), CASES[syntax]

    @given(case.trees())
    def total(root: etree._Element) -> None:
        tree = Tree(None, None, root)
        nodes = list(root.iter())
        assert len(adapter.locate(tree, nodes)) == len(nodes)
        assert all(finding.code.id for finding in adapter.check(tree, case.SPEC))
        assert adapter.write(tree, case.SPEC)

    total()


@each
def test_every_limit_is_honoured_with_a_finding_of_the_nine_hundreds(syntax: str) -> None:
    without = getattr(CASES[syntax], "WITHOUT", set())
    assert set(CASES[syntax].LIMITS) | without == {each.name for each in fields(Limits)}
    for limits, data in CASES[syntax].LIMITS.values():
        assert read(syntax, data)
        with pytest.raises(Unreadable) as caught:
            read(syntax, data, limits)
        assert [finding.code.id[3] for finding in caught.value.findings] == ["9"]


@each
def test_what_cannot_be_read_is_told_with_findings(syntax: str) -> None:
    for data in CASES[syntax].UNREADABLE:
        with pytest.raises(Unreadable) as caught:
            read(syntax, data)
        assert all(f.message and f.help and f.expected for f in caught.value.findings)


@each
def test_no_bytes_raise_anything_else_than_unreadable(syntax: str) -> None:
    good = CASES[syntax].GOOD

    @given(st.binary(max_size=60), st.sampled_from(good), st.integers(0, 400))
    def whatever(noise: bytes, data: bytes, at: int) -> None:
        for hostile in (noise, data[:at] + noise + data[at:], data[:at] + noise):
            try:
                trees = read(syntax, hostile)
            except Unreadable as error:
                assert error.findings
            else:
                assert trees

    whatever()


@each
def test_threads_find_what_one_finds(syntax: str) -> None:
    adapter, case = adapter_for(syntax), CASES[syntax]

    def findings(data: bytes) -> list[dict[str, object]]:
        return [f.as_dict() for tree in read(syntax, data) for f in adapter.check(tree, case.SPEC)]

    data = [case.BAD, case.GOOD[0]] * 50
    alone = [findings(each) for each in data]
    assert alone[0] and not alone[1]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(findings, data)) == alone


@each
def test_a_description_has_the_root_of_the_format(syntax: str) -> None:
    assert (
        adapter_for(syntax).describe(CASES[syntax].SPEC).name
        == read(syntax, CASES[syntax].GOOD[0])[0].root.tag
    )
