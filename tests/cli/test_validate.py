"""`gateway validate`: the contract that programs rely on."""

from __future__ import annotations

import json
import shutil

import pytest

KEYS = {
    "code", "severity", "stage", "path", "line", "column", "segment", "cell",
    "value", "expected", "message", "help", "wco_id", "rule",
}  # fmt: skip
UNKNOWN = b'<?xml version="1.0"?>\n<nobody xmlns="urn:nobody"/>\n'


def judged(run, *arguments, exit=0, **settings):
    return json.loads(run("validate", "--output", "json", *arguments, exit=exit, **settings).stdout)


def test_a_valid_message_is_clean(run, good):
    (found,) = judged(run, good)
    assert found == {
        "file": str(good),
        "message": 1,
        "format": "xx/example@1",
        "outcome": "valid",
        "findings": [],
    }


def test_an_invalid_message_is_1_and_tells_each_finding(run, bad):
    (found,) = judged(run, bad, exit=1)
    assert (found["format"], found["outcome"]) == ("xx/example@1", "invalid")
    (finding,) = found["findings"]
    assert finding.keys() >= KEYS
    assert (finding["severity"], finding["stage"], finding["line"]) == ("error", "validate", 4)
    assert finding["path"] == "/declaration/reference"
    assert finding["segment"] is None and finding["cell"] is None and finding["rule"] is None


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (UNKNOWN, "unidentified"),
        (b"<a><b></a>", "unreadable"),
        (b"", "unreadable"),
        (b"\x00\xff", "unreadable"),
    ],
)
def test_what_cannot_be_judged_is_1_and_says_why(run, folder, data, outcome):
    (folder / "in.xml").write_bytes(data)
    (found,) = judged(run, "in.xml", exit=1)
    assert (found["file"], found["message"], found["format"], found["outcome"]) == (
        "in.xml",
        1,
        None,
        outcome,
    )
    assert [finding["severity"] for finding in found["findings"]] == ["error"]


def test_all_files_are_judged_in_their_order(run, good, bad):
    found = judged(run, bad, good, exit=1)
    assert [(item["file"], item["outcome"]) for item in found] == [
        (str(bad), "invalid"),
        (str(good), "valid"),
    ]


def test_a_missing_file_is_2_and_the_others_are_judged(run, good):
    result = run("validate", "--output", "json", "none.xml", good, exit=2)
    assert "none.xml: no such file" in result.stderr
    assert [item["file"] for item in json.loads(result.stdout)] == [str(good)]


def test_several_processes_say_the_same_in_the_same_order(run, folder, good, bad):
    for number in range(6):
        shutil.copy(bad if number % 3 == 0 else good, folder / f"{number}.xml")
    assert judged(run, ".", "--jobs", "2", exit=1) == judged(run, ".", exit=1)


def test_the_standard_input_has_the_name_that_it_is_given(run, good):
    data = good.read_bytes()
    assert judged(run, "-", input=data)[0]["file"] == "-"
    assert judged(run, "-", "--stdin-name", "mail.xml", input=data)[0]["file"] == "mail.xml"


def test_exit_zero_hides_findings_and_nothing_else(run, bad):
    assert judged(run, bad, "--exit-zero")[0]["outcome"] == "invalid"
    run("validate", "none.xml", "--exit-zero", exit=2)


def test_as_names_the_format(run, good):
    assert judged(run, good, "--as", "xx/example@1")[0]["format"] == "xx/example@1"
    result = run("validate", good, "--as", "xx/exampel@1", exit=2)
    assert "Did you mean xx/example@1" in result.stderr
    assert result.stdout == ""


def test_as_another_format_is_invalid(run, good):
    assert judged(run, good, "--as", "gb/cds-declaration@3.6", exit=1)[0]["outcome"] == "invalid"


def test_text_shows_the_line(run, bad):
    shown = run("validate", bad, exit=1).stdout
    first = shown.splitlines()[0]
    assert first.startswith(f"{bad}:4:")
    assert " error " in first
    assert "--> /declaration/reference" in shown
    assert "4 | " in shown
    assert "gateway explain XML" in shown
    assert shown.splitlines()[-1] == "1 message read, 0 valid: 1 error."


def test_concise_and_jsonl_are_one_line_each(run, good, bad):
    assert len(run("validate", bad, good, "--output", "concise", exit=1).stdout.splitlines()) == 1
    lines = run("validate", bad, good, "--output", "jsonl", exit=1).stdout.splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["invalid", "valid"]


def test_findings_are_limited(run, bad):
    shown = run("validate", bad, "--limit-findings", "0", exit=1).stdout
    assert "1 more finding not shown (--limit-findings 0)" in shown


def test_configuration_gives_defaults(run, folder, bad):
    (folder / "gateway.toml").write_text("[validate]\nexit-zero = true\noutput = 'concise'\n")
    assert len(run("validate", bad).stdout.splitlines()) == 1


def test_colours_and_control_characters_stay_out_of_pipes(process, good, folder):
    text = good.read_text(encoding="utf-8").replace("<reference>", "<reference>\u202e\x85", 1)
    (folder / "in.xml").write_text(text, encoding="utf-8")
    done = process("validate", "in.xml")
    assert not [c for c in done.stdout if c != "\n" and not c.isprintable()]


def test_findings_are_told_in_the_language_asked_for(run, bad):
    (english,) = judged(run, bad, "--lang", "en", exit=1)
    assert [english] == judged(run, bad, exit=1)
    for language in ("fr", "es"):
        (told,) = judged(run, bad, "--lang", language, exit=1)
        (one,), (other,) = told.pop("findings"), english["findings"]
        assert told == {name: value for name, value in english.items() if name != "findings"}
        assert {key for key in KEYS if one[key] != other[key]} >= {"message", "help"}
        assert {key for key in KEYS if one[key] != other[key]} <= {"message", "help", "expected"}
        assert other["path"] in one["message"]


def test_an_unknown_language_is_2(run, bad):
    assert "'fr'" in run("validate", bad, "--lang", "de", exit=2).stderr


def test_the_language_can_be_set_for_good(run, folder, bad):
    (folder / "gateway.toml").write_text("[validate]\nlang = 'fr'\n")
    assert " erreur " in run("validate", bad, exit=1).stdout
