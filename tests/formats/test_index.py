"""The index of formats: a process reads the manifests that it needs, however many there are."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gateway.adapters.contract import Part
from gateway.formats import Catalog, shipped_root

LONG_AGO = 1_600_000_000


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GATEWAY_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The manifests that were parsed, in order."""
    told: list[str] = []
    loads = tomllib.loads

    def counted(text: str) -> dict[str, Any]:
        told.append(text)
        return loads(text)

    monkeypatch.setattr("tomllib.loads", counted)
    return told


def root_with(folder: Path, count: int) -> Path:
    """A data root with so many formats, each with a root element of its own, all written long ago."""
    example = shipped_root() / "schemas/xx/example/1"
    for number in range(count):
        made = folder / f"schemas/xx/made{number}/1"
        shutil.copytree(example, made, ignore=shutil.ignore_patterns("samples"))
        text = (made / "format.toml").read_text("utf-8")
        (made / "format.toml").write_text(text.replace('root = "', f'root = "M{number}'), "utf-8")
    settle(folder)
    return folder


def settle(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.mark.parametrize("count", [3, 60])
def test_identifying_reads_the_manifest_of_the_format_only(
    tmp_path: Path, reads: list[str], count: int
) -> None:
    root = root_with(tmp_path / "data", count)
    element = Catalog.load([root]).get("xx/made1@1").identify_root
    reads.clear()
    catalog = Catalog.load([root])
    assert len(catalog) == count and reads == []
    found = catalog.identify(Part(b"", etree.Element(element)))
    # The manifest is read once for its keys and once for what it extends.
    assert found.candidates == ("xx/made1@1",) and len(reads) <= 2


def test_a_new_format_is_seen(tmp_path: Path) -> None:
    root = root_with(tmp_path / "data", 2)
    assert Catalog.load([root]).ids == ["xx/made0@1", "xx/made1@1"]
    shutil.copytree(root / "schemas/xx/made0/1", root / "schemas/xx/made0/2")
    assert Catalog.load([root]).ids == ["xx/made0@1", "xx/made0@2", "xx/made1@1"]


def test_a_format_that_went_is_not_there(tmp_path: Path) -> None:
    root = root_with(tmp_path / "data", 2)
    assert len(Catalog.load([root])) == 2
    shutil.rmtree(root / "schemas/xx/made0")
    assert Catalog.load([root]).ids == ["xx/made1@1"]


def test_a_changed_manifest_is_read_again(tmp_path: Path) -> None:
    root = root_with(tmp_path / "data", 2)
    assert Catalog.load([root]).findings == []
    file = root / "schemas/xx/made0/1/format.toml"
    file.write_text("title = ", "utf-8")
    catalog = Catalog.load([root])
    assert catalog.ids == ["xx/made1@1"]
    assert {finding.where.path for finding in catalog.findings} == {file.as_posix()}


def test_an_index_of_folders_that_just_changed_is_not_kept(tmp_path: Path) -> None:
    root = root_with(tmp_path / "data", 2)
    (root / "schemas/xx/made0/1/format.toml").touch()
    Catalog.load([root])
    assert not list((tmp_path / "cache").glob("formats-*"))
    settle(root)
    Catalog.load([root])
    assert len(list((tmp_path / "cache").glob("formats-*"))) == 1
