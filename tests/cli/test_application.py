"""What all commands have in common: help, version, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gateway.cli.application import application
from gateway.cli.reference import commands

ROOT = Path(__file__).parents[2]


def test_help_names_every_command(run):
    shown = run("--help").output
    names = application.list_commands(click.Context(application))
    assert {"identify", "validate", "translate", "ledger", "roundtrip", "explain", "formats"} <= set(names)
    assert all(f"\n  {name} " in shown for name in names)


def test_version(run):
    assert run("--version").output.startswith("gateway ")


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_has_help_and_every_option_too(run, path):
    assert run(*path[1:], "--help").output.startswith("Usage: gateway")
    (command,) = [command for other, command in commands() if other == path]
    assert command.get_short_help_str()
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert not [option.name for option in options if not option.help]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["validat"], "Did you mean 'validate'?"),
        (["validate"], "Missing argument"),
        (["validate", "--outputt", "json", "x"], "No such option"),
        (["validate", "--output", "xml", "x"], "not one of"),
        (["validate", "--jobs", "0", "x"], "not in the range"),
        (["--config", "none.toml", "validate", "x"], "no such configuration file"),
    ],
)
def test_wrong_usage_is_2_and_says_what(run, words, told):
    result = run(*words, exit=2)
    assert told in result.stderr
    assert result.stdout == ""


def test_an_internal_error_is_3_one_line_and_no_traceback(run, monkeypatch):
    monkeypatch.setattr("gateway.cli.commands.explain._page", _broken)
    result = run("explain", "MAP201", exit=3)
    assert result.stderr.startswith("gateway: internal error: RuntimeError: broken\\x1b. ")
    assert "GATEWAY_DEBUG=1" in result.stderr
    assert result.stderr.count("\n") == 1


def test_debug_shows_the_traceback(run, monkeypatch):
    monkeypatch.setattr("gateway.cli.commands.explain._page", _broken)
    monkeypatch.setenv("GATEWAY_DEBUG", "1")
    assert isinstance(run("explain", "MAP201", exit=1).exception, RuntimeError)


def test_an_interrupt_is_130(run, monkeypatch):
    monkeypatch.setattr("gateway.cli.commands.explain._page", _interrupted)
    assert run("explain", "MAP201", exit=130).stderr.strip() == "gateway: stopped"


def test_python_m_gateway_is_the_command(process):
    done = process("explain", "MAP201")
    assert done.returncode == 0
    assert done.stdout.startswith("MAP201 value-not-convertible")


def test_a_reader_that_leaves_is_no_error(tmp_path):
    many = [f"in{number}.xml" for number in range(5000)]
    for name in many:
        (tmp_path / name).write_bytes(b"")
    words = [sys.executable, "-m", "gateway", "identify", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline()
        child.stdout.close()
        assert child.wait(timeout=60) == 0


def _broken(topic: str, language: str) -> None:
    raise RuntimeError("broken\x1b")


def _interrupted(topic: str, language: str) -> None:
    raise KeyboardInterrupt


def test_files_of_the_service_that_cannot_be_used_are_2_and_told(run, folder):
    (folder / "gateway-data").mkdir()
    (folder / "gateway-data/partners.toml").write_text('[[partner]]\nidd = "x"\n')
    for command in (["errors"], ["serve", "--port", "0"], ["worker", "--once"]):
        result = run(*command, exit=2)
        assert "partners.toml cannot be used" in result.stderr
        assert "PRT101" in result.stderr and "PRT102" in result.stderr
