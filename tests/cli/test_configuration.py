"""Defaults of the options from files and the environment."""

from __future__ import annotations

import click
import pytest

from gateway.cli.application import application
from gateway.cli.configuration import Misconfigured, defaults, find, read


def configured(path):
    return defaults(path, application, click.Context(application))


def test_the_nearest_file_upward_is_used(folder):
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    (folder / "gateway.toml").write_text("jobs = 2")
    assert find(None, below) == folder / "gateway.toml"
    (folder / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert find(None, below) == folder / "gateway.toml"
    (folder / "a" / "pyproject.toml").write_text("[tool.gateway]\njobs = 3\n")
    assert find(None, below) == folder / "a" / "pyproject.toml"
    assert read(folder / "a" / "pyproject.toml") == {"jobs": 3}


def test_a_named_file_goes_before(folder):
    (folder / "gateway.toml").write_text("")
    (folder / "other.toml").write_text("")
    assert str(find("other.toml")) == "other.toml"


def test_general_keys_go_to_every_command_that_has_the_option_and_tables_go_before(folder):
    path = folder / "gateway.toml"
    path.write_text('jobs = 2\nas = "xx/example@1"\n[validate]\nlimit-findings = 5\njobs = 3\n')
    found = configured(path)
    assert found["validate"] == {"jobs": 3, "as_format": "xx/example@1", "limit_findings": 5}
    assert found["identify"] == {"jobs": 2}
    assert found["explain"] == {}


def test_tables_of_groups_nest(folder):
    path = folder / "gateway.toml"
    path.write_text('[formats.list]\nfamily = "Declaration"\n')
    assert configured(path)["formats"]["list"] == {"family": "Declaration"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[validate]\nlimit_finding = 5", "no option 'limit_finding'. Did you mean 'limit-findings'?"),
        ("validate = 3", "validate must be a table"),
        ("[validate", "gateway.toml: "),
    ],
)
def test_a_mistake_in_the_file_is_told(folder, run, text, told):
    (folder / "gateway.toml").write_text(text)
    with pytest.raises(Misconfigured, match=r"gateway\.toml"):
        configured(folder / "gateway.toml")
    assert told in run("explain", "MAP201", exit=2).stderr


def test_keys_of_the_service_are_left_to_it(folder, run):
    (folder / "gateway.toml").write_text('database = "x"\n[retention]\nbodies = 60\n')
    run("explain", "MAP201")


def test_file_and_environment_change_what_a_command_does(folder, run, monkeypatch):
    (folder / "none").mkdir()
    (folder / "gateway.toml").write_text('output = "json"\n')
    assert run("formats", "list").stdout.startswith("[\n")
    monkeypatch.setenv("GATEWAY_FORMATS_LIST_OUTPUT", "text")
    assert not run("formats", "list").stdout.startswith("[\n")
    assert run("formats", "list", "--output", "json").stdout.startswith("[\n")
