"""`gateway roundtrip`."""

from __future__ import annotations

import json

import pytest


def test_every_good_sample_is_equal(run, each_good):
    files = sorted(each_good.parent.glob("*.xml"))
    assert run("roundtrip", *files).stdout == "".join(f"{file}\tequal\n" for file in files)


def test_a_difference_is_1_and_names_the_paths(run, good, monkeypatch):
    monkeypatch.setattr("gateway.pipeline.differences", lambda *_: ["/a/b[2]", "/a/@c"])
    assert run("roundtrip", good, exit=1).stdout == f"{good}\tdiffers\t/a/b[2],/a/@c\n"
    (found,) = json.loads(run("roundtrip", good, "--output", "json", exit=1).stdout)
    assert (found["outcome"], found["paths"]) == ("differs", ["/a/b[2]", "/a/@c"])
    run("roundtrip", good, "--exit-zero")


@pytest.mark.parametrize("data", [b"<nobody/>", b"<a>", b""])
def test_what_cannot_be_read_differs(run, folder, data):
    (folder / "in.xml").write_bytes(data)
    result = run("roundtrip", "in.xml", exit=1)
    assert result.stdout == "in.xml\tdiffers\t\n"
    assert result.stderr.startswith("in.xml")


def test_json(run, good):
    (found,) = json.loads(run("roundtrip", good, "--output", "json").stdout)
    assert found == {
        "file": str(good),
        "message": 1,
        "format": "xx/example@1",
        "outcome": "equal",
        "paths": [],
        "findings": [],
    }
