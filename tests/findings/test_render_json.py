"""Findings as JSON: the contract of programs that read them."""

from __future__ import annotations

import json

import pytest

from gateway.findings import Where
from gateway.findings.render import OUTPUTS, render

KEYS = {
    "code", "severity", "stage", "path", "line", "column", "segment", "cell",
    "value", "expected", "message", "help", "wco_id", "rule",
}  # fmt: skip


def test_json_is_one_array_with_one_object_a_message(report, finding):
    text = "\n".join(render([report(finding()), report(outcome="valid")], "json"))
    first, second = json.loads(text)
    assert first.keys() == {"file", "message", "format", "outcome", "findings"}
    assert (first["file"], first["message"], first["format"]) == ("in.xml", 1, "xx/example@1")
    assert (first["outcome"], second["outcome"], second["findings"]) == ("invalid", "valid", [])
    (found,) = first["findings"]
    assert found.keys() >= KEYS
    assert (found["code"], found["line"], found["segment"], found["rule"]) == ("TST301", 5, None, None)


def test_json_of_nothing_is_an_empty_array():
    assert json.loads("\n".join(render([], "json"))) == []


def test_jsonl_is_one_line_a_message(report, finding):
    shown = list(render([report(finding()), report(outcome="valid")], "jsonl"))
    assert [json.loads(line)["outcome"] for line in shown] == ["invalid", "valid"]


def test_json_survives_whatever_a_value_holds(report, finding):
    value = 'a"\\\n\x00\ud800\u2028'
    shown = "\n".join(render([report(finding(value=value))], "json"))
    assert shown.isascii()
    assert json.loads(shown)[0]["findings"][0]["value"] == value


def test_limit_keeps_the_count(report, finding):
    shown = json.loads("\n".join(render([report(finding(), finding(where=Where()))], "json", limit=1)))
    assert len(shown[0]["findings"]) == 1
    assert shown[0]["total"] == 2


def test_unknown_rendering_is_refused():
    assert OUTPUTS == ("text", "concise", "json", "jsonl")
    with pytest.raises(ValueError, match="no such rendering"):
        render([], "sarif")
