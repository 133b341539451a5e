"""A broken rule is a finding at its place, in every syntax, and counts as one of the schema."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from gateway.findings import Severity, Stage
from gateway.findings.telling import in_language
from gateway.formats import Catalog
from gateway.model import Message
from gateway.pipeline import Inbound, produce, receive
from gateway.rules.schematron import agency_rules, lint_rules, rules_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "schemas" / "xx" / "example" / "1" / "samples" / "good" / "export-two-lines.xml"

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
 <ns prefix="r" uri="urn:trade-gateway:rules"/>
 <ns prefix="e" uri="urn:example:trade-gateway:declaration:1"/>
 <pattern id="lines">
  <rule context="e:declaration">
   <assert id="x_1" flag="L01" see="https://example.org/rules#L01" diagnostics="count"
     test="e:line-count = count(e:lines/e:line)">The line count is <value-of select="e:line-count"/>.</assert>
  </rule>
  <rule context="e:line-count">
   <report id="x_2" role="warning" test=". &gt; 2">Many lines.</report>
  </rule>
  <rule context="e:gross-mass/@unit">
   <assert id="x_3" role="info" test="r:code(., 'units')">The unit <value-of select="."/> is not known.</assert>
  </rule>
 </pattern>
 <diagnostics>
  <diagnostic id="count" xml:lang="fr">Il y a <value-of select="count(e:lines/e:line)"/> lignes.</diagnostic>
  <diagnostic id="count" xml:lang="en">There are <value-of select="count(e:lines/e:line)"/> lines.</diagnostic>
 </diagnostics>
</schema>
"""
UNITS = "# source: made up\n# date: 2024-01-01\ncode,name\nTNE,tonne\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A data root with a format that extends the example and has rules of its own."""
    folder = tmp_path / "schemas" / "xx" / "ruled" / "1"
    folder.mkdir(parents=True)
    (folder / "format.toml").write_text('extends = "xx/example@1"\ntitle = "with rules"\n')
    (folder / "rules.sch").write_text(RULES)
    shutil.copytree(ROOT / "schemas" / "xx" / "example" / "1", tmp_path / "schemas" / "xx" / "example" / "1")
    (tmp_path / "schemas" / "xx" / "example" / "1" / "codes").mkdir()
    (tmp_path / "schemas" / "xx" / "example" / "1" / "codes" / "units.csv").write_text(UNITS)
    shutil.copytree(
        ROOT / "mappings" / "xx" / "example" / "1", tmp_path / "mappings" / "xx" / "example" / "1"
    )
    return tmp_path


def _received(site: Path, data: bytes, format: str = "xx/ruled@1") -> Inbound:
    (inbound,) = receive(data, Catalog.load([site]), as_format=format)
    return inbound


def test_a_broken_rule_is_a_finding_with_its_place(site: Path) -> None:
    found = _received(site, EXAMPLE.read_bytes().replace(b"<line-count>2<", b"<line-count>3<"))
    assert found.outcome.value == "invalid" and found.message is None
    rule, mass, count = sorted(
        (f for f in found.findings if f.code.id == "RUL401"), key=lambda f: f.severity.value
    )
    assert (rule.rule, rule.severity, rule.stage) == ("L01", Severity.ERROR, Stage.VALIDATE)
    assert (rule.where.path, rule.where.line, rule.where.column) == ("/declaration", 2, 1)
    assert (rule.message, rule.help) == ("The line count is 3.", "There are 2 lines.")
    assert rule.texts == {"fr": "Il y a 2 lignes."}
    assert "Il y a 2 lignes" in in_language(rule, "fr").message
    assert rule.value is None and rule.format == "xx/ruled@1"
    assert (count.rule, count.severity, count.value) == ("x_2", Severity.WARNING, "3")
    assert (count.where.path, count.where.line) == ("/declaration/line-count", 6)
    assert (mass.rule, mass.severity, mass.value) == ("x_3", Severity.INFO, "KGM")
    assert (mass.where.path, mass.message) == ("/declaration/gross-mass/@unit", "The unit KGM is not known.")


def test_a_message_that_keeps_its_rules_is_valid(site: Path) -> None:
    found = _received(site, EXAMPLE.read_bytes().replace(b'unit="KGM"', b'unit="TNE"'))
    assert found.outcome.value == "valid" and not [f for f in found.findings if f.code.id == "RUL401"]


def test_a_message_that_is_not_built_as_the_schema_has_it_is_not_ruled(site: Path) -> None:
    data = EXAMPLE.read_bytes().replace(b"<line-count>2<", b"<line-count>3<")
    found = _received(site, data.replace(b"<prepared>2024-06-03</prepared>", b""))
    assert [f.code.id for f in found.findings if f.severity is Severity.ERROR] == ["XML103"]


def test_a_wrong_value_does_not_keep_the_rules_from_running(site: Path) -> None:
    data = EXAMPLE.read_bytes().replace(b"<line-count>2<", b"<line-count>3<")
    found = _received(site, data.replace(b"<prepared>2024-06-03<", b"<prepared>3 June<"))
    assert {"RUL401"} < {f.code.id for f in found.findings if f.severity is Severity.ERROR}


def test_what_is_written_is_ruled_too(site: Path) -> None:
    catalog = Catalog.load([site])
    (inbound,) = receive(EXAMPLE.read_bytes(), catalog, as_format="xx/example@1")
    assert isinstance(inbound.message, Message)
    written = produce(inbound.message, catalog.get("xx/ruled@1"))
    told = [f for f in written.findings if f.code.id == "RUL401"]
    assert [(f.rule, f.stage) for f in told] == [("x_3", Stage.VALIDATE_OUTPUT)] and written.ok


def test_rules_with_mistakes_are_told_and_not_run(site: Path) -> None:
    file = site / "schemas" / "xx" / "ruled" / "1" / "rules.sch"
    file.write_text(RULES.replace("e:line-count = count", "e:line-count = cuont"))
    found = _received(site, EXAMPLE.read_bytes())
    (told,) = found.findings
    assert (found.outcome.value, told.code.id, told.where.line) == ("invalid", "RUL102", 6)


def test_rules_are_inherited_and_count_in_the_revision(site: Path) -> None:
    parent = site / "schemas" / "xx" / "ruled" / "1"
    for name, rules in (("2", None), ("3", RULES.replace("L01", "L99"))):
        child = parent.parent / name
        child.mkdir()
        (child / "format.toml").write_text(f'extends = "xx/ruled@1"\ntitle = "{name}"\n')
        if rules is not None:
            (child / "rules.sch").write_text(rules)
    catalog = Catalog.load([site])
    first, second, third = (catalog.get(f"xx/ruled@{name}") for name in "123")
    assert (
        first.rules == second.rules == parent / "rules.sch"
        and third.rules == parent.parent / "3" / "rules.sch"
    )
    assert first.schema_dir == second.schema_dir == third.schema_dir
    assert [len(rules_of(each).named("L99")) for each in (first, second, third)] == [0, 0, 1]
    assert second.revision not in (third.revision, catalog.get("xx/example@1").revision)
    assert catalog.get("xx/example@1").rules is None


def test_rules_are_compiled_once(site: Path) -> None:
    format = Catalog.load([site]).get("xx/ruled@1")
    assert rules_of(format) is rules_of(format) and len(rules_of(format).checks) == 3


@pytest.mark.parametrize(
    ("id", "element", "place"),
    [
        ("un/contrl@4.1", "UCI", "segment"),
        ("un/cusdec@d96b", "LOC", "segment"),
        ("dcsa/transport-document@3", "transportDocumentReference", "line"),
        ("in/bill-of-entry@2.23", "ITEMS", "line"),
        ("xx/declaration-sheet@1", "date", "cell"),
        ("xx/example@1", "e:reference", "line"),
    ],
)
def test_rules_run_on_the_tree_of_every_syntax(
    id: str, element: str, place: str, catalog: Catalog, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.sch"
    rules.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">'
        '<ns prefix="e" uri="urn:example:trade-gateway:declaration:1"/>'
        f'<pattern><rule context="{element}"><report id="c1" test="true()">{element} is there</report>'
        '<report id="c2" test="nowhere/to/be/found">never</report></rule></pattern></schema>'
    )
    format = dataclasses.replace(catalog.get(id), rules=rules)
    sample = min(file for file in (format.folder / "samples" / "good").iterdir() if file.suffix != ".md")
    inbound = next(iter(receive(sample.read_bytes(), catalog, as_format=id, to_model=False)))
    assert inbound.tree is not None
    found = agency_rules(inbound.tree, format)[0]
    assert getattr(found.where, place) and found.where.path and found.rule == "c1"
    (doubt,) = lint_rules(format)
    assert (doubt.code.id, doubt.value, doubt.where.line) == ("RUL105", "nowhere", 1)


def test_the_example_of_the_page_is_one(site: Path) -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    example = page.partition("```xml\n")[2].partition("```")[0]
    (site / "schemas" / "xx" / "ruled" / "1" / "rules.sch").write_text(example)
    found = _received(site, EXAMPLE.read_bytes().replace(b"<line-count>2<", b"<line-count>3<"))
    (told,) = found.findings
    assert (told.code.id, told.rule, told.where.path) == ("RUL401", "L01", "/declaration")
    assert told.message == "The line count is 3, but there are 2 lines."
    assert told.help == "Count the lines of this declaration alone."


def test_lint_looks_at_the_phases_that_are_not_run(site: Path) -> None:
    file = site / "schemas" / "xx" / "ruled" / "1" / "rules.sch"
    text = RULES.replace(' queryBinding="xslt"', ' queryBinding="xslt" defaultPhase="now"').replace(
        '<pattern id="lines">',
        '<phase id="now"><active pattern="lines"/></phase><phase id="later"><let name="x" value="1"/>'
        '<active pattern="soon"/></phase><pattern id="soon"><rule context="e:declaration">'
        '<assert id="s1" test="$x = $y">soon</assert></rule></pattern><pattern id="lines">',
    )
    file.write_text(text)
    format = Catalog.load([site]).get("xx/ruled@1")
    assert len(rules_of(format).checks) == 3
    assert [found.message for found in lint_rules(format)] == ["there is no value $y"]
