"""The demonstration holds what it promises, and says so when it does not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile

import httpx
import pytest
from hatchling.builders.wheel import WheelBuilder

from gateway.cli.demo import caller, story
from gateway.cli.demo.cast import cast
from gateway.cli.demo.expectations import Expectations
from gateway.cli.demo.receiver import Receiver
from gateway.transports.signature import sign
from tests.conftest import ROOT


def signed(receiver, id="whk_1", body=b"{}", age=0):
    stamp = int(time.time()) - age
    return {
        "webhook-id": id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": sign(receiver.secret, id, stamp, body),
        "X-Gateway-Message": "msg_1",
    }


def posted(receiver, headers, body=b"{}"):
    return httpx.post(receiver.url, content=body, headers=headers, trust_env=False).status_code


@pytest.mark.parametrize("width", ["40", "200"])
def test_all_expectations_hold_in_a_pipe_of_any_width_without_colours(process, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("NO_COLOR", "1")
    done = process("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"OK: all \d\d+ expectations held", done.stdout)
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    for sample in cast().bad:
        assert f"{sample.file.name}:" in done.stdout
        assert all(f"gateway explain {code}" in done.stdout for code in sample.codes)


def test_the_answer_of_an_agency_comes_back_in_the_senders_own_terms(process):
    told = process("demo").stdout
    assert "customs answers in un/cusres@d96b; the sender collects gb/cds-notification@3.6" in told
    assert "ERP+10:2'" in told, "the agency points into its segments"
    assert "<SequenceNumeric>2</SequenceNumeric>" in told, "the sender reads its own classes"
    assert "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]" in told


def test_nothing_is_left_behind(process, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert process("demo").returncode == 0
    assert not list(tmp_path.glob("gateway-demo-*"))


def test_it_runs_where_only_ascii_can_be_printed(process, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = process("demo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()


def test_settings_of_the_machine_do_not_reach_it(process, monkeypatch):
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("GATEWAY_PORT", "1")
    assert process("demo").returncode == 0


def test_a_receiver_that_never_takes_anything_is_told_and_exits_with_1(run, monkeypatch):
    monkeypatch.setattr(story, "SETTLE_SECONDS", 1.0)
    monkeypatch.setattr(Receiver, "take", lambda *_: 503)
    output = run("demo", exit=1).output
    assert re.search(r"\d+ of \d+ expectations did not hold", output)
    assert "risk has each of its messages once: [] instead of" in output


def test_a_gateway_that_does_not_start_is_told_with_what_it_said(run, monkeypatch):
    furnish = story.furnish

    def wrongly(folder, *more):
        house = furnish(folder, *more)
        (folder / "partners.toml").write_text("[[partner]]\nidd = 'agency'\n", encoding="utf-8")
        return house

    monkeypatch.setattr(story, "furnish", wrongly)
    output = run("demo", exit=1).output
    assert "The gateway did not start" in output
    assert "it ended with" in output
    assert "partners.toml" in output


def test_a_gateway_that_never_answers_is_not_waited_for_without_end(run, monkeypatch):
    monkeypatch.setattr(caller, "START_SECONDS", 0.0)
    assert "it does not answer within 0 seconds" in run("demo", exit=1).output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_kept_it_answers_until_it_is_interrupted(number, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "gateway", "demo", "--keep"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            told = "".join(iter(lambda: _line(process), None))
            address = re.search(r"curl -H '(.+)' (http://127.0.0.1:\d+)(/v1/messages/\S+)", told)
            name, _, value = address[1].partition(": ")
            url = address[2] + address[3]
            answer = httpx.get(url, headers={name: value}, trust_env=False)
            assert answer.status_code == 200
            assert answer.json()["id"] == url.rpartition("/")[2]
            commands = re.findall(r"^gateway (messages|errors)$", told, re.MULTILINE)
            assert commands == ["messages", "errors"]
            process.send_signal(number)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert not list(tmp_path.glob("gateway-demo-*"))
    with pytest.raises(httpx.TransportError):
        httpx.get(url, trust_env=False)


def _line(process):
    """The next line; `None` at the last one that is printed before waiting."""
    line = process.stdout.readline()
    return None if not line or line.startswith("tail -f ") else line


def test_it_runs_installed_with_everything_that_it_needs(tmp_path):
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    site = tmp_path / "site"
    zipfile.ZipFile(built).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    program = "import gateway, sys; sys.stderr.write(gateway.__file__); gateway.cli.main()"
    words = [sys.executable, "-c", f"import gateway.cli; {program}", "demo"]
    done = subprocess.run(
        words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stderr == str(site / "gateway" / "__init__.py")
    assert done.returncode == 0, done.stdout
    assert "gateway validate site/gateway/_data/schemas/" in done.stdout


def test_a_receiver_takes_a_signed_message_once():
    with Receiver("risk") as receiver:
        assert posted(receiver, signed(receiver)) == 204
        assert posted(receiver, signed(receiver)) == 204
        assert [one.message_id for one in receiver.arrived] == ["msg_1"]


def test_a_receiver_refuses_what_is_not_signed_by_its_secret():
    with Receiver("risk") as receiver, Receiver("other") as other:
        wrong = [{}, signed(other), signed(receiver, body=b"[]"), signed(receiver, age=3600)]
        assert [posted(receiver, headers) for headers in wrong] == [401] * 4
        assert (receiver.arrived, receiver.unsigned) == ([], 4)


def test_a_receiver_fails_as_often_as_it_is_told_to():
    with Receiver("risk", failures=2) as receiver:
        assert [posted(receiver, signed(receiver)) for _ in range(3)] == [503, 503, 204]


def test_the_cast_is_of_one_format_with_mistakes_of_different_kinds():
    players = cast()
    assert len(players.good) >= 5
    assert max(good.items for good in players.good) >= 3
    kinds = [bad.codes[0][3] for bad in players.bad]
    assert len(kinds) == len(set(kinds)) == 3


def test_no_expectation_at_all_is_no_success():
    expected = Expectations()
    assert not expected.all_held
    expected.equal("one", 1, 1)
    assert expected.all_held
    expected.equal("two", 1, 2)
    assert (expected.all_held, expected.broken) == (False, ["two: 1 instead of 2"])
