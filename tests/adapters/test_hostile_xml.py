"""Hostile XML: every published attack on the toy vocabulary, and each class on a real declaration."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.pipeline import Inbound, receive

ROOT = Path(__file__).parents[2]

POLICY: dict[str, tuple[str, tuple[str, ...]]] = {
    "amount_exponent": ("invalid", ("XML205",)),
    "bidi_override": ("invalid", ("XML209", "XML204")),
    "cdata_value": ("invalid", ("XML204",)),
    "charref_ctrl": ("unreadable", ("XML004",)),
    "charref_nul": ("unreadable", ("XML004",)),
    "declared_utf16_ascii_bytes": ("unreadable", ("XML003",)),
    "ebcdic_cp037": ("unreadable", ("XML002",)),
    "empty": ("unreadable", ("REC001",)),
    # Bodies are never inflated here: whoever sends gzip is told that it is no syntax read here.
    "gzip_bomb_9mb": ("unreadable", ("REC001",)),
    "junk_after_root": ("unreadable", ("XML005",)),
    "log_injection": ("invalid", ("XML201",)),
    "long_name": ("unreadable", ("XML004",)),
    "many_attributes_2000": ("unreadable", ("XML905",)),
    "nbsp_padding": ("invalid", ("XML204",)),
    "nonamespace_schemalocation": ("unidentified", ("IDN101",)),
    "nul_byte": ("unreadable", ("XML004",)),
    "ok_minimal": ("valid", ()),
    # Policy left open: UTF-16 is read, with and without a byte order mark.
    "ok_utf16be_nobom": ("valid", ()),
    "ok_utf16le_bom": ("valid", ()),
    "overlong_utf8": ("unreadable", ("XML003",)),
    # Policy left open: a value is read whole across an instruction.
    "pi_splits_value": ("valid", ()),
    "schemalocation_file": ("valid", ()),
    "schemalocation_foreign_ns": ("valid", ()),
    "schemalocation_http": ("valid", ()),
    # There are no XML signatures: a signed envelope is no format that is known.
    "sig_external_reference": ("unidentified", ("IDN101",)),
    "sig_retrievalmethod_ssrf": ("unidentified", ("IDN101",)),
    "sig_xslt_transform": ("unidentified", ("IDN101",)),
    "xsw_duplicate_id": ("unidentified", ("IDN101",)),
    "space_before_decl": ("unreadable", ("XML006",)),
    "stylesheet_pi": ("valid", ()),
    "two_roots": ("unreadable", ("XML005",)),
    "undeclared_prefix": ("unreadable", ("XML004",)),
    "utf32le": ("unreadable", ("XML002",)),
    "utf7_declared": ("unreadable", ("XML002",)),
    "utf8_surrogate": ("unreadable", ("XML003",)),
    "wrong_namespace": ("unidentified", ("IDN101",)),
    "xinclude_file": ("invalid", ("XML109",)),
    "xml11_ctrl": ("unreadable", ("XML007",)),
    "zero_width": ("invalid", ("XML204",)),
}
"""what becomes of each attack; every attack that is not here has a DOCTYPE"""
DOCTYPE = ("unreadable", ("XML902",))


def outcome(result: Inbound) -> tuple[str, tuple[str, ...]]:
    return result.outcome.value, tuple(finding.code.id for finding in result.findings)


def take(data: bytes, formats: Catalog) -> Inbound:
    (result,) = receive(data, formats, to_model=False)
    return result


def test_every_published_attack_gets_the_outcome_of_our_policy(shared: Path, formats: Catalog) -> None:
    folder = shared / "attacks"
    rows = [
        row
        for row in csv.DictReader((folder / "MANIFEST.csv").read_text().splitlines())
        if row["file"].startswith("xml/")
    ]
    names = {Path(row["file"]).name.partition(".")[0]: row for row in rows}
    found = {name: outcome(take((folder / row["file"]).read_bytes(), formats)) for name, row in names.items()}
    assert set(POLICY) <= set(names)
    assert found == {name: POLICY.get(name, DOCTYPE) for name in names}
    rejected = {name for name, row in names.items() if row["expected"].startswith("reject")}
    assert not {name for name in rejected if found[name][0] == "valid"}


def test_no_finding_holds_what_stands_in_the_canaries(shared: Path, formats: Catalog) -> None:
    folder = shared / "attacks"
    secrets = [file.read_text().strip() for file in (folder / "canary").glob("secret.*")]
    assert secrets
    for file in sorted((folder / "xml").iterdir()):
        said = repr([finding.as_dict() for finding in take(file.read_bytes(), formats).findings])
        assert not any(secret in said for secret in secrets), file.name


ID = b"<FunctionalReferenceID>SPEC-IM-2024-000317<"
AMOUNT = b">28640.00</InvoiceAmount>"
ROOT_TAG = b"<md:MetaData "
_XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '


def _id(value: bytes) -> tuple[bytes, bytes]:
    return ID, b"<FunctionalReferenceID>" + value + b"<"


def _amount(value: bytes) -> tuple[bytes, bytes]:
    return AMOUNT, b">" + value + b"</InvoiceAmount>"


SPLICES: dict[str, tuple[tuple[bytes, bytes], str, tuple[str, ...]]] = {
    "comment in a value": (_amount(b"28640<!-- x -->.00"), "valid", ()),
    "instruction in a value": (_amount(b"28640<?x y?>.00"), "valid", ()),
    "undeclared entity": (_amount(b"1&z;.00"), "unreadable", ("XML004",)),
    "exponent": (_amount(b"1E999999999"), "invalid", ("XML205",)),
    "bidi": (_id("A\u202eB".encode()), "invalid", ("XML209",)),
    "bidi by reference": (_id(b"A&#x202E;B"), "invalid", ("XML209",)),
    "nul": (_id(b"A\0B"), "unreadable", ("XML004",)),
    "control reference": (_id(b"A&#x1B;[31m"), "unreadable", ("XML004",)),
    "overlong": (_id(b"A\xc0\xafB"), "unreadable", ("XML003",)),
    "surrogate": (_id(b"A\xed\xa0\x80B"), "unreadable", ("XML003",)),
    "long text": (_id(b"A" * 1_000_001), "unreadable", ("XML906",)),
    "xinclude": (
        _id(b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'),
        "invalid", ("XML109",),
    ),
    "deep": (_id(b"<a>" * 100 + b"</a>" * 100), "unreadable", ("XML904",)),
    "attributes": (
        (ROOT_TAG, ROOT_TAG + b"".join(b'a%d="" ' % n for n in range(2000))), "unreadable", ("XML905",),
    ),
    "namespaces": (
        (ROOT_TAG, ROOT_TAG + b"".join(b'xmlns:n%d="urn:n" ' % n for n in range(100))), "unreadable", ("XML905",),
    ),
    "schema location": (
        (ROOT_TAG, ROOT_TAG + _XSI + b'xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd urn:y file:///etc/hostname" '),
        "valid", (),
    ),
    "stylesheet": ((b"?>", b'?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/s.xsl"?>'), "valid", ()),
    "second root": ((b"</md:MetaData>", b"</md:MetaData><md:MetaData/>"), "unreadable", ("XML005",)),
    "junk": ((b"</md:MetaData>", b"</md:MetaData>junk"), "unreadable", ("XML005",)),
    "XML 1.1": ((b'version="1.0"', b'version="1.1"'), "unreadable", ("XML007",)),
    "UTF-7": ((b'"UTF-8"', b'"UTF-7"'), "unreadable", ("XML002",)),
    "blank first": ((b"<?xml", b" <?xml"), "unreadable", ("XML006",)),
    "zero width": (_id("A\u200bB".encode()), "valid", ()),
    "no-break space": (_amount("\u00a028640.00".encode()), "invalid", ("XML205",)),
    "line breaks for logs": (_id(b"A&#10;level=error forged"), "invalid", ("XML204",)),
    "signature": (
        (b"</md:MetaData>", b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></md:MetaData>'),
        "invalid", ("XML101",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("attack", SPLICES)
def test_an_attack_on_a_real_declaration_gets_its_outcome(attack: str, real: bytes, formats: Catalog) -> None:
    (old, new), expected, codes = SPLICES[attack]
    assert old in real
    result = take(real.replace(old, new, 1), formats)
    assert outcome(result) == (expected, codes)
    assert (result.format is not None) == (expected != "unreadable")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("inside", ["", '[<!ENTITY z "000">]', 'SYSTEM "http://127.0.0.1:9/x.dtd"'])
def test_a_doctype_is_refused_in_every_encoding(
    encoding: str, inside: str, real: bytes, formats: Catalog
) -> None:
    named = {
        "utf-8-sig": "UTF-8",
        "cp1252": "windows-1252",
        "latin-1": "ISO-8859-1",
        "utf-16-le": "UTF-16LE",
        "utf-16-be": "UTF-16BE",
    }.get(encoding, encoding)
    text = real.decode().replace('"UTF-8"', f'"{named}"', 1)
    assert take(text.encode(encoding), formats).outcome.value == "valid"
    result = take(
        text.replace("<md:MetaData ", f"<!DOCTYPE md:MetaData {inside}><md:MetaData ", 1).encode(encoding),
        formats,
    )
    assert outcome(result) == DOCTYPE
    offset = result.findings[0].where.offset
    assert offset is not None
    assert text.encode(encoding)[:offset].count(b"<") == 1


def test_a_comment_does_not_cut_a_value(real: bytes, formats: Catalog) -> None:
    result = take(real.replace(AMOUNT, b">28640<!-- x -->.00</InvoiceAmount>"), formats)
    assert result.tree is not None
    assert result.tree.root.findtext(".//{*}InvoiceAmount") == "28640.00"


@pytest.mark.parametrize("codec", ["cp037", "utf-32", "utf-32-le", "utf-32-be"])
def test_encodings_that_are_not_read_are_refused_for_a_real_declaration(
    codec: str, real: bytes, formats: Catalog
) -> None:
    result = take(real.decode().encode(codec, "xmlcharrefreplace"), formats)
    assert outcome(result) == ("unreadable", ("XML002",))


def test_compressed_bytes_are_not_inflated(real: bytes, formats: Catalog) -> None:
    assert outcome(take(gzip.compress(real), formats)) == ("unreadable", ("REC001",))


def test_many_mistakes_among_many_siblings_end_and_are_counted(real: bytes, formats: Catalog) -> None:
    start, end = real.index(b"<AdditionalDocument>"), real.index(b"</AdditionalDocument>") + 21
    one = real[start:end].replace(b"<CategoryCode>1<", b"<CategoryCode>12345<")
    result = take(real[:start] + one * 20_000 + real[end:], formats)
    assert result.outcome.value == "invalid"
    assert [f.code.id for f in result.findings].count("XML905") == 1
    assert [f.code.id for f in result.findings].count("XML201") == 2_000
