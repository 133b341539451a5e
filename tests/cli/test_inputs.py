"""Files, folders, patterns and the standard input."""

from __future__ import annotations

import pytest

from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import inputs


@pytest.fixture
def tree(folder):
    """A few files, some of which are not messages."""
    for name in (
        "b.xml",
        "a.xml",
        "sub/c.edi",
        "sub/.hidden.xml",
        ".git/d.xml",
        "README.md",
        "a.expected.json",
    ):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"<a/>")
    return folder


def names(*arguments, code=Exit.CLEAN):
    tally = Tally()
    found = [entry.name for entry in inputs(arguments, tally, limit=100)]
    assert tally.code is code
    return found


def test_a_folder_is_read_below_and_sorted_without_what_is_no_message(tree):
    assert names(".") == ["./a.xml", "./b.xml", "./sub/c.edi"]


def test_a_pattern_is_expanded_and_sorted(tree):
    assert names("*.xml") == ["a.xml", "b.xml"]
    assert names("**/*.edi") == ["sub/c.edi"]


def test_files_keep_their_order_and_come_once(tree):
    assert names("b.xml", "a.xml", "./b.xml", "*.xml") == ["b.xml", "a.xml"]


def test_a_named_file_is_read_whatever_it_is_called(tree):
    assert names("README.md", "sub/.hidden.xml") == ["README.md", "sub/.hidden.xml"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.xml", "none.xml: no such file"),
        ("*.csv", "*.csv: no file fits this pattern"),
        ("empty", "empty: no messages in this folder"),
        ("a\x1b2J", "a\\x1b2J: no such file"),
    ],
)
def test_what_is_not_there_is_told_and_the_others_are_read(tree, capsys, name, told):
    (tree / "empty").mkdir()
    assert names(name, "a.xml", code=Exit.USAGE) == ["a.xml"]
    assert capsys.readouterr().err == f"gateway: {told}\n"


def test_a_file_is_never_read_far_past_the_limit(tree):
    (tree / "big.xml").write_bytes(b"x" * 1000)
    (entry,) = inputs(["big.xml"], Tally(), limit=100)
    assert len(entry.read(100)) == 101


@pytest.fixture
def limit(monkeypatch):
    """Set a limit of the readers for one test."""
    from gateway.cli import work

    def setting(name, value):
        monkeypatch.setenv(f"GATEWAY_LIMITS__{name}", value)
        work.limits.cache_clear()

    yield setting
    work.limits.cache_clear()


def test_limits_are_settings(run, limit, good):
    limit("BYTES", "100")
    assert "XML9" in run("validate", good, "--output", "concise", exit=1).stdout


@pytest.mark.parametrize("value", ["0", "-1", "many", ""])
def test_a_limit_that_is_no_number_is_2(run, limit, good, value):
    limit("DEPTH", value)
    assert "GATEWAY_LIMITS__DEPTH must be a number above 0" in run("validate", good, exit=2).stderr
