"""Sheets over HTTP: a workbook goes in under its own media type, and findings name cells."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT

SAMPLES = ROOT / "schemas/xx/declaration-sheet/1/samples"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("name", "type"), [("import-garments.xlsx", XLSX), ("import-porcelain.csv", "text/csv; charset=utf-8")]
)
def test_sheets_are_validated_and_translated(api, name, type):
    data = (SAMPLES / "good" / name).read_bytes()
    answer = api.post("/v1/validate", data, type=type)
    assert answer.status_code == 200 and answer.json()["valid"] is True
    model = api.post("/v1/translate?to=model", data, type=type)
    assert model.status_code == 200 and model.json()["declaration"]["goodsShipment"]["items"]


def test_findings_name_cells(api):
    answer = api.post("/v1/validate", (SAMPLES / "bad/zeros-lost.xlsx").read_bytes(), type=XLSX)
    (finding,) = answer.json()["messages"][0]["findings"]
    assert (finding["name"], finding["cell"], finding["line"]) == ("value-of-wrong-length", "BE3", None)
    assert 'column BE "Commodity code"' in finding["message"]
