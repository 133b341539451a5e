"""What the README shows is what happens: its commands are run, its output is compared."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import blocks, text

README = text("README.md")
SHOWN = [
    (shown.split("\n", 1)[0], shown.split("\n", 1)[1])
    for block in blocks(README, "console")
    for shown in block.split("$ ")[1:]
]


def environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    place = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
    return {**kept, "PATH": place, "PYTHONPATH": str(ROOT)}


def shell(script):
    """Run a script as a reader would; everything that it started ends with it."""
    process = subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", script], cwd=ROOT, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return process.returncode, out, err


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_is_shown(command, shown):
    code, out, err = shell(command)
    assert code in (0, 1), err
    pattern = re.escape(shown).replace(re.escape("...\n"), "(?:.*\n)+")
    assert re.fullmatch(pattern, out), out


def test_there_are_commands_to_try():
    verbs = {command.split()[1] for command, _ in SHOWN}
    assert {"validate", "translate", "ledger", "roundtrip", "explain"} <= verbs


def test_a_partner_of_ones_own_submits_over_http():
    (script,) = [block for block in blocks(README, "sh") if "gateway serve" in block]
    code, out, err = shell(script.replace("8080", str(free_port())))
    assert code == 0, err
    assert '"verdict": "accepted"' in out
    assert "refused, as it should be" in out
    assert re.search(r"msg_\w+ +held ", out)
    assert re.search(r"msg_\w+ +rejected ", out)
    assert "XML205" in out


def test_a_new_format_is_made_and_found():
    (script,) = [block for block in blocks(README, "sh") if "formats new" in block]
    code, out, err = shell(script)
    assert code == 0, err
    assert "xx/note@1" in out


@pytest.mark.parametrize("name", re.findall(r"^(scripts/\w+) ", README, re.MULTILINE))
def test_a_script_is_there_and_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)


def test_it_says_in_five_sentences_what_the_gateway_is():
    about = README.split("\n\n")[2].replace("\n", " ")
    assert len(re.findall(r"[.](?: |$)", about)) == 5
