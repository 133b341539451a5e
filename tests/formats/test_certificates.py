"""Certificates: every value of published ones is accounted for, and attachments are carried by their digest."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from lxml import etree

from gateway.adapters import Limits
from gateway.findings import Unreadable
from gateway.formats import Catalog, adapter_for
from gateway.mapping import mapping_of
from gateway.mapping.mapping import Read
from gateway.model import AdditionalDocument, BinaryFile, Extension, Message
from gateway.pipeline import differences

ROOT = Path(__file__).parents[2]
FORMAT = Catalog.load([ROOT]).get("un/sps-certificate@17")
SAMPLE = FORMAT.folder / "samples/good/seed-re-export.xml"
MAPPING = mapping_of(FORMAT)
ATTACHMENT = ".//{*}AttachmentBinaryObject"
PUBLISHED_FLOOR = 0.85
"""The least share of a published certificate that is carried: much of it is empty, or refused by the schema."""


def read(data: bytes) -> Read:
    """What is read from a message."""
    adapter = adapter_for("xml")
    (part,) = adapter.split(data, Limits())
    return MAPPING.to_model(adapter.read(part, FORMAT.spec, Limits()))


def comes_back(data: bytes, found: Read) -> bool:
    """Whether a message that was read is written as it was."""
    return differences(data, etree.tostring(MAPPING.from_model(found.message).tree.root), FORMAT) == []


def element(root: etree._Element, path: str) -> etree._Element:
    """The first element at a path."""
    found = root.find(path)
    assert found is not None
    return found


def attached(message: Message) -> tuple[AdditionalDocument, BinaryFile]:
    """The first document that a certificate refers to, and its file."""
    assert message.lpco is not None and message.lpco.additional_documents
    document = message.lpco.additional_documents[0]
    assert document.binary_file is not None
    return document, document.binary_file


@pytest.fixture
def root() -> etree._Element:
    """A certificate with a scanned original, as a tree to change."""
    return etree.fromstring(SAMPLE.read_bytes())


@pytest.fixture
def message() -> Message:
    """The same certificate, read."""
    return read(SAMPLE.read_bytes()).message


def test_a_published_certificate_is_accounted_for_and_comes_back(shared: Path) -> None:
    files = list((shared / "corpus/un-sps/samples").rglob("*.xml"))
    assert files
    for file in files:
        found = read(file.read_bytes())
        assert found.counts.unaccounted == 0
        assert found.counts.carried >= PUBLISHED_FLOOR
        assert comes_back(file.read_bytes(), found)


def test_the_model_has_the_digest_of_the_bytes(message: Message, root: etree._Element) -> None:
    data = base64.b64decode(element(root, ATTACHMENT).text or "")
    _, file = attached(message)
    assert (file.name, file.digest) == ("TH-2026-118207.pdf", hashlib.sha256(data).hexdigest())


def test_the_bytes_come_back_as_they_were_written(message: Message, root: etree._Element) -> None:
    written = MAPPING.from_model(Message.from_json(message.to_json()))
    assert written.findings == [] and written.lost == []
    assert written.tree.root.findtext(ATTACHMENT) == root.findtext(ATTACHMENT)


def test_line_breaks_in_the_text_of_a_file_do_not_change_its_digest(
    message: Message, root: etree._Element
) -> None:
    attachment = element(root, ATTACHMENT)
    text = attachment.text or ""
    attachment.text = "\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    found = read(etree.tostring(root))
    assert attached(found.message)[1] == attached(message)[1]
    assert MAPPING.from_model(found.message).tree.root.findtext(ATTACHMENT) == attachment.text


def test_bytes_that_another_format_kept_are_written_here(message: Message, root: etree._Element) -> None:
    document, file = attached(message)
    text = root.findtext(ATTACHMENT)
    document.extensions = [
        Extension(format="xx/other@1", kind="lexical", path="A#B", value=text, canonical=file.digest)
    ]
    written = MAPPING.from_model(message)
    assert written.findings == []
    assert written.tree.root.findtext(ATTACHMENT) == text


def test_a_digest_without_its_bytes_is_told(message: Message) -> None:
    document, file = attached(message)
    document.extensions = None
    written = MAPPING.from_model(message)
    told = [f for f in written.findings if f.where.path == "lpco/additionalDocuments/binaryFile/digest"]
    assert [f.value for f in told] == [file.digest]
    assert "the file itself" in (told[0].expected or "")
    assert [lost.model_path for lost in written.lost] == ["lpco/additionalDocuments[1]/binaryFile/digest"]
    assert element(written.tree.root, ATTACHMENT).text is None


def test_bytes_of_another_digest_are_not_taken_for_its_own(message: Message) -> None:
    attached(message)[1].digest = "0" * 64
    written = MAPPING.from_model(message)
    assert [lost.value for lost in written.lost] == ["0" * 64]
    assert element(written.tree.root, ATTACHMENT).text is None


def test_a_file_too_long_to_be_read_is_told_with_its_place(root: etree._Element) -> None:
    element(root, ATTACHMENT).text = "A" * 1_200_000
    with pytest.raises(Unreadable) as refusal:
        read(etree.tostring(root))
    (finding,) = refusal.value.findings
    assert "AttachmentBinaryObject" in finding.message and "1,200,000" in finding.message
    assert (finding.where.path or "").endswith("ram:AttachmentBinaryObject")
    assert finding.where.line is not None


def test_a_subject_that_comes_twice_is_kept_and_comes_back(root: etree._Element) -> None:
    note = next(n for n in root.iter("{*}IncludedSPSNote") if n.findtext("{*}Subject") == "ADRPN")
    again = etree.fromstring(etree.tostring(note))
    element(again, "{*}Content").text = "NL/26/RE/55072"
    note.addnext(again)
    found = read(etree.tostring(root))
    assert found.counts.unaccounted == 0
    assert comes_back(etree.tostring(root), found)


def test_a_bare_date_of_a_reference_is_kept_and_comes_back(root: etree._Element) -> None:
    date = element(root, ".//{*}ReferenceSPSReferencedDocument/{*}IssueDateTime")
    date[:] = []
    date.text = "2026-01-19"
    found = read(etree.tostring(root))
    assert found.counts.residue == 1
    assert comes_back(etree.tostring(root), found)


def test_an_address_without_its_first_line_comes_back(root: etree._Element) -> None:
    address = element(root, ".//{*}ConsigneeSPSParty/{*}SpecifiedSPSAddress")
    address.remove(address[0])
    found = read(etree.tostring(root))
    assert found.findings == []
    assert comes_back(etree.tostring(root), found)
