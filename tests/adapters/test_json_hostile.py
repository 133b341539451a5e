"""Hostile JSON: every published attack on the toy vocabulary, and each class on a real bill of lading."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.adapters import Limits, Spec
from gateway.findings import Unreadable
from gateway.formats import Catalog, adapter_for
from gateway.pipeline import Inbound, receive

ROOT = Path(__file__).parents[2]
BILL = ROOT / "schemas/dcsa/transport-document/3/samples/good/paint-to-order.json"

POLICY: dict[str, tuple[str, tuple[str, ...]]] = {
    "bigint_5000_digits": ("unreadable", ("JSN906",)),
    # Policy left open: a byte order mark is passed over, with a warning.
    "bom": ("valid", ("JSN008",)),
    "comment": ("unreadable", ("JSN003",)),
    "deep_object_2000": ("unreadable", ("JSN903",)),
    # Amounts of the toy vocabulary are text; that digits are exact is asserted on a bill below.
    "float_rounding": ("invalid", ("JSN205",)),
    "jsonld_context_ssrf": ("invalid", ("JSN101", "JSN101")),
    "latin1_bytes": ("unreadable", ("JSN002",)),
    "many_keys_2000": ("unreadable", ("JSN904",)),
    "ok": ("valid", ()),
    "overflow": ("unreadable", ("JSN906",)),
    "proto_keys": ("invalid", ("JSN101", "JSN101", "JSN101")),
    # A schema is no message: that it is never followed is asserted below.
    "ref_ssrf": ("unidentified", ("IDN102",)),
    "trailing_comma": ("unreadable", ("JSN003",)),
    "type_coercion": ("invalid", ("JSN205", "JSN205", "JSN205")),
}
"""what becomes of each attack"""


def outcome(result: Inbound) -> tuple[str, tuple[str, ...]]:
    return result.outcome.value, tuple(finding.code.id for finding in result.findings)


def take(data: bytes, formats: Catalog) -> Inbound:
    (result,) = receive(data, formats, to_model=False)
    return result


@pytest.fixture(scope="module")
def bill() -> bytes:
    return BILL.read_bytes()


def test_every_published_attack_gets_the_outcome_of_our_policy(shared: Path, formats: Catalog) -> None:
    folder = shared / "attacks"
    rows = csv.DictReader((folder / "MANIFEST.csv").read_text().splitlines())
    names = {Path(row["file"]).name.partition(".")[0]: row for row in rows if row["file"].startswith("json/")}
    found = {name: outcome(take((folder / row["file"]).read_bytes(), formats)) for name, row in names.items()}
    assert found == POLICY
    rejected = {name for name, row in names.items() if row["expected"].startswith("reject")}
    assert rejected and not {name for name in rejected if found[name][0] == "valid"}


def test_a_trailing_comma_is_told_with_its_line_and_column(formats: Catalog) -> None:
    (finding,) = take(b'{\n "id": "A1",\n}', formats).findings
    assert (finding.where.line, finding.where.column, finding.where.offset) == (3, 1, 15)
    assert "comma" in finding.message


MASS = b'"value": 1540.5,'
NAME = b'"partyName": "Bayou Coatings Inc."'


def _mass(value: bytes) -> tuple[bytes, bytes]:
    return MASS, b'"value": ' + value + b","


def _name(value: bytes) -> tuple[bytes, bytes]:
    return NAME, b'"partyName": "' + value + b'"'


SPLICES: dict[str, tuple[tuple[bytes, bytes], str, tuple[str, ...]]] = {
    "comment": (_mass(b"1 /* x */"), "unreadable", ("JSN003",)),
    "line comment": (_mass(b"1 // x\n"), "unreadable", ("JSN003",)),
    "trailing comma": ((b'"LBR"\n', b'"LBR",\n'), "unreadable", ("JSN003",)),
    "no comma": (_mass(b"1 2"), "unreadable", ("JSN003",)),
    "NaN": (_mass(b"NaN"), "unreadable", ("JSN003",)),
    "Infinity": (_mass(b"-Infinity"), "unreadable", ("JSN003",)),
    "overflow": (_mass(b"1e400"), "unreadable", ("JSN906",)),
    "exponent bomb": (_mass(b"1e999999999999"), "unreadable", ("JSN906",)),
    "5,000 digits": (_mass(b"9" * 5000), "unreadable", ("JSN906",)),
    "leading zero": (_mass(b"01"), "unreadable", ("JSN003",)),
    "plus": (_mass(b"+1"), "unreadable", ("JSN003",)),
    "hexadecimal": (_mass(b"0x1F"), "unreadable", ("JSN003",)),
    "no digit behind the point": (_mass(b"1."), "unreadable", ("JSN003",)),
    "Arabic digits": (_mass("١٢".encode()), "unreadable", ("JSN003",)),
    "a number in quotes": (_mass(b'"1540.5"'), "invalid", ("JSN205",)),
    "a boolean": (_mass(b"true"), "invalid", ("JSN205",)),
    "null": (_mass(b"null"), "invalid", ("JSN205",)),
    "an array": (_mass(b"[1540.5]"), "invalid", ("JSN205",)),
    "many digits": (_mass(b"0.1000000000000000055511151231257827"), "valid", ()),
    "an exponent": (_mass(b"1.5405E3"), "valid", ()),
    "negative": (_mass(b"-1"), "invalid", ("JSN206",)),
    "the same name twice": ((NAME, NAME + b"," + NAME), "unreadable", ("JSN005",)),
    "the same name in other letters": ((NAME, NAME + b',"party\\u004eame": "x"'), "unreadable", ("JSN005",)),
    "prototype": ((NAME, NAME + b',"__proto__": {"admin": true}'), "valid", ("JSN101",)),
    "context": ((NAME, NAME + b',"@context": "http://127.0.0.1:9/ctx.jsonld"'), "valid", ("JSN101",)),
    "a reference": ((NAME, NAME + b',"$ref": "http://127.0.0.1:9/x.json"'), "valid", ("JSN101",)),
    "a line for logs in a name": ((NAME, NAME + b',"a\\nlevel=error": 1'), "unreadable", ("JSN006",)),
    "bidi in a name": ((NAME, NAME + ',"a\u202eb": 1'.encode()), "unreadable", ("JSN006",)),
    "nul": (_name(b"A\\u0000B"), "unreadable", ("JSN006",)),
    "raw nul": (_name(b"A\0B"), "unreadable", ("JSN003",)),
    "escape character": (_name(b"A\\u001b[31mB"), "unreadable", ("JSN006",)),
    "raw line break": (_name(b"A\nB"), "unreadable", ("JSN003",)),
    "lone surrogate": (_name(b"A\\ud800B"), "unreadable", ("JSN006",)),
    "surrogates the wrong way round": (_name(b"\\udc00\\ud800"), "unreadable", ("JSN006",)),
    "surrogate in UTF-8": (_name(b"A\xed\xa0\x80B"), "unreadable", ("JSN002",)),
    "a pair of surrogates": (_name(b"A\\ud83d\\ude00B"), "valid", ()),
    "no character": (_name("A\uffffB".encode()), "unreadable", ("JSN006",)),
    "overlong": (_name(b"A\xc0\xafB"), "unreadable", ("JSN002",)),
    "ISO-8859-1": (_name(b"Caf\xe9"), "unreadable", ("JSN002",)),
    "no such escape": (_name(b"A\\x41"), "unreadable", ("JSN003",)),
    "bidi": (_name("A\u202eB".encode()), "invalid", ("JSN209",)),
    "bidi by escape": (_name(b"A\\u202EB"), "invalid", ("JSN209",)),
    "a line for logs": (_name(b"A\\nlevel=error forged"), "invalid", ("JSN204",)),
    "long text": (_name(b"A" * 1_000_001), "unreadable", ("JSN905",)),
    "deep arrays": (_mass(b"[" * 5000 + b"]" * 5000), "unreadable", ("JSN903",)),
    "deep objects": (_mass(b'{"a":' * 5000 + b"1" + b"}" * 5000), "unreadable", ("JSN903",)),
    "2,000 members": ((NAME, b",".join(b'"n%d": 1' % n for n in range(2000))), "unreadable", ("JSN904",)),
    "python words": (_mass(b"None"), "unreadable", ("JSN003",)),
    "single quotes": (_mass(b"'1'"), "unreadable", ("JSN003",)),
}  # fmt: skip


@pytest.mark.parametrize("attack", SPLICES)
def test_an_attack_on_a_real_bill_gets_its_outcome(attack: str, bill: bytes, formats: Catalog) -> None:
    (old, new), expected, codes = SPLICES[attack]
    assert old in bill
    result = take(bill.replace(old, new, 1), formats)
    assert outcome(result) == (expected, codes)
    assert (result.format is not None) == (expected != "unreadable")


@pytest.mark.parametrize("added", [b"{}", b"x", b"\0", b"]", b'{"id":"A1"}\n'])
def test_nothing_may_follow_the_document(added: bytes, bill: bytes, formats: Catalog) -> None:
    result = take(bill + added, formats)
    assert outcome(result) == ("unreadable", ("JSN004",))
    assert result.findings[0].where.offset == len(bill)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"])
def test_other_encodings_are_refused(codec: str, bill: bytes, formats: Catalog) -> None:
    assert take(bill.decode().encode(codec, "replace"), formats).outcome.value == "unreadable"


def test_compressed_bytes_are_not_inflated(bill: bytes, formats: Catalog) -> None:
    assert outcome(take(gzip.compress(bill), formats)) == ("unreadable", ("REC001",))


def test_digits_arrive_in_the_model_as_they_are_written(bill: bytes, formats: Catalog) -> None:
    digits = b"9007199254740993.0100000000000000055511151231257827"
    (result,) = receive(bill.replace(MASS, b'"value": ' + digits + b","), formats)
    assert result.message is not None
    assert digits.decode() in result.message.to_json().decode()


def test_many_mistakes_among_many_items_end_and_are_all_told(bill: bytes, formats: Catalog) -> None:
    document = json.loads(bill)
    document["charges"] = [{**document["charges"][0], "currencyCode": "usd"} for _ in range(20_000)]
    result = take(json.dumps(document, indent=1).encode(), formats)
    assert {finding.code.id for finding in result.findings} == {"JSN204"}
    assert len(result.findings) == 20_000
    assert result.findings[-1].where.path == "/charges/19999/currencyCode"


@pytest.mark.parametrize(
    "schema",
    [
        '{"$ref": "http://127.0.0.1:9/schema.json"}',
        '{"properties": {"id": {"$ref": "file:///etc/hostname"}}}',
        '{"properties": {"id": {"$ref": "other.json"}}}',
        '{"$schema": "http://127.0.0.1:9/dialect", "properties": {"id": {}}}',
        '{"properties": {"id": {"$ref": "#/$defs/none"}}}',
        '{"type": 5}',
        "[]",
        "{",
    ],
)
def test_a_schema_that_reaches_out_or_is_none_is_told(schema: str, tmp_path: Path) -> None:
    (tmp_path / "message.json").write_text(schema)
    adapter, spec = adapter_for("json"), Spec("xx/a@1", tmp_path)
    (part,) = adapter.split(b'{"id": "A1"}', Limits())
    findings = adapter.check(adapter.read(part, spec, Limits()), spec)
    assert [finding.code.id for finding in findings] == ["JSN901"]
    assert "/etc/hostname" not in adapter.write(adapter.read(part, spec, Limits()), spec).decode()


def test_an_object_that_no_format_knows_is_told_by_its_members(formats: Catalog) -> None:
    """The model's own JSON is one: it is no format that comes in."""
    (result,) = receive(BILL.read_bytes(), formats)
    assert result.message is not None
    other = take(result.message.to_json(), formats)
    assert outcome(other) == ("unidentified", ("IDN102",))
    assert other.findings[0].message.startswith(
        "an object of extensions, envelope, cargoReport is not supported"
    )
    assert take(b"{}", formats).findings[0].message.startswith("an empty object is not supported")


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 6000),
    st.integers(0, 6000),
    st.sampled_from([b"", b"{", b"}", b'"', b"\\", b"[", b",", b"\xff", b"1e9"]),
)
def test_damaged_bytes_are_read_or_told(bill: bytes, start: int, length: int, put: bytes) -> None:
    damaged = bill[:start] + put + bill[start + length % 50 :]
    adapter = adapter_for("json")
    try:
        parts = list(adapter.split(damaged, Limits()))
    except Unreadable as error:
        assert all(finding.message and finding.help for finding in error.findings)
        assert error.findings[0].where.offset is None or error.findings[0].where.offset <= len(damaged)
    else:
        # Whoever takes what we refuse must be wrong, and the other way round.
        assert len(parts) == 1
        json.loads(damaged)
