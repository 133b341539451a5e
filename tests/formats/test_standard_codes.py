"""Code lists that all formats share: source, date, validity, and how a site replaces one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.formats import ListUnusable, UnknownList, list_names, read_list, standard_list
from gateway.formats.standard_codes import TITLES

ROOT = Path(__file__).parents[2]


def site(folder: Path, name: str, text: str) -> list[Path]:
    """The data roots of this checkout and of a site that has a list of its own."""
    codes = folder / "schemas" / "_codes"
    codes.mkdir(parents=True)
    (codes / f"{name}.csv").write_text(text, "utf-8")
    return [ROOT, folder]


def test_the_lists_that_are_shipped_have_titles() -> None:
    assert list_names([ROOT]) == sorted(TITLES)


@pytest.mark.parametrize("name", sorted(TITLES))
def test_a_list_says_where_it_comes_from_and_of_when_it_is(name: str) -> None:
    found = standard_list(name, [ROOT])
    assert len(found.source) > 20 and len(found.date) == 10
    assert found.codes and all(entry.code.strip() == entry.code for entry in found.codes)
    assert all(len(day) in (0, 10) for entry in found.codes for day in (entry.valid_from, entry.valid_to))


@pytest.mark.parametrize("name", ["units", "packages", "tariff-units", "transport-modes", "hs-chapters"])
def test_a_code_stands_in_a_list_once(name: str) -> None:
    found = standard_list(name, [ROOT])
    assert len(found.by_code) == len(found.codes)


def test_lists_of_countries_and_currencies_name_the_release_that_they_come_from() -> None:
    for name in ("countries", "currencies"):
        assert "pycountry" in standard_list(name, [ROOT]).source


@pytest.mark.parametrize(
    ("name", "code", "day", "known"),
    [
        ("countries", "GB", None, True),
        ("countries", "UK", None, False),
        ("countries", "AN", "2010-12-15", True),
        ("countries", "AN", "2010-12-16", False),
        ("countries", "XI", "2020-12-31", False),
        ("currencies", "EUR", "1990-01-01", True),
        ("currencies", "LTL", "2014-06-01", True),
        ("currencies", "LTL", "2020-06-01", False),
        ("units", "KGM", None, True),
        ("units", "H87", None, True),
        ("units", "KILO", None, False),
        ("packages", "4G", None, True),
        ("packages", "ZZ", None, True),
        ("packages", "4g", None, False),
        ("transport-modes", "8", None, True),
        ("hs-chapters", "77", None, False),
        ("hs-chapters", "97", None, True),
    ],
)
def test_codes_are_known_in_their_time(name: str, code: str, day: str | None, known: bool) -> None:
    assert standard_list(name, [ROOT]).knows(code, day) is known


def test_a_site_replaces_a_list(tmp_path: Path) -> None:
    head = "# source: our own\n# date: 2026-01-01\ncode,name,valid_from,valid_to\n"
    roots = site(tmp_path, "packages", f"{head}QX,Quilt,2026-02-01,\n")
    found = standard_list("packages", roots)
    assert (found.knows("QX"), found.knows("QX", "2026-01-31"), found.knows("CT")) == (True, False, False)
    assert standard_list("packages", [ROOT]).knows("CT")


def test_a_site_has_lists_that_the_project_does_not_have(tmp_path: Path) -> None:
    roots = site(
        tmp_path, "colours", "# source: x\n# date: 2026-01-01\ncode,name,valid_from,valid_to\nR,Red,,\n"
    )
    assert "colours" in list_names(roots)
    assert standard_list("colours", roots).knows("R")


def test_the_variable_of_the_site_is_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site(tmp_path, "packages", "# source: x\n# date: 2026-01-01\ncode,name,valid_from,valid_to\nQX,Quilt,,\n")
    assert standard_list("packages").knows("CT")
    monkeypatch.setenv("GATEWAY_DATA", str(tmp_path))
    assert not standard_list("packages").knows("CT")


def test_there_is_no_list_of_another_name() -> None:
    with pytest.raises(UnknownList):
        standard_list("colours", [ROOT])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code,name,valid_from,valid_to\nA,a,,\n", "# source"),
        ("# source: x\n# date: 2026-01-01\ncode,name\nA,a\n", "columns"),
        ("# source: x\n# date: 2026-01-01\ncode,name,valid_from,valid_to\nA,a\n", ":4: expected a code"),
        ("# source: x\n# date: 2026-01-01\ncode,name,valid_from,valid_to\n,a,,\n", ":4: expected a code"),
        ("", "# source"),
    ],
)
def test_a_list_with_a_mistake_is_told_with_its_line(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(ListUnusable, match=words):
        read_list(file)
