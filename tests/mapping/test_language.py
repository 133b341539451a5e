"""The language of the tables, row by row of docs/mapping.md, on formats of a few elements."""

from __future__ import annotations

import pytest

from gateway.adapters.contract import Limits, Tree
from gateway.formats import Format, adapter_for
from gateway.mapping import Ledger, Read, mapping_of
from gateway.model import Message
from gateway.pipeline import differences
from tests.mapping.conftest import Make

TEXT = '<xs:element name="{}" type="xs:string" minOccurs="0" maxOccurs="{}"/>'
DECLARATION = "declaration/"
GOODS = "declaration/goodsShipment/"


def _text(name: str, most: int | str = 1) -> str:
    return TEXT.format(name, most)


def _root(*content: str, attributes: str = "") -> str:
    inner = "<xs:sequence>" + "".join(content) + "</xs:sequence>" + attributes
    return f'<xs:element name="m"><xs:complexType>{inner}</xs:complexType></xs:element>'


def _element(name: str, *content: str, attributes: str = "", most: str = "unbounded") -> str:
    inner = "<xs:sequence>" + "".join(content) + "</xs:sequence>" + attributes
    head = f'<xs:element name="{name}" minOccurs="0" maxOccurs="{most}">'
    return f"{head}<xs:complexType>{inner}</xs:complexType></xs:element>"


def _coded(name: str, attribute: str, most: str = "unbounded") -> str:
    head = f'<xs:element name="{name}" minOccurs="0" maxOccurs="{most}"><xs:complexType><xs:simpleContent>'
    base = f'<xs:extension base="xs:string"><xs:attribute name="{attribute}" type="xs:string"/>'
    return f"{head}{base}</xs:extension></xs:simpleContent></xs:complexType></xs:element>"


def _tree(content: str, format: Format) -> Tree:
    adapter, limits = adapter_for(format.syntax), Limits()
    data = f'<m xmlns="urn:test">{content}</m>'.encode()
    (part,) = adapter.split(data, limits)
    return adapter.read(part, format.spec, limits)


def _read(content: str, format: Format) -> Read:
    read = mapping_of(format).to_model(_tree(content, format))
    assert read.counts.unaccounted == 0
    return read


def _written(message: Message, format: Format) -> bytes:
    return adapter_for(format.syntax).write(mapping_of(format).from_model(message).tree, format.spec)


def _differs(content: str, message: Message, format: Format) -> list[str]:
    return differences(f'<m xmlns="urn:test">{content}</m>'.encode(), _written(message, format), format)


def _both(content: str, format: Format) -> dict[str, object]:
    """Read, hold the writing of it against the message, and give the model's JSON of it."""
    read = _read(content, format)
    assert _differs(content, read.message, format) == []
    found: dict[str, object] = read.message.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return found


def _goods(found: dict[str, object]) -> dict[str, object]:
    shipment: dict[str, object] = found["declaration"]["goodsShipment"]  # type: ignore[index]
    return shipment


def test_a_repeat_pairs_with_the_repeat_of_the_model(make: Make) -> None:
    schema = _root(_element("item", _text("n"), _text("doc", "unbounded")))
    rows = f"m/item[]/n,{GOODS}items[]/sequence,integer,,\n"
    rows += f"m/item[]/doc[],{GOODS}items[]/additionalDocuments[]/id,,,\n"
    found = _both("<item><n>1</n><doc>A</doc><doc>B</doc></item><item><n>2</n></item>", make(schema, rows))
    first, second = _goods(found)["items"]  # type: ignore[misc]
    assert first == {"sequence": 1, "additionalDocuments": [{"id": "A"}, {"id": "B"}]}
    assert second == {"sequence": 2}


def test_an_entry_of_a_list_is_made_with_its_value_and_looked_for(make: Make) -> None:
    schema = _root(_text("exporter"), _text("importer"))
    rows = f"m/exporter,{DECLARATION}parties[role=exporter]/id,,,\n"
    rows += f"m/importer,{DECLARATION}parties[role=importer]/id,,,\n"
    found = _both("<exporter>E</exporter><importer>I</importer>", make(schema, rows))
    parties = [{"role": "exporter", "id": "E"}, {"role": "importer", "id": "I"}]
    assert found["declaration"] == {"parties": parties}


def test_values_on_both_sides_choose_the_row_group(make: Make) -> None:
    schema = _root(_element("item", _coded("code", "kind")))
    place = f"{GOODS}items[]/commodity/classifications[]"
    rows = f"m/item[]/code[][@kind=a],{place}[scheme=cn8]/code,,,\n"
    rows += f"m/item[]/code[][@kind=b],{place}[scheme=taric]/code,,,\n"
    content = '<item><code kind="a">1</code><code kind="b">2</code><code kind="a">3</code></item>'
    format = make(schema, rows)
    read = _read(content, format)
    (item,) = read.message.declaration.goods_shipment.items  # type: ignore[union-attr]
    codes = item.commodity.classifications  # type: ignore[union-attr]
    assert [(c.scheme, c.code) for c in codes or ()] == [("cn8", "1"), ("taric", "2"), ("cn8", "3")]
    assert _differs(content, read.message, format) == []


def test_a_position_chooses_the_first_and_the_rest(make: Make) -> None:
    schema = _root(_text("ref", "unbounded"))
    rows = f"m/ref[1],{DECLARATION}functionalReferenceId,,,\n"
    rows += f"m/ref[2:][],{GOODS}invoices[]/id,,,\n"
    found = _both("<ref>A</ref><ref>B</ref><ref>C</ref>", make(schema, rows))
    invoices = [{"id": "B"}, {"id": "C"}]
    assert found["declaration"] == {"functionalReferenceId": "A", "goodsShipment": {"invoices": invoices}}


def test_all_pieces_go_to_one_value(make: Make) -> None:
    schema = _root(_element("item", _text("text", 9)))
    format = make(schema, f'm/item[]/text[*],{GOODS}items[]/commodity/description,"pieces:5,9",,\n')
    found = _both("<item><text>hello</text><text> worl</text><text>d</text></item>", format)
    assert _goods(found)["items"] == [{"commodity": {"description": "hello world"}}]


def test_one_text_is_several_values(make: Make) -> None:
    schema = _root(_text("kind"))
    format = make(schema, f'm/kind,{DECLARATION}type + {DECLARATION}additionalType,"split:2,*",,\n')
    assert _both("<kind>IMA</kind>", format)["declaration"] == {"type": "IM", "additionalType": "A"}


def test_several_texts_are_one_value(make: Make) -> None:
    format = make(
        _root(_coded("at", "form", most="1")), f"m/at + m/at/@form,{DECLARATION}issueDateTime,wcodate,,\n"
    )
    found = _both('<at form="102">20260301</at>', format)
    assert found["declaration"] == {"issueDateTime": "2026-03-01"}


def test_what_stands_above_is_written_where_nothing_stands_below(make: Make) -> None:
    schema = _root(_element("item", _text("n"), _text("deal")))
    rows = f"m/item[]/n,{GOODS}items[]/sequence,integer,,\n"
    rows += f"m/item[]/deal,{GOODS}items[]/transactionNatureCode | {GOODS}transactionNatureCode,,,\n"
    format = make(schema, rows)
    shipment = {"transactionNatureCode": "11", "items": [{"sequence": 1}, _item(2, "21")]}
    message = Message.model_validate({"declaration": {"goodsShipment": shipment}})
    expected = "<item><n>1</n><deal>11</deal></item><item><n>2</n><deal>21</deal></item>"
    assert _differs(expected, message, format) == []
    assert mapping_of(format).from_model(message).lost == []


def _item(sequence: int, deal: str) -> dict[str, object]:
    return {"sequence": sequence, "transactionNatureCode": deal}


def test_a_kept_value_travels_and_an_ignored_one_is_counted(make: Make) -> None:
    rows = f"m/a,{DECLARATION}id,,,\nm/b,~,,,no place\nm/c,-,,,says nothing\n"
    format = make(_root(_text("a"), _text("b"), _text("c")), rows)
    content = "<a>1</a><b>2</b><c>3</c>"
    counts = _read(content, format).counts
    assert (counts.values, counts.mapped, counts.kept, counts.ignored) == (3, 1, 1, 1)
    assert _both("<a>1</a><b>2</b>", format)["declaration"]["id"] == "1"  # type: ignore[index]


def test_a_mandatory_element_of_kept_values_alone_comes_back(make: Make) -> None:
    head = _element("head", _text("who"), most="1").replace('minOccurs="0"', 'minOccurs="1"', 1)
    format = make(_root(head, _text("id")), f"m/head/who,~,,,no place\nm/id,{DECLARATION}id,,,\n")
    assert _both("<head><who>us</who></head><id>7</id>", format)["declaration"]["id"] == "7"  # type: ignore[index]


def test_a_weak_constant_is_written_beside_data_and_a_firm_one_always(make: Make) -> None:
    schema = _root(_element("head", _text("who"), _text("id"), most="1"), _text("version"))
    rows = f"m/head/who,='us',,,\nm/head/id,{DECLARATION}id,,,\nm/version,=!'1',,,\n"
    format = make(schema, rows)
    assert _differs("<version>1</version>", Message(), format) == []
    message = Message.model_validate({"declaration": {"id": "7"}})
    assert _differs("<head><who>us</who><id>7</id></head><version>1</version>", message, format) == []


def test_another_value_than_the_constant_is_kept_and_told(make: Make) -> None:
    format = make(_root(_text("id"), _text("version")), f"m/id,{DECLARATION}id,,,\nm/version,=!'1',,,\n")
    content = "<id>7</id><version>2</version>"
    read = _read(content, format)
    assert [finding.code.id for finding in read.findings] == ["MAP402"]
    assert _differs(content, read.message, format) == []


def test_a_default_is_written_where_the_model_has_nothing(make: Make) -> None:
    schema = _root(_element("item", _text("n"), _text("kind")))
    rows = f"m/item[]/n,{GOODS}items[]/sequence,integer,,\n"
    rows += f"m/item[]/kind,=default('Z') {GOODS}items[]/transactionNatureCode,,,\n"
    message = Message.model_validate({"declaration": {"goodsShipment": {"items": [{"sequence": 1}]}}})
    assert _differs("<item><n>1</n><kind>Z</kind></item>", message, make(schema, rows)) == []


def test_an_empty_default_is_an_empty_element_of_a_whole_account(make: Make) -> None:
    schema = _root(_element("item", _text("n"), _text("kind")))
    rows = f"m/item[]/n,{GOODS}items[]/sequence,integer,,\n"
    rows += f"m/item[]/kind,=default('') {GOODS}items[]/transactionNatureCode,,,\n"
    format = make(schema, rows)
    item = "<item><n>1</n><kind/></item>"
    read = _read(item, format)
    assert (read.counts.mapped, read.counts.converted, read.counts.residue) == (1, 1, 0)
    assert "extensions" not in read.message.to_json().decode()
    message = Message.model_validate({"declaration": {"goodsShipment": {"items": [{"sequence": 1}]}}})
    assert _differs(item, message, format) == []
    for other in (
        "<item><n>1</n></item>",
        "<item><n>1</n><kind>A</kind></item>",
        "<item><kind> </kind></item>",
    ):
        assert _differs(other, _read(other, format).message, format) == []
    written = mapping_of(format).trace_from_model(message)
    assert [(entry.path, entry.value) for entry in written.entries] == [
        ("/m/item/n", "1"),
        ("/m/item/kind", ""),
    ]
    assert written.counts.unaccounted == 0


COUNTED = f"m/item[]/n,{GOODS}items[]/sequence,integer,,\n"


def test_a_count_is_computed_and_compared(make: Make) -> None:
    format = make(
        _root(_element("item", _text("n")), _text("items")), COUNTED + f"m/items,=count({GOODS}items[]),,,\n"
    )
    items = "<item><n>1</n></item><item><n>2</n></item>"
    assert "goodsShipment" in _both(items + "<items>2</items>", format)["declaration"]  # type: ignore[operator]
    read = _read(items + "<items>3</items>", format)
    assert [finding.code.id for finding in read.findings] == ["MAP401"]
    assert _differs(items + "<items>3</items>", read.message, format) == []


@pytest.mark.parametrize(("amounts", "total"), [(("2", "3"), "5"), (("1.10", "2.15"), "3.25")])
def test_a_sum_is_computed_and_compared(make: Make, amounts: tuple[str, ...], total: str) -> None:
    schema = _root(_element("item", _text("price")), _text("total"))
    rows = f"m/item[]/price,{GOODS}items[]/customsValue/value,decimal,,\n"
    rows += f"m/total,=sum({GOODS}items[]/customsValue/value),,,\n"
    format = make(schema, rows)
    items = "".join(f"<item><price>{amount}</price></item>" for amount in amounts)
    content = items + f"<total>{total}</total>"
    read = _read(content, format)
    assert read.findings == []
    assert _differs(content, read.message, format) == []
    wrong = _read(items + "<total>9</total>", format)
    assert [finding.code.id for finding in wrong.findings] == ["MAP401"]


def test_a_position_is_written_where_the_model_has_no_number(make: Make) -> None:
    schema = _root(_element("item", _text("n"), _text("kind")))
    rows = f"m/item[]/n,=position() {GOODS}items[]/sequence,integer,,\n"
    rows += f"m/item[]/kind,{GOODS}items[]/transactionNatureCode,,,\n"
    items = [{"transactionNatureCode": "A"}, {"transactionNatureCode": "B"}]
    message = Message.model_validate({"declaration": {"goodsShipment": {"items": items}}})
    expected = "<item><n>1</n><kind>A</kind></item><item><n>2</n><kind>B</kind></item>"
    assert _differs(expected, message, make(schema, rows)) == []


def test_a_condition_chooses_between_rows_of_one_source(make: Make) -> None:
    rows = f"m/kind,{DECLARATION}type,,,\n"
    rows += f"m/ref,{DECLARATION}id,,{DECLARATION}type=IM,\nm/ref,{DECLARATION}functionalReferenceId,,,\n"
    format = make(_root(_text("kind"), _text("ref")), rows)
    assert _both("<kind>IM</kind><ref>7</ref>", format)["declaration"] == {"type": "IM", "id": "7"}
    other = _both("<kind>EX</kind><ref>7</ref>", format)["declaration"]
    assert other == {"type": "EX", "functionalReferenceId": "7"}


def test_context_rows_and_blocks_continue_from_their_place(make: Make) -> None:
    schema = _root(_element("head", _element("who", _text("id"), _text("name"), most="1"), most="1"))
    rows = "m/head/,declaration/,,,\n./who,./parties[role=exporter],use:party,,\n"
    block = "source,model,convert,when,note\n./id,./id,,,\n./name,./name,,,\n"
    format = make(schema, rows, {"blocks/party.csv": block})
    found = _both("<head><who><id>7</id><name>N</name></who></head>", format)
    assert found["declaration"] == {"parties": [{"role": "exporter", "id": "7", "name": "N"}]}


RESIDUE = [
    pytest.param("<a>1</a><x>2</x>", "residue", id="an-element-without-a-row"),
    pytest.param("<a>1</a><n>many</n>", "residue", id="a-refused-value"),
    pytest.param("<n>1</n><a>1</a>", None, id="another-order-of-children"),
    pytest.param("<a/><n>1</n>", None, id="an-empty-value"),
    pytest.param("<a>1</a><n>007</n>", None, id="another-way-to-write-a-value"),
]


@pytest.mark.parametrize(("content", "fate"), RESIDUE)
def test_what_the_model_does_not_hold_survives_the_round_trip(
    make: Make, content: str, fate: str | None
) -> None:
    rows = f"m/a,{DECLARATION}id,,,\nm/n,{DECLARATION}goodsItemQuantity,integer,,\n"
    format = make(_root(_text("a"), _text("n"), _text("x")), rows)
    read = _read(content, format)
    assert _differs(content, read.message, format) == []
    assert fate is None or getattr(read.counts, fate) == 1


def test_a_value_that_does_not_convert_is_left_out_with_a_finding(make: Make) -> None:
    rows = f"m/a,{DECLARATION}id,,,\nm/at,{DECLARATION}issueDateTime,isodate:day,,\n"
    format = make(_root(_text("a"), _text("at")), rows)
    message = Message.model_validate({"declaration": {"id": "1", "issueDateTime": "2026-03-01T10:15"}})
    written = mapping_of(format).from_model(message)
    assert "MAP202" in [finding.code.id for finding in written.findings]
    assert _differs("<a>1</a>", message, format) == []
    ledger: Ledger = mapping_of(format).trace_from_model(message)
    assert [loss.model_path for loss in ledger.lost] == ["declaration/issueDateTime"]


def test_a_value_without_a_place_in_the_target_is_told_as_lost(make: Make) -> None:
    format = make(_root(_text("a")), f"m/a,{DECLARATION}id,,,\n")
    message = Message.model_validate({"declaration": {"id": "1", "type": "IM"}})
    written = mapping_of(format).from_model(message)
    assert [(loss.model_path, loss.value) for loss in written.lost] == [("declaration/type", "IM")]
    assert [finding.code.id for finding in written.findings] == ["MAP501"]
