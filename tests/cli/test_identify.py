"""`gateway identify`."""

from __future__ import annotations

import json
import shutil


def test_prints_file_tab_format(run, good):
    assert run("identify", good).stdout == f"{good}\txx/example@1\n"


def test_an_invalid_message_is_identified(run, bad):
    assert run("identify", bad).stdout == f"{bad}\txx/example@1\n"


def test_an_unknown_message_is_1_with_a_dash_and_no_candidates(run, folder):
    (folder / "in.xml").write_bytes(b"<nobody/>")
    result = run("identify", "in.xml", exit=1)
    assert result.stdout == "in.xml\t-\t\n"
    assert result.stderr.startswith("in.xml:1: IDN101 error ")


def test_an_unreadable_file_is_1(run, folder):
    (folder / "in.xml").write_bytes(b"<a><b></a>")
    assert run("identify", "in.xml", exit=1).stdout == "in.xml\t-\t\n"


def test_two_formats_that_fit_are_both_named(run, folder, good, monkeypatch):
    twin = folder / "data" / "schemas" / "xx" / "twin" / "1"
    shutil.copytree(good.parents[2], twin)
    monkeypatch.setenv("GATEWAY_DATA", str(folder / "data"))
    from gateway.cli import work

    work.catalog.cache_clear()
    try:
        assert run("identify", good, exit=1).stdout == f"{good}\t-\txx/example@1,xx/twin@1\n"
        (found,) = json.loads(run("validate", good, "--output", "json", exit=1).stdout)
        assert (found["outcome"], found["format"]) == ("ambiguous", None)
        assert run("validate", good, "--as", "xx/twin@1").exit_code == 0
    finally:
        work.catalog.cache_clear()


def test_json(run, good):
    (found,) = json.loads(run("identify", good, "--output", "json").stdout)
    assert (found["file"], found["message"], found["format"]) == (str(good), 1, "xx/example@1")


def test_several_files_keep_their_order(run, folder, good):
    (folder / "in.xml").write_bytes(b"<nobody/>")
    lines = run("identify", good, "in.xml", good.parent, exit=1).stdout.splitlines()
    assert [line.split("\t")[1] for line in lines[:2]] == ["xx/example@1", "-"]
    assert len(lines) == 1 + len(list(good.parent.glob("*.xml")))
