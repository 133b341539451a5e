"""Groups of segments, as messages have them: chosen by a value deep in their first member, and hardly ever alone."""

from __future__ import annotations

from gateway.formats import Format
from gateway.model import Message
from tests.mapping.conftest import Make
from tests.mapping.test_language import _both, _element, _read, _root, _text, _written

SHIPMENT = "declaration/goodsShipment/"


def _group(name: str, *content: str) -> str:
    return _element(name, *content)


def _one(name: str, *content: str, least: int = 1) -> str:
    return _element(name, *content, most="1").replace('minOccurs="0"', f'minOccurs="{least}"', 1)


def _parties(make: Make) -> Format:
    schema = _root(_group("g", _one("nad", _text("role"), _text("id")), _one("cta", _text("name"), least=0)))
    rows = (
        "m/g[nad/role=EX]/nad/id,declaration/parties[role=exporter]/id,,,\n"
        "m/g[nad/role=EX]/cta/name,declaration/parties[role=exporter]/contacts[1]/name,,,\n"
        "m/g[nad/role=DT]/nad/id,declaration/parties[role=declarant]/id,,,\n"
        "m/g[nad/role=DT]/cta/name,declaration/parties[role=declarant]/contacts[1]/name,,,\n"
        "m/g[]/nad/role,declaration/parties[][!role]/roleCode,,,\n"
        "m/g[]/nad/id,declaration/parties[][!role]/id,,,\n"
        "m/g[]/cta/name,~,,,a reason\n"
    )
    return make(schema, rows)


def test_what_a_group_is_chosen_by_is_written_where_only_its_other_members_have_data(make: Make) -> None:
    found = _both("<g><nad><role>DT</role></nad><cta><name>A</name></cta></g>", _parties(make))
    assert found["declaration"] == {"parties": [{"role": "declarant", "contacts": [{"name": "A"}]}]}


def test_a_group_that_says_nothing_but_what_it_is_chosen_by_comes_back(make: Make) -> None:
    _both("<g><nad><role>DT</role></nad></g><g><nad><role>EX</role><id>1</id></nad></g>", _parties(make))


def test_entries_are_chosen_by_what_they_lack(make: Make) -> None:
    content = "<g><nad><role>EX</role><id>1</id></nad></g><g><nad><role>SU</role><id>2</id></nad></g>"
    found = _both(content, _parties(make))
    assert found["declaration"] == {
        "parties": [{"role": "exporter", "id": "1"}, {"id": "2", "roleCode": "SU"}]
    }


def test_residue_comes_back_to_its_own_of_the_groups_of_one_object(make: Make) -> None:
    schema = _root(_group("g", _one("tdt", _text("stage"), _text("mode"), _text("note"))))
    means = SHIPMENT + "consignment/departureTransportMeans[1]/"
    rows = (
        f"m/g[tdt/stage=1]/tdt/mode,{means}modeCode,,,\n"
        "m/g[tdt/stage=1]/tdt/note,~,,,a reason\n"
        f"m/g[tdt/stage=12]/tdt/mode,{means}id,,,\n"
        "m/g[tdt/stage=12]/tdt/note,~,,,a reason\n"
    )
    format = make(schema, rows)
    far = "<g><tdt><stage>12</stage><mode>A</mode><note>far</note></tdt></g>"
    near = "<g><tdt><stage>1</stage><mode>3</mode><note>near</note></tdt></g>"
    _both(far + near, format)
    _both(near + far, format)
    _both("<g><tdt><stage>12</stage><note>alone</note></tdt></g>", format)


def test_a_mandatory_member_comes_with_its_constants_and_ordinals(make: Make) -> None:
    schema = _root(_group("g", _one("cst", _text("n"), _text("list")), _text("text")))
    items = SHIPMENT + "items[]/"
    rows = (
        f"m/g[]/cst/n,=position() {items}sequence,integer,,\n"
        "m/g[]/cst/list,='122',,,\n"
        f"m/g[]/text,{items}commodity/description,,,\n"
    )
    format = make(schema, rows)
    goods = {"items": [{"commodity": {"description": "a"}}, {"commodity": {"description": "b"}}]}
    written = _written(Message.model_validate({"declaration": {"goodsShipment": goods}}), format)
    assert b"<g><cst><n>2</n><list>122</list></cst><text>b</text></g>" in written


def test_row_groups_of_one_list_keep_its_order_wherever_they_stand_in_the_table(make: Make) -> None:
    schema = _root(_group("f", _text("kind"), _text("text")))
    rows = (
        "m/f[][kind=ACB]/text,declaration/additionalInformations[][!statementTypeCode]/statementDescription,,,\n"
        "m/f[][kind=ACD]/text,declaration/amendments[]/changeReasonCode,,,\n"
        "m/f[]/text,declaration/additionalInformations[]/statementDescription,,,\n"
        "m/f[]/kind,declaration/additionalInformations[]/statementTypeCode,,,\n"
    )
    format = make(schema, rows)
    kinds = ("AAI", "ACB", "ACD", "CUS", "ACB")
    content = "".join(f"<f><kind>{kind}</kind><text>{n}</text></f>" for n, kind in enumerate(kinds))
    message = _read(content, format).message
    assert message.declaration is not None
    listed = message.declaration.additional_informations or []
    assert [(e.statement_type_code, e.statement_description) for e in listed] == [
        ("AAI", "0"),
        (None, "1"),
        ("CUS", "3"),
        (None, "4"),
    ]
    _both(content, format)


def test_an_empty_piece_among_others_is_a_piece(make: Make) -> None:
    format = make(_root(_text("t", "unbounded")), 'm/t[*],declaration/type,"pieces:5,3",,\n')
    found = _both("<t/><t>two</t>", format)
    assert found["declaration"] == {"type": "\ntwo"}
