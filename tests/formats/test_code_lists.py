"""Code lists say where their codes come from, and of when they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gateway.formats import Catalog, unsourced

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code,name\n", 1),
        ("# source: a standard\ncode,name\n", 2),
        ("# source: a standard\n# date: last year\n", 2),
        ("", 1),
    ],
)
def test_a_list_without_source_or_date_is_told_by_file_and_line(tmp_path, text, line):
    folder = tmp_path / "schemas/xx/example/1"
    shutil.copytree(ROOT / "schemas/xx/example/1", folder)
    (folder / "codes").mkdir(exist_ok=True)
    (folder / "codes/kinds.csv").write_text(text)
    (finding,) = unsourced(Catalog.load([tmp_path]).get("xx/example@1"))
    assert (finding.code.id, finding.where.line) == ("FMT202", line)
    assert (finding.where.path or "").endswith("codes/kinds.csv")
    assert finding.expected and finding.help


def test_the_lists_that_are_shipped_have_both(catalog):
    assert [finding for format in catalog for finding in unsourced(format)] == []
