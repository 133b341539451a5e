"""A publisher's own schema, laid beside ours by a site, is the judge; differences are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.pipeline import receive

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "schemas/xx/example/1"


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """The outcome of a message when the publisher's schema is ours with one text replaced."""

    def judging(data: bytes, old: str, new: str):
        schema = (EXAMPLE / "message.xsd").read_text(encoding="utf-8")
        assert old in schema
        file = tmp_path / "published" / "example.xsd"
        file.parent.mkdir()
        file.write_text(schema.replace(old, new), encoding="utf-8")
        monkeypatch.setenv("GATEWAY_OFFICIAL", f"xx/example@1={file}")
        (found,) = receive(data, Catalog.load([ROOT]))
        return found

    return judging


def sample(name: str) -> bytes:
    return (EXAMPLE / f"samples/{name}").read_bytes()


def test_what_the_publisher_rejects_is_invalid_and_the_difference_is_told(judged):
    found = judged(sample("good/import-three-lines.xml"), '"reference"', '"referenz"')
    assert found.outcome == "invalid"
    assert {"XML101", "FMT501"} <= {finding.code.id for finding in found.findings}
    told = next(f for f in found.findings if f.code.id == "FMT501")
    assert told.severity == "warning" and told.where.line is not None
    assert "the publisher's rejects what ours accepts" in told.message


def test_what_the_publisher_accepts_is_valid_and_the_difference_is_told(judged):
    found = judged(
        sample("bad/unknown-kind.xml"),
        '<xs:enumeration value="IM"/>',
        '<xs:enumeration value="IM"/><xs:enumeration value="IMP"/>',
    )
    assert [f.code.id for f in found.findings if f.severity == "error"] == []
    (told,) = found.findings
    assert told.code.id == "FMT501" and "ours rejects what the publisher's schema accepts" in told.message


def test_the_published_declaration_schema_judges_as_ours_does(shared, monkeypatch):
    wrapper = shared / "corpus/uk-cds/schemas/_wrappers/declaration.xsd"
    monkeypatch.setenv("GATEWAY_OFFICIAL", f"gb/cds-declaration@3.6={wrapper}")
    catalog = Catalog.load([ROOT])
    samples = ROOT / "schemas/gb/cds-declaration/3.6/samples"
    for file in [*samples.glob("good/*.xml"), *samples.glob("bad/*.xml")]:
        for found in receive(file.read_bytes(), catalog):
            assert found.outcome == "valid" if file.parent.name == "good" else found.outcome != "valid"
            assert "FMT501" not in {finding.code.id for finding in found.findings}
