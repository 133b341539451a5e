"""Our schemas and the publishers' say the same about every message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xmlschema
from lxml import etree

from benchmarks.publishers import PUBLISHED, REPOSITORY, SCHEMAS_ONLY, Published, sample
from benchmarks.verdicts import EXPLAINED, Disagreement, Figures, Judges, compare, judges_of, parse
from gateway.adapters.contract import Limits
from gateway.formats import Catalog, adapter_for
from tests.formats.mutations import KINDS, mutate, mutations

SCHEMAS = REPOSITORY / "schemas"
FORMAT = SCHEMAS / "gb/cds-declaration/3.6"
EXAMPLE = SCHEMAS / "xx/example/1"
JUDGED = (*PUBLISHED, *SCHEMAS_ONLY)
TREES = [published for published in JUDGED if not published.recursive]
FOLDERS = {published.format: sample(published).parents[2] for published in JUDGED}
META_DATA = "{urn:wco:datamodel:WCO:DocumentMetaData-DMS:2}MetaData"
BODIES = {
    "gb/cds-declaration@3.6": (META_DATA, "{urn:wco:datamodel:WCO:DEC-DMS:2}Declaration"),
    "gb/cds-notification@3.6": (META_DATA, "{urn:wco:datamodel:WCO:RES-DMS:2}Response"),
}
"""The envelope of a format that has one, and what stands in it."""
LEAST = {
    "gb/cds-declaration@3.6": (250, 2_000, 350),
    "gb/cds-notification@3.6": (250, 2_000, 350),
    "eu/ncts-cc015c@5.1": (70, 2_000, 250),
    "eu/ncts-cc028c@5.1": (1, 500, 15),
    "eu/ncts-cc056c@5.1": (2, 500, 25),
    "eu/ncts-cc029c@5.1": (2, 2_000, 250),
    "eu/ncts-cc906c@5.1": (0, 500, 10),
    "eu/ncts-cc928c@5.1": (0, 500, 10),
    "eu/ncts-cc015c@6.0": (0, 2_000, 250),
    "eu/ncts-cc028c@6.0": (0, 500, 15),
    "eu/ncts-cc029c@6.0": (0, 2_000, 250),
    "eu/ncts-cc056c@6.0": (0, 500, 25),
    "eu/ncts-cc906c@6.0": (0, 500, 10),
    "eu/ncts-cc928c@6.0": (0, 500, 10),
    "gb/ens-cc315a@11.2": (240, 2_000, 120),
    "gb/ens-cc315a@11.2-new": (0, 2_000, 120),
    "gb/ens-cc313a@11.2": (240, 2_000, 120),
    "gb/ens-cc313a@11.2-new": (0, 2_000, 120),
    "gb/ens-cc316a@10.0": (0, 500, 15),
    "gb/ens-cc328a@10.0": (0, 1_000, 50),
    "un/sps-certificate@17": (1, 2_000, 100),
    "oasis/import-customs-declaration@2.4": (0, 2_000, 130),
    "oasis/export-customs-declaration@2.4": (1, 2_000, 130),
    "oasis/transit-customs-declaration@2.4": (0, 1_000, 130),
}
"""Messages, mutations and elements of the schema that are asked about, at least."""
TOLD_BY_LACK = {
    "gb/ens-cc315a@11.2-new": "HEAHEA/DecPlaHEA394",
    "gb/ens-cc313a@11.2-new": "HEAHEA/AmdPlaHEA598",
}
"""An element without which a message is of this format, and with which it is of another."""
SAMPLES = [path for folder in (*FOLDERS.values(), EXAMPLE) for path in sorted(folder.glob("samples/*/*.xml"))]
BAD = [path for path in SAMPLES if path.parent.name == "bad"]
RULED = [
    path
    for path in BAD
    if {finding["code"][:3] for finding in json.loads(path.with_suffix(".expected.json").read_text())}
    == {"RUL"}
]
"""Bad samples that break rules alone: a schema has nothing to say of them."""
FORMATS = {format.folder: format for format in Catalog.load([REPOSITORY])}
GOOD = [path for path in SAMPLES if path.parent.name == "good"]
NAMES = ["ID", "Name", "TypeCode", "Declaration", "Pointer"]
NAMESPACE = {"d": "urn:wco:datamodel:WCO:DEC-DMS:2", "m": "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"}


def name(path: Path) -> str:
    """The test id of a sample: `gb/cds-declaration/3.6/bad/long-name`."""
    return f"{path.parents[2].relative_to(SCHEMAS)}/{path.parent.name}/{path.stem}"


def root_of(path: Path) -> etree._Element:
    """The root of a sample as the adapter reads it."""
    adapter, format = adapter_for("xml"), FORMATS[path.parents[2]]
    (part,) = adapter.split(path.read_bytes(), Limits())
    return adapter.read(part, format.spec, Limits()).root


@pytest.fixture(scope="module", params=JUDGED, ids=lambda published: published.format)
def published(request: pytest.FixtureRequest) -> Published:
    """One format that a publisher has a schema and messages of."""
    found: Published = request.param
    return found


@pytest.fixture(scope="module")
def figures(shared: Path, published: Published) -> Figures:
    """Both schemas asked about the corpus and one mutation of each kind a file, once."""
    return compare(shared, published)


@pytest.fixture(scope="module")
def judges(shared: Path, published: Published) -> Judges:
    """Our schema and the publisher's."""
    return judges_of(shared, published)


def test_the_corpus_and_its_mutations_get_the_same_verdict(figures: Figures) -> None:
    assert figures.unexplained == []


def test_enough_was_asked(figures: Figures, published: Published) -> None:
    files, asked, _ = LEAST[published.format]
    assert figures.files >= files
    assert figures.mutations.total() > asked
    assert min(figures.mutations.values()) > asked / 30
    assert set(figures.mutations) == set(_kinds(published))


def test_mutations_are_rejected_and_accepted(figures: Figures, published: Published) -> None:
    """A kind that is always accepted, or that nothing survives, would ask only half the question."""
    assert all(figures.rejected[kind] for kind in _kinds(published))
    assert figures.rejected.total() < figures.mutations.total()


@pytest.mark.parametrize("published", TREES, ids=lambda published: published.format)
def test_every_element_of_the_schema_is_in_the_widest_sample(published: Published) -> None:
    root = parse(sample(published))
    assert root is not None
    tree = root.getroottree()
    present = {tree.getelementpath(node).replace("[1]", "") for node in root.iter()}
    plain = {_without_ordinals(path) for path in present}
    schema = xmlschema.XMLSchema(str(FOLDERS[published.format] / "message.xsd"))
    named = {path for path, _ in _leaves(schema, published) if not path.endswith("/*")}
    assert named - {TOLD_BY_LACK.get(published.format)} <= plain


@pytest.mark.parametrize("published", TREES, ids=lambda published: published.format)
def test_both_schemas_state_the_same_facts(shared: Path, published: Published) -> None:
    """Cardinality, base type, lengths, digits, codes and attributes, element by element."""
    ours = dict(_leaves(xmlschema.XMLSchema(str(FOLDERS[published.format] / "message.xsd")), published))
    # Some publishers' files name version 1.1 of XML Schema.
    official = dict(_leaves(xmlschema.XMLSchema11(str(shared / published.official)), published))
    assert len(official) > LEAST[published.format][2]
    for facts in (ours, official):
        # What is explained there is how white space is taken.
        for path in [p for p in facts if _explained(published, p)]:
            facts[path] = (*facts[path][:2], None, *facts[path][3:])
    assert ours == official


@pytest.mark.parametrize(
    "published", [p for p in JUDGED if p.recursive], ids=lambda published: published.format
)
def test_both_schemas_state_the_same_facts_type_by_type(shared: Path, published: Published) -> None:
    """A schema whose types hold each other has no end of places: each element is compared once."""
    root = FORMATS[FOLDERS[published.format]].identify_root
    ours, official = (
        dict(_types(xmlschema.XMLSchema(str(file)), root))
        for file in (FOLDERS[published.format] / "message.xsd", shared / published.official)
    )
    assert (
        len([path for path, facts in official.items() if isinstance(facts, list)])
        > LEAST[published.format][2]
    )
    assert ours == official


def _types(schema: Any, root: str) -> Iterator[tuple[str, Any]]:
    """Every element below a root once: its children in their order, or the facts of its value."""
    waiting, seen = [schema.maps.elements[root]], {root}
    while waiting:
        element = waiting.pop()
        if element.type.is_simple() or element.type.has_simple_content():
            ((_, facts),) = _facts(element, "")
            yield element.name, facts[1:]
            continue
        children = [e for e in element.type.content.iter_elements() if e.name is not None]
        yield element.name, [(e.name, e.min_occurs, e.max_occurs) for e in children]
        waiting.extend(e for e in children if e.name not in seen)
        seen.update(e.name for e in children)


def _kinds(published: Published) -> set[str]:
    """Kinds of mutation that the messages of a format can have: those of attributes need one below the root."""
    root = parse(sample(published))
    assert root is not None
    attributes = any(node.attrib for node in root.iter() if node is not root)
    return {kind for kind in KINDS if attributes or kind not in ("change attribute", "drop attribute")}


def _explained(published: Published, path: str) -> bool:
    return any(e.format == published.format and e.path.fullmatch(path) for e in EXPLAINED)


def test_good_samples_are_valid_for_both(judges: Judges, published: Published) -> None:
    for path in GOOD:
        if path.is_relative_to(FOLDERS[published.format]):
            assert judges.ask(root_of(path)) == (True, True), name(path)


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_samples_are_valid_for_us(path: Path) -> None:
    schema = etree.XMLSchema(file=str(path.parents[2] / "message.xsd"))
    schema.assertValid(root_of(path))


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad_samples_are_not_valid(path: Path) -> None:
    schema = etree.XMLSchema(file=str(path.parents[2] / "message.xsd"))
    assert parse(path) is None or schema.validate(root_of(path)) == (path in RULED)


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad_samples_say_what_is_expected_of_them(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    lines = path.read_text().splitlines()
    assert expected
    for finding in expected:
        assert set(finding) - {"rule"} == {"code", "path", "line"}
        assert 1 <= finding["line"] <= len(lines)


@pytest.mark.parametrize("published", JUDGED, ids=lambda published: published.format)
def test_other_python_validator_agrees_on_the_samples(published: Published) -> None:
    """The schema says the same in two independent implementations of XML Schema."""
    folder = FOLDERS[published.format]
    schema = xmlschema.XMLSchema(str(folder / "message.xsd"))
    for path in SAMPLES:
        if path.is_relative_to(folder) and parse(path) is not None:
            root: Any = root_of(path)
            valid = path.parent.name != "bad" or path in RULED
            assert schema.is_valid(root) == valid, name(path)


def test_a_response_in_the_envelope_is_not_a_declaration(shared: Path) -> None:
    judges = judges_of(shared, PUBLISHED[0])
    root = etree.fromstring(
        b'<m:MetaData xmlns:m="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2">'
        b'<Response xmlns="urn:wco:datamodel:WCO:RES-DMS:2"><FunctionCode>01</FunctionCode></Response></m:MetaData>'
    )
    assert judges.ask(root)[0] is False


def test_mutations_are_the_same_for_the_same_seed() -> None:
    root = parse(FORMAT / "samples/good/export-standard.xml")
    assert root is not None
    first, second = (
        [(m.kind, m.path, etree.tostring(m.root)) for m in mutations(root, Random(5), NAMES, 3)]
        for _ in (1, 2)
    )
    assert first == second
    assert {kind for kind, _, _ in first} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutation_changes_a_copy(kind: str) -> None:
    root = parse(FORMAT / "samples/good/import-standard.xml")
    assert root is not None
    before = etree.tostring(root)
    node = root.find(".//d:InvoiceAmount", NAMESPACE)
    assert node is not None
    mutation = mutate(root, node, kind, Random(1), NAMES)
    assert mutation is not None
    assert etree.tostring(mutation.root) != before
    assert etree.tostring(root) == before


def test_a_schema_that_differs_in_one_length_is_found_out(shared: Path, tmp_path: Path) -> None:
    """The comparison can fail: one limit of ours is changed and the widest sample shows it."""
    for path in FORMAT.glob("*.xsd"):
        text = path.read_text().replace('<xs:maxLength value="4"/>', '<xs:maxLength value="5"/>')
        (tmp_path / path.name).write_text(text)
    judges = Judges(tmp_path / "message.xsd", shared / PUBLISHED[0].official)
    root = parse(FORMAT / "samples/good/import-wide.xml")
    assert root is not None
    code = root.find(".//d:AuthorisationHolder/d:CategoryCode", NAMESPACE)
    assert code is not None
    code.text = "ABCDE"
    assert judges.ask(root) == (True, False)


def test_a_disagreement_names_its_place() -> None:
    said = str(Disagreement("a.xml", "drop", "d:Declaration/d:ID", True, False))
    assert said == "a.xml: drop at d:Declaration/d:ID: ours valid, the publisher's invalid (not explained)"


def _without_ordinals(path: str) -> str:
    return "/".join(step.split("[")[0] for step in path.replace("{", "\x00").split("/")).replace("\x00", "{")


def _leaves(schema: Any, published: Published) -> Iterator[tuple[str, Any]]:
    """Path (from below the root) and facts of every element; of an envelope too, and of what stands in it."""
    root: Any
    if published.format not in BODIES:
        root = schema.maps.elements[FORMATS[FOLDERS[published.format]].identify_root]
        for child in root.type.content.iter_elements():
            yield from _facts(child, "")
        return
    envelope, body = BODIES[published.format]
    root = schema.maps.elements[envelope]
    for child in root.type.content.iter_elements():
        if child.local_name is not None and child.name != body:
            yield from _facts(child, "")
    yield from _facts(schema.maps.elements[body], "")


def _facts(element: Any, above: str) -> Iterator[tuple[str, Any]]:
    path = f"{above}/{element.name}" if above else element.name
    if element.type is None:  # a wildcard
        yield (
            f"{above}/*",
            (element.min_occurs, element.max_occurs, tuple(element.namespace), element.process_contents),
        )
        return
    if element.type.is_complex() and not element.type.has_simple_content():
        yield path, (element.min_occurs, element.max_occurs)
        for child in element.type.content.iter_elements():
            yield from _facts(child, path)
        return
    content = element.type if element.type.is_simple() else element.type.content
    attributes = {} if element.type.is_simple() else element.attributes
    codes = tuple(content.enumeration or ())
    yield (
        path,
        (
            (element.min_occurs, element.max_occurs),
            content.primitive_type.local_name,
            content.white_space,
            None
            if codes or element.local_name == "DateTimeString"
            else (_length(content, "min_length"), _length(content, "max_length")),
            (_facet(content, "totalDigits"), _facet(content, "fractionDigits")),
            codes,
            {
                key: (a.use, a.type.primitive_type.local_name, tuple(a.type.enumeration or ()))
                for key, a in attributes.items()
            },
        ),
    )


def _length(content: Any, limit: str) -> Any:
    """The limit of a type, or of the nearest one that it is made of and that has it."""
    while content is not None:
        if (found := getattr(content, limit, None)) is not None:
            return found
        # Some publishers say so in a pattern.
        if limit == "min_length" and any(p.startswith(".{1,") for p in _patterns(content)):
            return 1
        content = content.base_type
    return None


def _patterns(content: Any) -> list[str]:
    """The regular expressions that a type itself has."""
    found = getattr(content, "patterns", None)
    return [] if found is None else list(found.regexps)


def _facet(content: Any, facet: str) -> Any:
    while content is not None:
        found = (getattr(content, "facets", None) or {}).get(f"{{http://www.w3.org/2001/XMLSchema}}{facet}")
        if found is not None:
            return found.value
        content = content.base_type
    return None
