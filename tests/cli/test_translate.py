"""`gateway translate`."""

from __future__ import annotations

import json

from lxml import etree


def test_the_model_is_json_on_the_standard_output(run, each_good):
    model = json.loads(run("translate", each_good, "--to", "model").stdout)
    assert model["declaration"]


def test_the_same_format_comes_back(run, good, folder):
    run("translate", good, "--to", "xx/example@1", "--out", "out.xml")
    assert run("roundtrip", "out.xml").stdout == "out.xml\tequal\n"
    ours, theirs = etree.parse("out.xml").getroot(), etree.parse(str(good)).getroot()
    assert ours.tag == theirs.tag


def test_the_account_is_written_beside(run, each_good, folder):
    run("translate", each_good, "--to", "model", "--out", "out.json", "--ledger", "account.json")
    (account,) = json.loads((folder / "account.json").read_text())
    assert (account["file"], account["target"]) == (str(each_good), "model")
    assert account["counts"]["values"] == len(account["entries"])
    assert json.loads((folder / "out.json").read_text())["declaration"]


def test_a_target_that_cannot_be_supplied_is_1_and_not_written(run, samples, folder):
    cancellation = samples / "gb/cds-declaration/3.6/samples/good/cancellation.xml"
    result = run("translate", cancellation, "--to", "xx/example@1", "--out", "out.xml", exit=1)
    assert "XML103 error declaration lacks prepared" in result.stderr
    assert not (folder / "out.xml").exists()
    run("translate", cancellation, "--to", "xx/example@1", "--out", "out.xml", "--allow-invalid", exit=1)
    assert etree.parse("out.xml").getroot().tag.endswith("}declaration")


def test_a_message_of_one_format_is_written_in_another(run, good, folder):
    run("translate", good, "--to", "gb/cds-declaration@3.6", "--out", "out.xml")
    assert etree.parse("out.xml").getroot().tag.endswith("}MetaData")
    assert run("validate", "out.xml").exit_code == 0


def test_an_invalid_message_is_1_and_not_written(run, bad):
    result = run("translate", bad, "--to", "model", exit=1)
    assert result.stdout == ""
    assert f"{bad}:4:" in result.stderr
    assert json.loads(run("translate", bad, "--to", "model", "--allow-invalid", exit=1).stdout)["declaration"]


def test_the_standard_input(run, each_good):
    assert json.loads(run("translate", "-", "--to", "model", input=each_good.read_bytes()).stdout)[
        "declaration"
    ]


def test_wrong_use_is_2(run, good, folder):
    assert "Did you mean xx/example@1" in run("translate", good, "--to", "xx/exmple@1", exit=2).stderr
    assert "no such file" in run("translate", "none.xml", "--to", "model", exit=2).stderr
    assert "Missing option '--to'" in run("translate", good, exit=2).stderr
    assert "none/out.xml" in run("translate", good, "--to", "model", "--out", "none/out.xml", exit=2).stderr
