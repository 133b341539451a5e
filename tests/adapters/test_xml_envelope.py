"""A message in an envelope that its format tolerates is read as if it had come alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.contract import Limits, Spec, Tree
from gateway.adapters.envelope import enclosed, envelopes
from gateway.adapters.xml.adapter import XmlAdapter
from gateway.formats import Catalog
from gateway.pipeline import receive

ROOT = Path(__file__).parents[2]
OUTER, INNER = "urn:example:outer/1", "urn:example:inner"
PATH = f"{{{OUTER}}}Envelope/{{{OUTER}}}Body"
ADAPTER = XmlAdapter()


def spec(tmp_path: Path, paths: object = (PATH,)) -> Spec:
    listed = list(paths) if isinstance(paths, tuple) else paths
    return Spec("xx/inner@1", tmp_path, options={"root": f"{{{INNER}}}Note", "envelopes": listed})


def wrapped(body: str) -> bytes:
    return (
        f'<o:Envelope xmlns:o="{OUTER}">\n<o:Head><o:From>A</o:From></o:Head>\n<o:Body>{body}</o:Body>\n'
        "</o:Envelope>"
    ).encode()


NOTE = f'<i:Note xmlns:i="{INNER}">\n<Text>x</Text>\n</i:Note>'


def read(data: bytes, spec: Spec) -> Tree:
    (part,) = ADAPTER.split(data, Limits())
    return ADAPTER.read(part, spec, Limits())


def test_the_tree_is_the_message_alone(tmp_path: Path) -> None:
    tree = read(wrapped(NOTE), spec(tmp_path))
    assert tree.root.tag == f"{{{INNER}}}Note"
    assert tree.root.getparent() is None
    assert ADAPTER.write(tree, spec(tmp_path)).count(b"Envelope") == 0


def test_places_are_those_in_the_sender_s_bytes(tmp_path: Path) -> None:
    data = wrapped(NOTE)
    tree = read(data, spec(tmp_path))
    note, text = ADAPTER.locate(tree, [tree.root, tree.root[0]])
    assert (note.path, note.line, note.offset) == ("/Note", 3, data.index(b"<i:Note"))
    assert (text.path, text.line, text.offset) == ("/Note/Text", 4, data.index(b"<Text"))


def test_the_envelope_is_told_of_once(tmp_path: Path) -> None:
    (part,) = ADAPTER.split(wrapped(NOTE), Limits())
    for _ in range(2):
        ADAPTER.read(part, spec(tmp_path), Limits())
    (finding,) = part.repairs
    assert (finding.code.id, finding.where.path, finding.where.line) == ("XML111", "/Envelope", 1)


@pytest.mark.parametrize(
    "body",
    ["", "<Other/>", NOTE + NOTE, f"<x>{NOTE}</x>", f'<Note xmlns="{OUTER}"/>'],
    ids=["empty", "another", "two", "deeper", "another-namespace"],
)
def test_anything_else_stays_as_it_came(tmp_path: Path, body: str) -> None:
    tree = read(wrapped(body), spec(tmp_path))
    assert tree.root.tag == f"{{{OUTER}}}Envelope"
    assert tree.part is not None and tree.part.repairs == []


def test_a_message_alone_needs_no_envelope(tmp_path: Path) -> None:
    tree = read(NOTE.encode(), spec(tmp_path))
    assert tree.before == 0 and tree.part is not None and tree.part.repairs == []


def test_paths_may_have_namespaces_with_slashes(tmp_path: Path) -> None:
    assert envelopes(spec(tmp_path)) == ((f"{{{OUTER}}}Envelope", f"{{{OUTER}}}Body"),)
    assert envelopes(spec(tmp_path, ("Envelope",))) == ()
    assert envelopes(spec(tmp_path, "Envelope/Body")) == ()


def test_a_format_without_envelopes_knows_none(tmp_path: Path) -> None:
    (part,) = ADAPTER.split(wrapped(NOTE), Limits())
    assert enclosed(part.head, Spec("xx/inner@1", tmp_path, options={"root": f"{{{INNER}}}Note"})) is None


def test_what_is_in_an_envelope_is_identified_by_its_own_conditions(catalog: Catalog) -> None:
    file = ROOT / "schemas/gb/ens-cc315a/11.2/samples/good/rail-in-envelope.xml"
    (inbound,) = receive(file.read_bytes(), catalog)
    assert inbound.format is not None and inbound.format.id == "gb/ens-cc315a@11.2"
    assert inbound.outcome.value == "valid"
    assert inbound.references["sender_reference"] == "TUNNEL-0320-7"
    assert [finding.code.id for finding in inbound.findings] == ["XML111"]


def test_an_envelope_around_something_unknown_is_unknown(catalog: Catalog) -> None:
    data = b'<G xmlns="http://www.govtalk.gov.uk/CM/envelope"><Body><a xmlns=""/></Body></G>'
    (inbound,) = receive(data, catalog)
    assert inbound.format is None and inbound.outcome.value == "unidentified"
