"""The same wrong value has the same code in every format, and is told at each sender's own place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gateway.findings import Finding, Severity
from gateway.formats import Catalog
from gateway.pipeline import Inbound, Outcome, receive

CDS, CUSDEC, DCSA = "gb/cds-declaration@3.6", "un/cusdec@d96b", "dcsa/transport-document@3"
SHEET, SAD, BE = "xx/declaration-sheet@1", "asycuda/sad@4.2", "in/bill-of-entry@2.23"

CONTAINER, NET, CURRENCY = "container-check-digit-wrong", "net-mass-above-gross-mass", "currency-not-known"


@dataclass(frozen=True)
class Wrong:
    """A good sample in which the first `old` becomes `new`, which has `value` in it.

    `place` is the end of the native path, `segment` and `cell` are where they are that of the syntax.
    """

    rule: str
    format: str
    sample: str
    old: str
    new: str
    value: str
    place: str
    segment: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return f"{self.rule} in {self.format}"


CASES = [
    Wrong(CONTAINER, CDS, "import-standard.xml", "<ID>TGWU1000010", "<ID>TGWU1000015", "TGWU1000015",
          "/Consignment/TransportEquipment[1]/ID"),
    Wrong(CONTAINER, CUSDEC, "import-containers.edi", "EQD+CN+MSKU3054388", "EQD+CN+MSKU3054381", "MSKU3054381",
          "/EQD[1]/C237/E8260", segment=13),
    Wrong(CONTAINER, DCSA, "pumps-two-containers.json", "NRLU4410026", "NRLU4410021", "NRLU4410021",
          "/equipmentReference"),
    Wrong(CONTAINER, SHEET, "import-porcelain.csv", "true,TGWU1000010", "true,TGWU1000015", "TGWU1000015",
          "/container[1]/number", cell="AX2"),
    Wrong(CONTAINER, SAD, "import-containers.xml", "<Container_identity>CSQU3054383",
          "<Container_identity>CSQU3054381", "CSQU3054381", "/Container[1]/Container_identity"),
    Wrong(CONTAINER, BE, "home-use-by-sea.flat", "HLXU44001", "HLXU44000", "HLXU44000", "/container_number"),
    Wrong(NET, CDS, "import-standard.xml", ">1985<", ">2985<", "2985", "/GoodsMeasure/NetNetWeightMeasure"),
    Wrong(NET, CUSDEC, "import-containers.edi", "AAF+KGM:9410'", "AAF+KGM:19410'", "19410",
          "/SG30[1]/MEA[2]/C174/E6314", segment=48),
    Wrong(NET, DCSA, "pumps-two-containers.json", '"value": 8400', '"value": 9400', "9400",
          "/cargoNetWeight/value"),
    Wrong(NET, SHEET, "import-porcelain.csv", "2110.25,1985,", "2110.25,2985,", "2985", "/item[1]/net_mass",
          cell="BP2"),
    Wrong(NET, SAD, "import-containers.xml", ">2610.0<", ">3610.0<", "3610.0", "/Item[1]/Valuation_item/Weight_itm/Net_weight_itm"),
    Wrong(CURRENCY, CDS, "import-standard.xml", '"USD"', '"RMB"', "RMB", "/InvoiceAmount/@currencyID"),
    Wrong(CURRENCY, CUSDEC, "import-containers.edi", ":USD'", ":RMB'", "RMB", "/MOA/C516/E6345", segment=35),
    Wrong(CURRENCY, DCSA, "pumps-two-containers.json", '"USD"', '"RMB"', "RMB", "/charges/0/currencyCode"),
    Wrong(CURRENCY, SHEET, "import-porcelain.csv", "28640.00,USD", "28640.00,RMB", "RMB", "/invoice/currency",
          cell="AJ2"),
    Wrong(CURRENCY, SAD, "import-containers.xml", "<Currency_code>USD", "<Currency_code>RMB", "RMB",
          "/Item_Invoice/Currency_code"),
    Wrong(CURRENCY, BE, "home-use-by-sea.flat", "EUR", "RMB", "RMB", "/EXCHANGE[1]/currency_code"),
]  # fmt: skip


def received(case: Wrong, catalog: Catalog) -> tuple[Inbound, int]:
    """The first message of the sample with its mistake, and the line of the mistake in the bytes."""
    data = (catalog.get(case.format).folder / "samples/good" / case.sample).read_bytes().decode()
    assert case.old in data, "the sample has changed: name another value"
    at = data.index(case.old) + case.new.index(case.value)
    inbound = next(receive(data.replace(case.old, case.new, 1).encode(), catalog))
    return inbound, data.count("\n", 0, at) + 1


def told(case: Wrong, inbound: Inbound) -> Finding:
    """The one finding about the value that was made wrong."""
    found = [f for f in inbound.findings if f.rule == case.rule and (f.value or "").startswith(case.value)]
    assert len(found) >= 1, [(f.code.id, f.message) for f in inbound.findings]
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_wrong_value_is_told_at_its_native_place(case: Wrong, catalog: Catalog) -> None:
    inbound, line = received(case, catalog)
    finding = told(case, inbound)
    assert finding.where.path is not None and finding.where.path.endswith(case.place)
    assert (finding.where.line, finding.where.segment, finding.where.cell) == (line, case.segment, case.cell)
    assert finding.message.startswith(case.place.rpartition("/")[2].lstrip("@"))
    assert finding.expected and finding.help and finding.stage == "check" and finding.format == case.format


@pytest.mark.parametrize("rule", [CONTAINER, NET, CURRENCY])
def test_a_rule_has_the_same_code_in_every_format(rule: str, catalog: Catalog) -> None:
    codes = {told(case, received(case, catalog)[0]).code.id for case in CASES if case.rule == rule}
    assert len(codes) == 1


def test_an_error_makes_a_message_invalid_and_a_warning_does_not(catalog: Catalog) -> None:
    by_rule = {case.rule: received(case, catalog)[0].outcome for case in CASES if case.format == CDS}
    assert by_rule == {CONTAINER: Outcome.VALID, NET: Outcome.INVALID, CURRENCY: Outcome.VALID}


@pytest.mark.parametrize(
    ("word", "severity"), [("error", Severity.ERROR), ("info", Severity.INFO), ("off", None)]
)
def test_a_sender_may_have_another_severity(word: str, severity: Severity | None, catalog: Catalog) -> None:
    (case,) = [case for case in CASES if (case.rule, case.format) == (CONTAINER, CDS)]
    data = (catalog.get(CDS).folder / "samples/good" / case.sample).read_bytes().decode()
    (inbound,) = receive(data.replace(case.old, case.new, 1).encode(), catalog, severities={CONTAINER: word})
    assert {f.severity for f in inbound.findings if f.rule == CONTAINER} == (
        {severity} if severity else set()
    )
    assert inbound.clean == (severity is not Severity.ERROR)


def test_what_does_not_fit_the_schema_is_not_looked_at(catalog: Catalog) -> None:
    """A message that is half read would break too many rules."""
    data = (catalog.get(CDS).folder / "samples/good/import-standard.xml").read_bytes().decode()
    bad = data.replace(">1985<", ">2985<", 1).replace("<TotalPackageQuantity>", "<TotalPackageQuantity>x", 1)
    (inbound,) = receive(bad.encode(), catalog, allow_invalid=True)
    assert inbound.outcome is Outcome.INVALID
    assert not [f for f in inbound.findings if f.stage == "check"]
