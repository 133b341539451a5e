"""Places in the sender's bytes: exact in every encoding, and where libxml2 has lost count of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.adapters.xml import adapter
from gateway.findings import Finding

XS = "http://www.w3.org/2001/XMLSchema"
SCHEMA = f"""<xs:schema xmlns:xs="{XS}"><xs:element name="r"><xs:complexType><xs:sequence>
<xs:element name="n" type="xs:integer" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    (tmp_path / "message.xsd").write_text(SCHEMA)
    return Spec("xx/numbers@1", tmp_path)


def found(data: bytes, spec: Spec) -> list[Finding]:
    (part,) = adapter.split(data, Limits())
    return adapter.check(adapter.read(part, spec, Limits()), spec)


def test_lines_are_exact_past_the_line_where_libxml2_stops_counting(spec):
    wrong = {70_000, 65_537, 3, 139_999}
    lines = [f"<n>{'x' if number in wrong else number}</n>" for number in range(140_000)]
    data = ("<r>\n" + "\n".join(lines) + "\n</r>").encode()
    findings = found(data, spec)
    assert [f.where.line for f in findings] == [number + 2 for number in sorted(wrong)]
    assert [f.where.path for f in findings] == [f"/r/n[{number + 1}]" for number in sorted(wrong)]
    assert {f.where.column for f in findings} == {1}
    assert all(data[f.where.offset :].startswith(b"<n>x") for f in findings if f.where.offset is not None)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16LE", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("ISO-8859-1", "iso-8859-1"),
        ("ISO-8859-15", "iso-8859-15"),
        ("windows-1252", "cp1252"),
    ],
)
def test_offsets_are_those_of_the_bytes_that_came(spec, declared, codec):
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<r>\n  <n>é</n>\n  <n>2</n> <n>ü</n>\n</r>'
    data = text.encode(codec)
    first, second = found(data, spec)
    tag = "<n>".encode(
        "utf-8"
        if codec == "utf-8-sig"
        else codec.replace("utf-16", "utf-16-le")
        if codec == "utf-16"
        else codec
    )
    assert (first.where.line, first.where.column, second.where.line, second.where.column) == (3, 3, 4, 12)
    for finding in (first, second):
        assert finding.where.offset is not None
        assert data[finding.where.offset :].startswith(tag)
    assert (first.value, second.value) == ("é", "ü")


def test_ascii_is_read_where_it_is_declared(spec):
    assert found(b'<?xml version="1.0" encoding="US-ASCII"?><r><n>1</n></r>', spec) == []
