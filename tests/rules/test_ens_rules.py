"""The rules of entry summary declarations: what they cover, and what they say of the publisher's test cases."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from benchmarks import ens_reference
from benchmarks.ens_cases import FOLDERS
from benchmarks.ens_rules import EXPLAINED, MEASURED, Figures, explained, judged, measure
from gateway.formats import Catalog
from gateway.pipeline import Address, answer_to, as_written_in, differences, produce, receive
from gateway.rules.schematron.rules import rules_of
from gateway.rules.schematron.schema import Check

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 3, 2, 9, 17, tzinfo=UTC)
FORMATS = tuple(FOLDERS.values())
ASKED = {
    "gb/ens-cc315a@11.2": 188,
    "gb/ens-cc315a@11.2-new": 184,
    "gb/ens-cc313a@11.2": 187,
    "gb/ens-cc313a@11.2-new": 183,
}
"""How many assertions a format has: the newer edition has 16 of the header for 20, an amendment has no office of lodgement."""


def checks(format: str) -> Iterator[Check]:
    """The assertions of a format."""
    for pattern in rules_of(Catalog.load([ROOT]).get(format)).chosen.patterns:
        for rule in pattern.rules:
            yield from rule.checks


@pytest.fixture(scope="module")
def figures(shared: Path) -> Figures:
    """Every case of the publisher's, judged once."""
    return measure(shared)


@pytest.mark.parametrize("format", FORMATS)
def test_every_assertion_is_there(format: str) -> None:
    found = list(checks(format))
    assert len(found) == len({check.id for check in found}) == ASKED[format]
    assert {check.severity.value for check in found} == {"error"}


def test_together_they_have_all_assertions_and_codes_of_the_publisher() -> None:
    found = {check.id: check for format in FORMATS for check in checks(format)}
    assert len(found) == 204
    assert len({check.flag for check in found.values()}) == 182
    for id, check in found.items():
        name, _, number = id.rpartition(".")
        assert check.see.endswith(f"/conf/rules/{name}.json") and number.isdigit()
    numbers = Counter(id.rpartition(".")[0] for id in found)
    assert len(numbers) == 78
    assert all(f"{name}.{n}" in found for name, most in numbers.items() for n in range(1, most + 1))


def test_ids_and_codes_are_those_of_the_publisher(shared: Path) -> None:
    published = {}
    for file in (shared / "corpus/uk-ens/rules").glob("*.json"):
        rule = json.loads(file.read_text("utf-8"))
        for number, each in enumerate(rule["asserts"], 1):
            published[f"{rule['name']}.{number}"] = each["errorCode"]
    assert {check.id: check.flag for format in FORMATS for check in checks(format)} == published


def test_every_outcome_and_code_that_a_case_states_is_found(figures: Figures) -> None:
    known = explained()
    assert {case: said for case, said in figures.wrong.items() if case not in known} == {}
    assert sum(number for (_, states, _), number in figures.stated.items() if states) >= 4_000


def test_contradictions_are_as_they_are_written_down(figures: Figures) -> None:
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        rows = {row["case"]: row["outcome"] for row in csv.DictReader(file)}
    assert {case: figures.wrong.get(case) for case in rows} == rows
    assert all(explained().values())


def test_findings_are_at_the_elements_that_cases_mark(figures: Figures) -> None:
    """All but two, of a rule that the newer edition does not have."""
    assert figures.marks > 8_000
    assert figures.marks - figures.placed <= 2


def test_the_older_edition_contradicts_no_case_but_those_of_lone_consignors(figures: Figures) -> None:
    older = [case for case in figures.wrong if "New/" not in case]
    assert older and all("_non_GB_consignor_itemlevel_" in case for case in older)


def test_the_figures_of_the_page_are_those_measured(figures: Figures) -> None:
    assert figures.table() == MEASURED.read_text("utf-8")


def test_the_page_is_made_of_the_figures() -> None:
    assert ens_reference.main(["--check"], ROOT) == 0


@pytest.mark.parametrize("format", FORMATS)
def test_a_message_with_every_element_comes_back_although_it_breaks_rules(format: str) -> None:
    catalog = Catalog.load([ROOT])
    data = (catalog.get(format).folder / "samples/bad/wide.xml").read_bytes()
    (inbound,) = receive(data, catalog, allow_invalid=True)
    assert inbound.outcome.value == "invalid"
    assert inbound.format is not None and inbound.format.id == format
    assert inbound.message is not None and inbound.counts is not None and inbound.counts.unaccounted == 0
    outbound = produce(inbound.message, inbound.format)
    assert outbound.data is not None
    assert differences(data, outbound.data, inbound.format) == []


def packed(*packages: tuple[str, str]) -> bytes:
    """A declaration by sea whose items have packages of these numbers and marks, up to 99 an item."""
    text = (ROOT / "schemas/gb/ens-cc315a/11.2/samples/good/sea-containers.xml").read_text("utf-8")
    head, first, *_ = text.split("  <GOOITEGDS>\n")
    tail = "  <ITI>\n" + text.partition("  <ITI>\n")[2]
    first = first.partition("    <PACGS2>\n")[0].replace("<IteNumGDS7>1<", "<IteNumGDS7>{}<")
    pieces = [
        f"    <PACGS2>\n      <KinOfPacGS23>CT</KinOfPacGS23>\n      <NumOfPacGS24>{number}</NumOfPacGS24>\n"
        f"      <MarNumOfPacGSL21>{marks}</MarNumOfPacGSL21>\n    </PACGS2>\n"
        for number, marks in packages
    ]
    items = [
        f"  <GOOITEGDS>\n{first.format(at // 99 + 1)}{''.join(pieces[at : at + 99])}  </GOOITEGDS>\n"
        for at in range(0, len(pieces), 99)
    ]
    return "".join((head, *items, tail)).encode()


@pytest.mark.parametrize(
    ("packages", "broken"),
    [
        ((("640", "HC 1"), ("0", "HC 1")), False),
        ((("0", "HC 1"), ("0", "HC 2"), ("6", "HC 2"), ("7", "HC 1")), False),
        ((("640", "HC 1"), ("0", " HC 1 ")), False),
        ((("640", "HC 1 "), ("0", "HC 1")), False),
        ((("640", "HC 1"), ("0", " HC 9 ")), True),
        ((("640", "HC 1"), ("0", "HC 1"), ("0", "HC 9")), True),
        ((("0", "HC 9"), ("0", "HC 9")), True),
    ],
)
def test_no_packages_need_the_marks_of_others(packages: tuple[tuple[str, str], ...], broken: bool) -> None:
    """The rule with the longest way to look (8153): white space alone makes no difference."""
    found = judged(packed(*packages), Catalog.load([ROOT]).get("gb/ens-cc315a@11.2"))
    assert ("8153" in {code for code, _ in found}) is broken


def test_no_packages_are_not_looked_up_among_too_many() -> None:
    """More than ten million pairs: the rule is not asked, and all others are."""
    packages = [(str(n % 2), f"M {n}") for n in range(6_400)]
    found = {code for code, _ in judged(packed(*packages), Catalog.load([ROOT]).get("gb/ens-cc315a@11.2"))}
    assert {"8117", "8206"} <= found and "" not in found
    assert "8153" not in found


def test_a_rejection_names_the_publisher_s_code_and_the_place() -> None:
    """In the answer of the same agency, without a word about it in the mapping of the declaration."""
    catalog = Catalog.load([ROOT])
    file = ROOT / "schemas/gb/ens-cc315a/11.2/samples/bad/office-of-lodgement-as-of-entry.xml"
    (inbound,) = receive(file.read_bytes(), catalog)
    answer = answer_to(inbound, catalog, at=AT, reference="A1")
    assert answer.format is not None and answer.format.id == "gb/ens-cc316a@10.0"
    to = Address("GBICS", "GB903316000104/0000000011", AT, "ICS00000000001")
    written = as_written_in(answer.message, answer.format)
    outbound = produce(written, answer.format, address=to)
    assert outbound.data is not None
    root = etree.fromstring(outbound.data)
    assert root.findtext("FUNERRER1/ErrReaER13") == "8616"
    assert root.findtext("FUNERRER1/ErrPoiER12") == "/CC315A/CUSOFFLON/RefNumCOL1"
