"""A format may name one format of answers, or one for each outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.formats.manifest import read_manifest
from gateway.pipeline import receive
from gateway.pipeline.answer import answer_to

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "schemas/gb/ens-cc315a/11.2"
REFUSAL, REGISTRATION = "gb/ens-cc316a@10.0", "gb/ens-cc328a@10.0"
AT = datetime(2026, 3, 2, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        ("rejected", REFUSAL),
        ("syntax_rejected", REFUSAL),
        ("accepted", REGISTRATION),
        ("received", None),
        ("released", None),
        (None, None),
    ],
)
def test_a_table_has_formats_by_outcome(catalog: Catalog, outcome: str | None, wanted: str | None) -> None:
    assert catalog.get("gb/ens-cc315a@11.2").answered_with(outcome) == wanted


def test_the_format_of_a_rejection_stands_for_the_table(catalog: Catalog) -> None:
    assert catalog.get("gb/ens-cc315a@11.2").answers_with == REFUSAL


@pytest.mark.parametrize("outcome", ["rejected", "received", "accepted"])
def test_one_format_serves_every_outcome(catalog: Catalog, outcome: str) -> None:
    format = replace(catalog.get("gb/ens-cc315a@11.2"), answers={}, answers_with=REFUSAL)
    assert format.answered_with(outcome) == REFUSAL


def test_an_edition_inherits_the_table(catalog: Catalog) -> None:
    assert catalog.get("gb/ens-cc315a@11.2-new").answered_with("accepted") == REGISTRATION


def test_a_rejection_is_written_and_a_receipt_is_not_written_as_one(catalog: Catalog) -> None:
    said = {}
    for name in ("bad/comma-in-gross-mass", "good/sea-containers"):
        (inbound,) = receive((FOLDER / f"samples/{name}.xml").read_bytes(), catalog)
        answer = answer_to(inbound, catalog, at=AT, reference="A1")
        assert answer.message.response is not None
        said[answer.message.response.outcome] = answer.format and answer.format.id
    assert said == {"rejected": REFUSAL, "received": None}


@pytest.mark.parametrize("value", ["3", "[1]", "{ rejected = 1 }", '["gb/ens-cc316a@10.0"]'])
def test_anything_else_is_told(tmp_path: Path, value: str) -> None:
    text = (FOLDER / "format.toml").read_text("utf-8")
    before, _, after = text.partition("[answers_with]")
    folder = tmp_path / "gb/ens-cc315a/11.2"
    folder.mkdir(parents=True)
    rest = after.partition("[reference]")[2]
    (folder / "format.toml").write_text(f"answers_with = {value}\n{before}[reference]{rest}", "utf-8")
    (finding,) = read_manifest(folder).findings
    assert finding.code.id == "FMT201" and (finding.value or "").startswith("answers_with")
