"""Findings and problems in the language of the client; codes and everything else stay as they are."""

from __future__ import annotations

import ast

import pytest

from gateway.api.problem import KINDS
from gateway.findings.language import LANGUAGES, words
from gateway.findings.phrases import known_phrase
from tests.api.conftest import PARTNERS, ROOT, is_problem

FRENCH, SPANISH = {"Accept-Language": "fr-FR, en;q=0.5"}, {"Accept-Language": "es"}
TOLD = ("message", "expected", "help")


def without_words(finding):
    return {name: value for name, value in finding.items() if name not in TOLD}


@pytest.fixture
def spanish(make, tmp_path):
    """An application whose partner `agency` is told everything in Spanish."""
    (tmp_path / "partners.toml").write_text(
        PARTNERS.replace('id = "agency"\n', 'id = "agency"\nlanguage = "es"\n')
    )
    return make()


def test_a_rejection_is_told_in_the_language_that_is_asked_for(api, bad):
    english = is_problem(api.submit(bad), "message-rejected", 422)
    answer = api.submit(bad, headers=FRENCH)
    french = is_problem(answer, "message-rejected", 422)
    assert answer.headers["content-language"] == "fr"
    assert (french["title"], french["detail"]) == (
        "Le message a été rejeté",
        "aucun message du fichier n'a été accepté",
    )
    (one,), (other,) = english["findings"], french["findings"]
    assert without_words(one) == without_words(other)
    assert other["message"].startswith(
        "Un élément se trouve après celui qu'il doit précéder. Emplacement : /"
    )
    assert other["help"] == "Déplacez l'élément ; l'ordre attendu est indiqué."
    assert other["expected"] == one["expected"].replace(" before ", " avant ")


@pytest.mark.parametrize("headers", [{}, {"Accept-Language": "en"}, {"Accept-Language": "de"}])
def test_english_is_what_it_was(api, bad, headers):
    answer = api.post("/v1/validate", bad, headers=headers)
    assert "content-language" not in answer.headers
    assert answer.content == api.post("/v1/validate", bad).content


def test_without_a_header_a_partner_is_told_in_its_own_language(spanish, bad):
    told = is_problem(spanish.submit(bad), "message-rejected", 422)
    assert told["title"] == "El mensaje fue rechazado"
    assert told["findings"][0]["message"].startswith("Un elemento está detrás de uno al que debe preceder.")
    french = is_problem(spanish.submit(bad, headers=FRENCH), "message-rejected", 422)
    assert french["title"] == "Le message a été rejeté"
    english = is_problem(spanish.submit(bad, headers={"Accept-Language": "en"}), "message-rejected", 422)
    assert english["title"] == "The message was rejected"
    other = is_problem(spanish.submit(bad, key="other"), "message-rejected", 422)
    assert other["title"] == "The message was rejected"


def test_stored_findings_are_told_page_by_page(api, bad):
    id = api.submit(bad).json()["messageId"]
    path = f"/v1/messages/{id}/findings"
    english, french = api.get(path), api.get(path, headers=FRENCH)
    assert french.headers["content-language"] == "fr"
    (one,), (other,) = english.json()["findings"], french.json()["findings"]
    assert without_words(one) == without_words(other) and "Emplacement" in other["message"]


def test_every_message_of_a_file_is_told(api, bad, good):
    for path in ("/v1/validate", "/v1/translate?to=model&allowInvalid=true&report=true"):
        answer = api.post(path, bad, headers=SPANISH)
        (message,) = answer.json()["messages"]
        assert answer.headers["content-language"] == "es"
        assert "Lugar: /" in message["findings"][0]["message"]
    refused = is_problem(api.post("/v1/translate?to=model", bad, headers=SPANISH), "not-translated", 422)
    assert refused["detail"] == "no todos los mensajes pueden escribirse en model"
    assert "Lugar: /" in refused["findings"][0]["message"]


def test_codes_are_explained(api):
    told = api.get("/v1/codes/XML102", headers=SPANISH)
    english = api.get("/v1/codes/XML102").json()
    assert told.headers["content-language"] == "es"
    assert told.json()["meaning"] == "Un elemento está detrás de uno al que debe preceder."
    assert {**told.json(), "meaning": "", "fix": ""} == {**english, "meaning": "", "fix": ""}
    listed = api.get("/v1/codes", headers=SPANISH).json()["codes"]
    assert told.json() in listed


def test_the_answer_of_the_gateway_is_in_the_language_of_the_sender_alone(spanish, bad):
    id = spanish.submit(bad).json()["messageId"]
    answer = spanish.get(f"/v1/messages/{id}/answer")
    assert spanish.get(f"/v1/messages/{id}/answer", headers=FRENCH).content == answer.content
    assert "est\\u00e1 detr\\u00e1s" in answer.text or "está detrás" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "settings", "title"),
    [
        ("GET", "/v1/messages", {"key": None}, "Une clé d'API valable est nécessaire"),
        ("GET", "/v1/messages/msg_1", {}, "Cela n'existe pas"),
        ("PUT", "/v1/codes", {}, "La méthode ne s'applique pas ici"),
        ("TRACE", "/v1/codes", {}, "La méthode ne s'applique pas ici"),
        ("GET", "/nowhere", {"key": None}, "Cela n'existe pas"),
        ("GET", "/v1/messages?limit=x", {}, "Un paramètre ne peut pas être utilisé"),
    ],
)
def test_problems_have_a_title_in_the_language(api, method, path, settings, title):
    answer = api.ask(method, path, headers=FRENCH, **settings)
    assert answer.json()["title"] == title
    assert answer.headers["content-language"] == "fr"


def test_a_failure_within_is_told_too(api, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(api.gateway, "search", broken)
    told = api.get("/v1/messages", headers=FRENCH).json()
    assert told["title"] == "La passerelle a échoué"
    assert told["detail"] == "cela figure dans le journal sous cet identifiant"


@pytest.mark.parametrize(
    "header", ["", "*", ";;;", "fr;q=nan", "é", "fr" * 50_000, "en\tfr", "fr;q=1e999", "a" * 60_000]
)
def test_no_header_is_an_error(api, header):
    assert api.get("/v1/codes/XML102", headers={"Accept-Language": header.encode()}).status_code == 200


def test_every_problem_has_a_title_in_every_language():
    for language in LANGUAGES:
        titles = {name[8:]: text for name, text in words(language).items() if name.startswith("problem.")}
        assert titles.keys() == KINDS.keys()
    assert all(words("en")[f"problem.{kind.name}"] == kind.title for kind in KINDS.values())


def details():
    """What stands for `detail` in the code of the API and of what it passes on, values as `x`."""
    files = [*(ROOT / "gateway/api").glob("*.py"), *(ROOT / "gateway/service").glob("*.py")]
    for file in sorted(files):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = {"Problem": 1, "NotFound": 0, "KeyReused": 0, "_unknown": 0}.get(node.func.id)
            if place is None or len(node.args) <= place or file.name == "partners.py":
                continue
            said = node.args[place]
            if isinstance(said, ast.Constant):
                yield said.value
            elif isinstance(said, ast.JoinedStr):
                yield "".join(p.value if isinstance(p, ast.Constant) else "1" for p in said.values)


@pytest.mark.parametrize("detail", sorted(set(details())))
def test_every_detail_has_its_phrase(detail):
    if detail.endswith(("must be 1", "does not have 1")):
        # What stands there is a phrase of its own.
        detail = detail.removesuffix("1") + "a value"
    detail = detail.replace("such format1", "such format")
    assert known_phrase(detail, "fr") and known_phrase(detail, "es")
