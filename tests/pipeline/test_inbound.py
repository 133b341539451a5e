"""The way in: every file ends in an outcome, with what was found in the order of the message."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.pipeline import Inbound, Outcome, receive

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "schemas" / "xx" / "example" / "1"
GOOD = EXAMPLE / "samples" / "good" / "export-two-lines.xml"
BAD = EXAMPLE / "samples" / "bad" / "local-date.xml"


def _one(data: bytes, catalog: Catalog, **options: bool | str) -> Inbound:
    (inbound,) = receive(data, catalog, **options)  # type: ignore[arg-type]
    return inbound


def _codes(inbound: Inbound) -> list[str]:
    return [finding.code.id for finding in inbound.findings]


def test_a_valid_message_goes_into_the_model(catalog: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), catalog)
    assert inbound.outcome is Outcome.VALID
    assert inbound.clean
    assert inbound.format is catalog.get("xx/example@1")
    assert inbound.message is not None
    assert inbound.counts is not None
    assert inbound.counts.unaccounted == 0


def test_the_references_of_the_format_are_read(catalog: Catalog) -> None:
    references = _one(GOOD.read_bytes(), catalog).references
    assert references["sender_reference"] == "SPEC-EX-2024-000044"
    assert references["function"] == "original"
    assert "mrn" not in references


def test_without_the_model_the_way_ends_after_the_schema(catalog: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), catalog, to_model=False)
    assert inbound.outcome is Outcome.VALID
    assert (inbound.message, inbound.counts) == (None, None)


def test_an_invalid_message_stays_out_of_the_model(catalog: Catalog) -> None:
    inbound = _one(BAD.read_bytes(), catalog)
    assert inbound.outcome is Outcome.INVALID
    assert not inbound.clean
    assert inbound.message is None


def test_an_invalid_message_goes_into_the_model_when_that_is_allowed(catalog: Catalog) -> None:
    inbound = _one(BAD.read_bytes(), catalog, allow_invalid=True)
    assert inbound.outcome is Outcome.INVALID
    assert inbound.message is not None
    assert inbound.counts is not None
    assert inbound.counts.unaccounted == 0


def test_findings_stand_in_the_order_of_the_message(catalog: Catalog) -> None:
    data = (
        GOOD.read_bytes().replace(b'amount="14800.00"', b'amount="1,5"').replace(b"2024-06-03", b"3.6.2024")
    )
    inbound = _one(data.replace(b"<sent-to>CH", b"<sent-to>C-H"), catalog, allow_invalid=True)
    lines = [finding.where.line for finding in inbound.findings if finding.where.line]
    assert len(lines) >= 3
    assert lines == sorted(lines)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00\x01"])
def test_bytes_of_no_syntax_are_unreadable(data: bytes, catalog: Catalog) -> None:
    inbound = _one(data, catalog)
    assert inbound.outcome is Outcome.UNREADABLE
    assert _codes(inbound) == ["REC001"]
    assert inbound.findings[0].help


def test_a_message_that_breaks_off_is_unreadable(catalog: Catalog) -> None:
    inbound = _one(GOOD.read_bytes()[:-40], catalog)
    assert inbound.outcome is Outcome.UNREADABLE
    assert inbound.findings


def test_an_unknown_root_is_unidentified(catalog: Catalog) -> None:
    inbound = _one(b"<nobody/>", catalog)
    assert inbound.outcome is Outcome.UNIDENTIFIED
    assert _codes(inbound) == ["IDN101"]


def test_a_format_that_is_not_there_is_told_with_the_nearest(catalog: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), catalog, as_format="xx/exampel@1")
    assert inbound.outcome is Outcome.UNIDENTIFIED
    assert _codes(inbound) == ["REC101"]
    assert inbound.candidates[0] == "xx/example@1"
    assert "xx/example@1" in (inbound.findings[0].expected or "")


@pytest.fixture
def twins(tmp_path: Path) -> Catalog:
    """Two versions of a format that the message does not tell apart."""
    for version in ("1", "2"):
        shutil.copytree(EXAMPLE, tmp_path / "schemas" / "xx" / "example" / version)
    return Catalog.load([tmp_path])


def test_a_message_that_fits_two_formats_is_ambiguous_and_both_are_named(twins: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), twins)
    assert inbound.outcome is Outcome.AMBIGUOUS
    assert inbound.candidates == ("xx/example@1", "xx/example@2")
    assert inbound.format is None
    (finding,) = inbound.findings
    assert all(name in finding.message for name in inbound.candidates)


def test_the_word_of_the_sender_decides_between_two_formats(twins: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), twins, as_format="xx/example@2", to_model=False)
    assert inbound.outcome is Outcome.VALID
    assert inbound.format is twins.get("xx/example@2")


def test_a_format_without_a_mapping_is_told(twins: Catalog) -> None:
    inbound = _one(GOOD.read_bytes(), twins, as_format="xx/example@2")
    assert inbound.outcome is Outcome.INVALID
    assert _codes(inbound) == ["MAP001"]
