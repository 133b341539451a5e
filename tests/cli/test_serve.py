"""`gateway serve` listens where it is told to: on the command line, else by the settings."""

from __future__ import annotations

import pytest
import uvicorn


@pytest.fixture
def listening(monkeypatch, run, folder):
    """Where the service would listen, given some arguments."""
    places = []
    monkeypatch.setattr(uvicorn, "run", lambda _, host, port, **more: places.append((host, port)))
    monkeypatch.setattr("gateway.cli.serving.stopped_by_signals", lambda: None)

    def one(*arguments):
        run("serve", "--no-worker", *arguments)
        return places.pop()

    return one


def test_it_listens_on_this_machine_alone_unless_told_otherwise(listening):
    assert listening() == ("127.0.0.1", 8080)


def test_the_environment_and_the_file_say_where(listening, monkeypatch, folder):
    (folder / "gateway.toml").write_text('host = "127.0.0.3"\nport = 9003\n', encoding="utf-8")
    assert listening() == ("127.0.0.3", 9003)
    monkeypatch.setenv("GATEWAY_HOST", "127.0.0.2")
    monkeypatch.setenv("GATEWAY_PORT", "9002")
    assert listening("--port", "0") == ("127.0.0.2", 0)


def test_the_command_line_goes_before_everything(listening, monkeypatch):
    monkeypatch.setenv("GATEWAY_HOST", "127.0.0.2")
    monkeypatch.setenv("GATEWAY_PORT", "9002")
    assert listening("--host", "::1", "--port", "1") == ("::1", 1)
