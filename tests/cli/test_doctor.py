"""`gateway doctor`."""

from __future__ import annotations

import json

import pytest

from gateway.cli import checkup, work


@pytest.fixture
def checked(run):
    """The checks by their names, with the exit code."""

    def checking():
        result = run("doctor", "--output", "json", exit=None)
        return result.exit_code, {item["name"]: item for item in json.loads(result.stdout)}

    return checking


def test_it_looks_at_everything(checked):
    _, found = checked()
    assert found.keys() >= {
        "python",
        "libraries",
        "configuration",
        "data",
        "format",
        "cache",
        "settings",
        "database",
    }
    assert found["python"]["ok"] and found["libraries"]["ok"] and found["format"]["ok"]


def test_a_data_root_without_schemas_is_2_and_says_what_to_do(run, folder, monkeypatch):
    monkeypatch.setenv("GATEWAY_DATA", str(folder))
    work.catalog.cache_clear()
    try:
        lines = run("doctor", exit=2).stdout.splitlines()
    finally:
        work.catalog.cache_clear()
    at = next(n for n, line in enumerate(lines) if line.startswith("!!") and str(folder) in line)
    assert lines[at + 1].strip() == "what to do: it has no schemas/; correct GATEWAY_DATA"


def test_a_missing_library_is_told(checked, monkeypatch):
    monkeypatch.setattr(checkup, "LIBRARIES", ("lxml", "no-such-library"))
    code, found = checked()
    assert code == 2
    assert found["library"]["told"] == "no-such-library is not installed"


def test_a_cache_that_cannot_be_written_is_told(checked, folder, monkeypatch):
    (folder / "file").write_text("")
    monkeypatch.setenv("GATEWAY_CACHE", str(folder / "file" / "cache"))
    assert not checked()[1]["cache"]["ok"]


def test_a_check_that_fails_by_itself_is_a_finding_and_not_a_crash(checked, monkeypatch):
    def broken():
        raise RuntimeError("broken")

    monkeypatch.setattr(checkup, "_formats", broken)
    code, found = checked()
    assert code == 2
    assert found["formats"]["told"] == "RuntimeError: broken"
