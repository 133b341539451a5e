"""`gateway formats gap`."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result
from lxml import html

from gateway.cli.application import application


def run(*arguments: str) -> Result:
    return CliRunner().invoke(application, ["formats", "gap", *arguments])


@pytest.mark.parametrize("names", [("xx/example@1",), ("xx/example@1", "un/cusdec@d96b")])
def test_every_form_of_a_report_can_be_read(names: tuple[str, ...]) -> None:
    assert names[0] in run(*names).output
    report = json.loads(run(*names, "--output", "json").output)
    assert set(report) == {"title", "format", "pair", "matrices", "traffic", "requests"}
    page = run(*names, "--output", "html").output
    assert html.fromstring(page).findtext(".//h1") == report["title"]
    rows = list(csv.DictReader(io.StringIO(run(*names, "--output", "csv").output)))
    assert len(rows) == len(report["requests"])


def test_a_page_has_a_heat_map_and_asks_for_nothing() -> None:
    page = run("--output", "html").output
    assert page.count("<table>") >= 3
    assert not any(word in page for word in ("<script", " src=", "http://", "https://", "url(", "@import"))


def test_mistakes_of_the_call_are_told() -> None:
    assert run("xx/example@1", "xx/example@1", "xx/example@1").exit_code == 2
    assert run("xx/exampel@1").exit_code == 2
    assert run("--since", "2026-01-01").exit_code == 2
