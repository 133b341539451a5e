"""The generated pages name everything and are up to date."""

from __future__ import annotations

from pathlib import Path

from gateway.cli import reference
from gateway.cli.known_codes import known_codes

ROOT = Path(__file__).parents[2]


def test_every_command_is_in_docs_cli():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    missing = [" ".join(path) for path, _ in reference.commands() if f"## {' '.join(path)}\n" not in page]
    assert not missing, "run: python -m gateway.cli.reference"


def test_every_code_is_in_docs_codes():
    page = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    assert not [code.id for code in known_codes().values() if f"## {code.id} {code.name}\n" not in page]


def test_check_names_what_is_out_of_date(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    assert reference.main(["--check"], tmp_path) == 1
    assert "cli.md is out of date" in capsys.readouterr().out
    assert not list((tmp_path / "docs").iterdir())
    assert reference.main([], tmp_path) == 0
    assert reference.main(["--check"], tmp_path) == 0
    (tmp_path / "docs" / "codes.md").write_text("typed by hand")
    assert reference.main(["--check"], tmp_path) == 1


def test_the_pages_in_the_repository_are_up_to_date():
    assert reference.main(["--check"], ROOT) == 0
