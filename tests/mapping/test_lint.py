"""What is wrong with a table is told by its code, with the file, the line and what was expected."""

from __future__ import annotations

import pytest

from gateway.findings import Code, Finding
from gateway.mapping import MappingError, codes, mapping_of
from tests.mapping.conftest import Make

SCHEMA = """
<xs:element name="m"><xs:complexType><xs:sequence>
  <xs:element name="a" type="xs:string"/>
  <xs:element name="n" type="xs:string" minOccurs="0"/>
  <xs:element name="item" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
    <xs:element name="n" type="xs:string"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
"""
WHOLE = "m/a,declaration/id,,,\nm/n,declaration/goodsItemQuantity,integer,,\n"
ITEMS = "m/item[]/n,declaration/goodsShipment/items[]/sequence,integer,,\n"

WRONG = [
    pytest.param("m/a,declaration/identity,,,", codes.UNKNOWN_MODEL, "declaration/identity", id="model-path"),
    pytest.param("m/b,declaration/id,,,", codes.UNKNOWN_SOURCE, "b", id="source-path"),
    pytest.param("o/a,declaration/id,,,", codes.UNKNOWN_SOURCE, "o", id="root"),
    pytest.param("m/a/@kind,declaration/id,,,", codes.UNKNOWN_SOURCE, "@kind", id="attribute"),
    pytest.param("m/n,declaration/goodsItemQuantity,,,", codes.TYPE_DIFFERS, None, id="no-converter"),
    pytest.param("m/a,declaration/id,integer,,", codes.TYPE_DIFFERS, None, id="another-type"),
    pytest.param("m/a,declaration/goodsShipment,,,", codes.TYPE_DIFFERS, None, id="an-object"),
    pytest.param(
        "m/a,declaration/id + declaration/type,,,", codes.TYPE_DIFFERS, "text", id="one-text-two-values"
    ),
    pytest.param("m/item/n,declaration/id,,,", codes.REPEATS_DIFFER, "item", id="a-repeat-without-brackets"),
    pytest.param(
        "m/item[]/n,declaration/id,,,", codes.REPEATS_DIFFER, "declaration/id", id="a-list-in-one-value"
    ),
    pytest.param("m/a,declaration/id,,,\nm/a,declaration/type,,,", codes.TWICE, None, id="twice"),
    pytest.param("m/a,declaration/id,nonsense,,", codes.BAD_ROW, "nonsense", id="converter"),
    pytest.param("m/a,declaration/id,codes:none,,", codes.BAD_ROW, "codes", id="code-table"),
    pytest.param("m/a,declaration/id,pieces:x,,", codes.BAD_ROW, "pieces", id="argument"),
    pytest.param("m/a[,declaration/id,,,", codes.BAD_ROW, "m/a[", id="path"),
    pytest.param("m/a,~,,,", codes.BAD_ROW, "m/a", id="kept-without-a-reason"),
    pytest.param("m/a,-,,,", codes.BAD_ROW, "m/a", id="ignored-without-a-reason"),
    pytest.param("m/a,,,,", codes.BAD_ROW, "m/a", id="no-model-path"),
    pytest.param("m/a,declaration,use:absent,,", codes.BAD_ROW, "blocks/absent.csv", id="block"),
    pytest.param("m/a,declaration/id,,nowhere=1,", codes.UNKNOWN_MODEL, "nowhere", id="condition"),
]


def _errors(make: Make, rows: str) -> list[Finding]:
    with pytest.raises(MappingError) as error:
        mapping_of(make(SCHEMA, rows + "\n"))
    return error.value.findings


@pytest.mark.parametrize(("rows", "code", "value"), WRONG)
def test_a_wrong_row_is_told(make: Make, rows: str, code: Code, value: str | None) -> None:
    findings = _errors(make, rows)
    assert {finding.code for finding in findings} == {code}
    finding = findings[0]
    assert value is None or str(finding.value).rpartition("}")[2] == value
    assert finding.expected
    assert finding.where.path
    assert finding.where.path.endswith(".csv")


def test_the_line_of_a_wrong_row_is_told(make: Make) -> None:
    (finding,) = _errors(make, WHOLE + "m/b,declaration/type,,,")
    assert finding.where.line == 4


def test_the_nearest_names_are_told(make: Make) -> None:
    (finding,) = _errors(make, "m/itme[]/n,declaration/goodsShipment/items[]/sequence,integer,,")
    assert "item" in (finding.expected or "")


def test_rows_that_conditions_tell_apart_are_not_twice(make: Make) -> None:
    rows = WHOLE.replace(",,,\n", ",,declaration/type=IM,\nm/a,declaration/functionalReferenceId,,,\n", 1)
    assert mapping_of(make(SCHEMA, rows + ITEMS)).findings == []


def test_a_value_of_the_schema_without_a_row_is_remarked(make: Make) -> None:
    (finding,) = mapping_of(make(SCHEMA, WHOLE)).findings
    assert finding.code is codes.NOT_MAPPED
    assert finding.where.path == "m/item/n"


def test_a_whole_table_gives_no_findings(make: Make) -> None:
    assert mapping_of(make(SCHEMA, WHOLE + ITEMS)).findings == []


def test_other_columns_than_those_of_a_table_are_told(make: Make) -> None:
    block = {"mapping.csv": "source,model\nm/a,declaration/id\n"}
    with pytest.raises(MappingError) as error:
        mapping_of(make(SCHEMA, "", block))
    assert [finding.code for finding in error.value.findings] == [codes.BAD_ROW]


def test_a_block_that_inserts_itself_is_told(make: Make) -> None:
    block = {"blocks/round.csv": "source,model,convert,when,note\n.,.,use:round,,\n"}
    with pytest.raises(MappingError) as error:
        mapping_of(make(SCHEMA, "m,declaration,use:round,,\n", block))
    assert [finding.code for finding in error.value.findings] == [codes.BAD_ROW]
