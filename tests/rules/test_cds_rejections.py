"""Rejections that the publisher shows, and the same found in the declarations that they answer.

Twelve answers are published that reject a declaration. Where the cause lies in the declaration alone, the rules
find it: the same code at the same place. Where it does not, they find nothing. The README of the format says
for each what it would need.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from gateway.formats import Catalog
from gateway.pipeline import receive
from gateway.pipeline.pointing import Original
from gateway.rules.schematron.rules import rules_of

FORMAT = "gb/cds-declaration@3.6"
GOOD = Path(__file__).parents[2] / "schemas/gb/cds-declaration/3.6/samples/good"
SAMPLES = "corpus/uk-cds/samples"

Step = tuple[str, int | None, str | None]
"""One step of a pointer: class, occurrence, element."""
Rejected = tuple[str, tuple[Step, ...]]
"""A code and where it stands."""

IN_THE_MESSAGE = {"CDS12070", "CDS12144", "CDS12145", "CDS12158", "CDS12171"}
ANSWERS: dict[str, tuple[str | None, set[str]]] = {
    "annotated/Example_DMS_notifications/03_DMSREJ.xml": (None, {"CDS12005"}),
    "annotated-ili-newer/Example_DMS_notifications/03_DMSREJ.xml": (None, {"CDS12005"}),
    "annotated-ili-newer/TT_IM006a/DMSREJ.xml": ("annotated/TT_IM006a/TT_IM006a.xml", {"CDS12144"}),
    "annotated-ili-newer/TT_IM007a/DMSREJ.xml": ("annotated/TT_IM007a/TT_IM007a.xml", {"CDS12144"}),
    "annotated/TT_IM014a/Example_Notifications/01_DMSREJ.xml": (
        "annotated/TT_IM014a/TT_IM014a.xml",
        {"CDS12016", "CDS12077"},
    ),
    "annotated-ili-newer/TT_IM014a/Example_Notifications/01_DMSREJ.xml": (
        "annotated-ili-newer/TT_IM014a/TT_IM014a.xml",
        {"CDS12016", "CDS12077"},
    ),
    "annotated-ili-newer/TT_IM029a/DMSREJ.xml": ("annotated/TT_IM029a/TT_IM029a.xml", {"CDS40013"}),
    "annotated-ili-newer/TT_IM032b/DMSREJ.xml": ("annotated/TT_IM032b/TT_IM032b.xml", {"CDS12099"}),
    "annotated-ili-newer/TT_IM047a/01_DMSREJ.xml": (
        "annotated/TT_IM047a/TT_IM047a.xml",
        {"CDS12145", "CDS12158"},
    ),
    "annotated-ili-newer/TT_IM066a/DMSREJ.xml": (
        "annotated-ili-newer/TT_IM066a/TT_IM066a.xml",
        {"CDS10020", "CDS12056"},
    ),
    "annotated-ili-newer/TT_IM078a/DMSREJ.xml": (
        "annotated/TT_IM078a/TT_IM078a.xml",
        {"CDS12056", "CDS12070", "CDS12171"},
    ),
    "annotated/TT_IM116a/Example_Notifications/DMSREJ.xml": (
        "annotated/TT_IM116a/TT_IM116a.xml",
        {"CDS12056"},
    ),
}
"""Every published rejection: the declaration that it answers, and the codes in it."""


def stated(file: Path) -> list[Rejected]:
    """The errors of a published answer; most are published without a namespace."""

    def step(pointer: etree._Element) -> Step:
        said = {etree.QName(each).localname: each.text for each in pointer}
        sequence = said.get("SequenceNumeric")
        return said["DocumentSectionCode"] or "", int(sequence) if sequence else None, said.get("TagID")

    errors = etree.parse(file).xpath("//*[local-name() = 'Error']")
    return [
        (
            error.findtext("{*}ValidationCode"),
            tuple(step(pointer) for pointer in error.iterfind("{*}Pointer")),
        )
        for error in errors
    ]


def found(data: bytes, catalog: Catalog) -> list[Rejected]:
    """The broken rules of a declaration, by code and WCO pointer."""
    (inbound,) = receive(data, catalog)
    assert inbound.format is not None and inbound.format.id == FORMAT
    original = Original.of(inbound)
    assert original is not None
    return [
        (
            finding.rule or "",
            tuple(
                (pointer.section or "", pointer.sequence, pointer.tag)
                for pointer in original.pointers(original.spot(finding.where.path or ""))
            ),
        )
        for finding in inbound.findings
        if finding.code.id == "RUL401"
    ]


def same(ours: Rejected, theirs: Rejected) -> bool:
    """Whether both mean one place: where the publisher does not count, any occurrence is meant."""
    return (
        ours[0] == theirs[0]
        and len(ours[1]) == len(theirs[1])
        and all(
            (one[0], one[2]) == (other[0], other[2]) and (other[1] is None or (one[1] or 1) == other[1])
            for one, other in zip(ours[1], theirs[1], strict=True)
        )
    )


def test_all_published_rejections_are_listed(shared: Path) -> None:
    folder = shared / SAMPLES
    files = {file.relative_to(folder).as_posix() for file in folder.glob("annotated*/**/*DMSREJ.xml")}
    assert files == set(ANSWERS)
    for file, (_, codes) in ANSWERS.items():
        assert {code for code, _ in stated(folder / file)} == codes


@pytest.mark.parametrize("answer", [answer for answer, (declaration, _) in ANSWERS.items() if declaration])
def test_a_published_rejection_is_found(shared: Path, catalog: Catalog, answer: str) -> None:
    declaration = ANSWERS[answer][0]
    assert declaration is not None
    ours = found((shared / SAMPLES / declaration).read_bytes(), catalog)
    theirs = [each for each in stated(shared / SAMPLES / answer) if each[0] in IN_THE_MESSAGE]
    assert [each for each in theirs if not any(same(one, each) for one in ours)] == []
    assert [one for one in ours if not any(same(one, each) for each in theirs)] == []


def test_no_other_published_declaration_breaks_a_rule(shared: Path, catalog: Catalog) -> None:
    folder, rejected, asked = shared / SAMPLES, set(), 0
    for file in sorted(folder.glob("**/*")):
        if file.suffix.lower() != ".xml":
            continue
        for inbound in receive(file.read_bytes(), catalog, to_model=False, allow_invalid=True):
            if inbound.format is not None and inbound.format.id == FORMAT:
                asked += 1
                if any(finding.code.id == "RUL401" for finding in inbound.findings):
                    rejected.add(file.stem)
    assert asked > 250
    assert rejected == {"TT_IM006a", "TT_IM007a", "TT_IM047a", "TT_IM078a"}


def edited(*edits: tuple[str, str]) -> bytes:
    """Our sample of an import with texts exchanged, each at its first place."""
    text = (GOOD / "import-standard.xml").read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


DUTY = "<TypeCode>A00</TypeCode>"
UNION_DUTY = (DUTY, "<TypeCode>A50</TypeCode>")
UNION_QUOTA = (DUTY, f"{DUTY}<QuotaOrderID>094067</QuotaOrderID>")
PROCEDURE_42 = ("<CurrentCode>40</CurrentCode>", "<CurrentCode>42</CurrentCode>")
NO_GUARANTEE = ("<CategoryCode>CGU</CategoryCode>", "<CategoryCode>SDE</CategoryCode>")
NO_DOCUMENT = ("<TypeCode>505</TypeCode>", "<TypeCode>512</TypeCode>")
STATEMENT = "<StatementCode>00500</StatementCode>"
IMPORTED = (STATEMENT, "<StatementCode>NIIMP</StatementCode>")
IMPORTER = (
    "<Name>Specimen Homewares Limited</Name>\n        <ID>GB",
    "<Name>Specimen Homewares Limited</Name>\n        <ID>XI",
)
DECLARANT = (
    "<Name>Specimen Customs Agency Limited</Name>\n      <ID>GB",
    "<Name>Specimen Customs Agency Limited</Name>\n      <ID>XI",
)
AMENDMENT = ("<FunctionCode>9</FunctionCode>", "<FunctionCode>13</FunctionCode>")
IN_2020 = (
    "<FunctionCode>9</FunctionCode>",
    '<AcceptanceDateTime><p:DateTimeString xmlns:p="urn:wco:datamodel:WCO:Declaration_DS:DMS:2" formatCode="304">'
    "20201230103000Z</p:DateTimeString></AcceptanceDateTime><FunctionCode>9</FunctionCode>",
)

DECLARATION = ("42A", None, None)
SHIPMENT = (DECLARATION, ("67A", None, None))
ITEM = (*SHIPMENT, ("68A", 1, None))
FEE = (*ITEM, ("23A", None, None))

BROKEN: dict[str, tuple[tuple[tuple[str, str], ...], list[Rejected]]] = {
    "CDS12144": ((UNION_QUOTA,), [("CDS12144", (*FEE, ("50A", 1, "401")))]),
    "CDS12145": (
        (PROCEDURE_42,),
        [("CDS12145", (*ITEM, ("03A", 1, None))), ("CDS12145", (*ITEM, ("70A", 1, "166")))],
    ),
    "CDS12158 declarant": (
        (DECLARANT,),
        [
            ("CDS12158", (DECLARATION, ("57B", None, "R123"))),
            ("CDS12158", (*ITEM, ("03A", 1, "226"))),
        ],
    ),
    "CDS12158 importer": (
        (IMPORTER,),
        [
            ("CDS12158", (*ITEM, ("03A", 1, "226"))),
            ("CDS12158", (*SHIPMENT, ("74A", None, "R038"))),
        ],
    ),
    "CDS12070": (
        (UNION_DUTY, NO_DOCUMENT),
        [("CDS12070", (*ITEM, ("02A", 3, "D031"))), ("CDS12070", (*ITEM, ("02A", 3, "D006")))],
    ),
    "CDS12171": (
        (UNION_DUTY, NO_GUARANTEE),
        [
            ("CDS12171", (DECLARATION, ("17C", 1, "R145"))),
            ("CDS12171", (*FEE, ("50A", 1, "113"))),
            ("CDS12171", (*FEE, ("50A", 1, None), ("94A", None, "107"))),
        ],
    ),
}
"""What to change in our sample, and what is found then and nothing else."""

KEPT: dict[str, tuple[tuple[str, str], ...]] = {
    "a quota of the United Kingdom": ((DUTY, f"{DUTY}<QuotaOrderID>054077</QuotaOrderID>"),),
    "a quota in 2020": (IN_2020, UNION_QUOTA),
    "a quota in an amendment": (AMENDMENT, UNION_QUOTA),
    "procedure 42 with its statement": (PROCEDURE_42, IMPORTED),
    "procedure 42 in 2020": (IN_2020, PROCEDURE_42),
    "procedure 42 in an amendment": (AMENDMENT, PROCEDURE_42),
    "parties of Northern Ireland with the statement": (DECLARANT, IMPORTER, IMPORTED),
    "parties of Northern Ireland with another statement": (
        DECLARANT,
        IMPORTER,
        (STATEMENT, "<StatementCode>NIDOM</StatementCode>"),
    ),
    "the party in an amendment": (AMENDMENT, DECLARANT, IMPORTER),
    "duty of the Union with document and guarantee": (UNION_DUTY,),
    "duty of the Union that is paid at once": (
        UNION_DUTY,
        NO_DOCUMENT,
        NO_GUARANTEE,
        ("<MethodCode>E</MethodCode>", "<MethodCode>A</MethodCode>"),
    ),
    "duty of Great Britain without a guarantee": (NO_DOCUMENT, NO_GUARANTEE),
    "no guarantee in an amendment": (AMENDMENT, UNION_DUTY, NO_DOCUMENT, NO_GUARANTEE),
}
"""What is close to a broken rule and keeps it."""


@pytest.mark.parametrize("name", BROKEN)
def test_an_edit_of_our_sample_is_found_at_its_place(catalog: Catalog, name: str) -> None:
    edits, expected = BROKEN[name]
    ours = found(edited(*edits), catalog)
    assert len(ours) == len(expected)
    assert all(any(same(one, other) for one in ours) for other in expected), ours


@pytest.mark.parametrize("name", KEPT)
def test_what_is_close_to_it_keeps_the_rules(catalog: Catalog, name: str) -> None:
    assert found(edited(*KEPT[name]), catalog) == []


@pytest.mark.parametrize("file", sorted(GOOD.glob("*.xml")), ids=lambda file: file.stem)
def test_our_good_samples_keep_the_rules(catalog: Catalog, file: Path) -> None:
    assert found(file.read_bytes(), catalog) == []


def test_each_rule_has_an_edit_that_breaks_it(catalog: Catalog) -> None:
    checks = {
        check.id: check.flag
        for pattern in rules_of(catalog.get(FORMAT)).chosen.patterns
        for rule in pattern.rules
        for check in rule.checks
    }
    assert set(checks.values()) == IN_THE_MESSAGE == {code for _, made in BROKEN.values() for code, _ in made}
    assert sum(len(made) for _, made in BROKEN.values()) == len(checks)
