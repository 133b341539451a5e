"""Formats, codes and the description of the API itself."""

from __future__ import annotations

import pytest

from gateway.api.headers import media_types
from tests.api.conftest import FORMAT, ROOT, is_problem


def test_all_formats_are_listed_and_each_is_shown(api):
    listed = api.get("/v1/formats").json()["formats"]
    assert FORMAT in [format["id"] for format in listed]
    for format in listed:
        told = api.get(format["links"]["self"]).json()
        assert format.items() <= told.items()
    told = api.get(f"/v1/formats/{FORMAT}").json()
    assert (told["owner"], told["syntax"], told["family"], told["floor"]) == (
        "gb",
        "xml",
        "Declaration",
        0.98,
    )
    assert told["mapped"] is True
    assert "samples/good/import-standard.xml" in told["samples"]["good"]
    assert api.get("/v1/formats/gb/cds-declaration").json() == told


def test_the_files_of_a_format_are_handed_out_as_they_are(api):
    told = api.get(f"/v1/formats/{FORMAT}").json()
    for link in (*told["schema"][:5], *told["mapping"][:5]):
        answer = api.get(link)
        assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    link = f"/v1/formats/{FORMAT}/mapping/mapping.csv"
    file = ROOT / "mappings/gb/cds-declaration/3.6/mapping.csv"
    assert link in told["mapping"] and api.get(link).content == file.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fetc%2fpasswd", "../../../../pyproject.toml", "%2e%2e/%2e%2e/format.toml", "/etc/passwd",
        "%2Fetc%2Fpasswd", "samples", "", "none.xsd", "message.xsd%00", "..\\format.toml",
    ],
)  # fmt: skip
def test_no_other_file_is_ever_handed_out(api, name):
    is_problem(api.get(f"/v1/formats/{FORMAT}/schema/{name}"), "not-found", 404)


@pytest.mark.parametrize(
    "name", ["gb/none@1", "gb", "..%2f..%2fetc%2fpasswd", "a/b/c", "gb/cds-declaration@9"]
)
def test_a_format_that_there_is_not_is_not_found(api, name):
    is_problem(api.get(f"/v1/formats/{name}"), "not-found", 404)


def test_codes_are_explained(api):
    listed = api.get("/v1/codes").json()["codes"]
    assert len(listed) > 30
    told = api.get("/v1/codes/XML102").json()
    assert told in listed and told["meaning"] and told["fix"] and told["name"] == "element-out-of-order"
    is_problem(api.get("/v1/codes/XML999"), "not-found", 404)


def test_the_description_names_every_route_and_loads_nothing_from_elsewhere(api):
    told = api.get("/v1/openapi.json", key=None).json()
    assert {"/v1/messages", "/v1/messages/{id}/outputs/{format}", "/v1/inbox/{id}"} <= set(told["paths"])
    submit = told["paths"]["/v1/messages"]["post"]
    assert set(submit["requestBody"]["content"]) == media_types() >= {"application/xml", "text/xml"}
    assert "422" not in submit["responses"] and "4XX" in submit["responses"]
    for path in ("/docs", "/redoc"):
        is_problem(api.get(path), "not-found", 404)


def test_every_route_stands_in_the_documentation(api):
    text = (ROOT / "docs/http.md").read_text("utf-8")
    from gateway.api.problem import KINDS

    for route in api.app.routes:
        path = route.path.replace(":path}", "}")
        for method in route.methods - {"HEAD"}:
            assert f"`{method} {path}" in text, f"{method} {path}"
    for kind in KINDS.values():
        assert f"| {kind.status} | `{kind.name}` |" in text, kind.name
