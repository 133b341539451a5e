"""`gateway formats gap`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from gateway.cli.application import application
from gateway.cli.serving import opened, settings
from gateway.formats import shipped_root
from gateway.service import hash_key


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


def test_traffic_counts_what_came_and_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    partner = f'[[partner]]\nid = "agency"\nkey_hash = "{hash_key("agency-key")}"\n'
    (tmp_path / "partners.toml").write_text(partner, encoding="utf-8")
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path))
    samples = (shipped_root() / "schemas/un/cusdec/d96b/samples/good").glob("*.edi")
    with opened(settings()) as gateway:
        agency = gateway.authenticate("agency-key")
        for file in sorted(samples):
            gateway.submit(file.read_bytes(), partner=agency)
    report = json.loads(run("--traffic", "--output", "json").output)["traffic"]
    assert report["by_format"] == {"un/cusdec@d96b": 5} and report["messages"] == 5
    assert report["unread"] == 0 and report["values"] == 785
    kept = [one for one in report["residues"] if one["outcome"] == "kept"]
    assert kept and all(one["reason"] for one in kept)
    assert json.loads(run("xx/example@1", "--traffic", "--output", "json").output)["traffic"]["messages"] == 0
    later = run("--traffic", "--since", "2999-01-01", "--output", "json").output
    assert json.loads(later)["traffic"]["messages"] == 0
