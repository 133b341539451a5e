"""`gateway answer`."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import etree

ANSWER = "{urn:example:trade-gateway:answer:1}"


def test_a_good_message_is_received_and_no_more(run, good):
    root = etree.fromstring(run("answer", good).stdout.encode())
    assert (root.tag, root.get("outcome")) == (f"{ANSWER}answer", "received")
    assert root.find(f"{ANSWER}mistake") is None


def test_a_bad_message_is_rejected_with_places_and_1(run, bad):
    root = etree.fromstring(run("answer", bad, exit=1).stdout.encode())
    assert root.get("outcome") == "refused"
    (mistake,) = root.findall(f"{ANSWER}mistake")
    steps = mistake.findall(f"{ANSWER}step")
    assert steps[0].findtext(f"{ANSWER}class") == "42A"
    assert steps[-1].findtext(f"{ANSWER}path").startswith("/declaration/")


def test_the_answer_is_valid_in_its_own_format(run, bad, folder):
    (folder / "answer.xml").write_text(run("answer", bad, exit=1).stdout)
    assert run("validate", "answer.xml").exit_code == 0


def test_the_model_is_written_where_it_is_asked_for(run, bad):
    model = json.loads(run("answer", bad, "--to", "model", exit=1).stdout)
    (error,) = model["response"]["errors"]
    assert model["response"]["outcome"] == "rejected"
    assert error["code"].startswith("XML") and error["pointers"][0]["section"] == "42A"


def test_bytes_of_no_syntax_are_rejected_in_the_model(run):
    model = json.loads(run("answer", "-", input=b"\x00\x01", exit=1).stdout)
    assert model["response"]["errors"][0]["code"] == "REC001"


def test_a_format_that_cannot_say_it_is_told_and_the_model_is_written(run, good):
    result = run("answer", good, "--to", "xx/example@1", exit=1)
    assert json.loads(result.stdout)["response"]["outcome"] == "received"
    assert "answer to" in result.stderr


def test_wrong_use_is_2(run, good):
    assert "Did you mean xx/example@1" in run("answer", good, "--to", "xx/exmple@1", exit=2).stderr
    assert "no such file" in run("answer", "none.xml", exit=2).stderr


def test_mistakes_are_told_in_the_language_asked_for(run, bad):
    def told(*more):
        model = json.loads(run("answer", bad, "--to", "model", *more, exit=1).stdout)
        (error,) = model["response"]["errors"]
        return error["code"], error.pop("description"), error.get("pointers")

    english, french, spanish = told(), told("--lang", "fr"), told("--lang", "es")
    assert english == told("--lang", "en")
    assert (english[0], english[2]) == (french[0], french[2]) == (spanish[0], spanish[2])
    assert " Emplacement : /declaration/" in french[1] and " Lugar: /declaration/" in spanish[1]


def test_english_is_written_where_the_format_cannot_carry_the_language(run, bad, monkeypatch):
    def unsayable(finding, language):
        return finding if language == "en" else replace(finding, message=f"{finding.message}\x00")

    monkeypatch.setattr("gateway.pipeline.answer.in_language", unsayable)
    root = etree.fromstring(run("answer", bad, "--lang", "fr", exit=1).stdout.encode())
    assert root.get("outcome") == "refused"
    result = run("answer", bad, "--lang", "fr", "--to", "model", exit=1)
    assert json.loads(result.stdout)["response"]["errors"][0]["description"].endswith("\x00")
