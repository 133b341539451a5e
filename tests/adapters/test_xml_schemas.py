"""Schemas of a format are the operator's data; still none reaches outside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.findings import Finding
from gateway.formats.adapters import adapter_for

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
DOCUMENT = b'<Declaration xmlns="urn:example:dec:1"><ID>A1</ID></Declaration>'


def check(spec: Spec, data: bytes = DOCUMENT) -> list[Finding]:
    adapter = adapter_for("xml")
    (part,) = adapter.split(data, Limits())
    return adapter.check(adapter.read(part, spec, Limits()), spec)


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:9/x.xsd", "file:///etc/hostname", "../../../x.xsd", "//host/x.xsd"]
)
@pytest.mark.parametrize("how", ["include", "import"])
def test_a_schema_that_reaches_outside_its_folder_is_not_used(tmp_path: Path, how: str, place: str) -> None:
    folder = tmp_path / "a/b"
    folder.mkdir(parents=True)
    (folder / "message.xsd").write_text(f'<xs:schema {XS}><xs:{how} schemaLocation="{place}"/></xs:schema>')
    (finding,) = check(Spec("xx/test@1", folder))
    assert finding.code.id == "XML901"
    assert place in finding.message


def test_the_published_schema_with_an_http_import_is_not_used(shared: Path) -> None:
    file = shared / "attacks/xsd/import_http.xsd"
    assert [f.code.id for f in check(Spec("xx/test@1", file.parent, official=file))] == ["XML901"]


def test_a_pattern_that_explodes_elsewhere_is_judged(shared: Path) -> None:
    folder = shared / "attacks/xsd"
    spec = Spec("xx/test@1", folder, official=folder / "redos_pattern.xsd")
    assert [f.code.id for f in check(spec, (folder / "redos_value.xml").read_bytes())] == ["XML204"]


def test_the_official_schema_is_the_judge_where_it_is_laid(tmp_path: Path) -> None:
    toy = Path(__file__).parent / "formats/schemas/xx/toy/1"
    official = tmp_path / "official.xsd"
    official.write_text((toy / "message.xsd").read_text().replace("[A-Za-z0-9-]+", "[0-9]+"))
    assert check(Spec("xx/toy@1", toy)) == []
    assert [f.code.id for f in check(Spec("xx/toy@1", toy, official=official))] == ["XML204"]
