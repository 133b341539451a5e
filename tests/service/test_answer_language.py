"""The gateway's own answers are in the language of their sender."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gateway.pipeline import receive
from gateway.service import Misconfigured
from gateway.service.own_answer import own_answer
from tests.service.houses import PARTNERS

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "schemas/xx/example/1/samples/good/import-three-lines.xml").read_bytes()
WRONG = EXAMPLE.replace(b'kind="IM"', b'kind="QQ"')
ANSWER = "{urn:example:trade-gateway:answer:1}"


def speaking(language: str) -> str:
    return PARTNERS.replace('id = "trader"\n', f'id = "trader"\nlanguage = "{language}"\n')


def mistake(house, partner="trader"):
    """Code, text and path of the one mistake of an answer."""
    own = house.gateway.answer(None, house.send(WRONG, partner).message.id)
    (told,) = etree.fromstring(own.data).iter(f"{ANSWER}mistake")
    return told.get("code"), told.findtext(f"{ANSWER}text"), told.findtext(f"{ANSWER}step/{ANSWER}path")


def test_a_partner_is_answered_in_its_language_with_the_same_codes(open_house):
    english = mistake(open_house())
    assert mistake(open_house(speaking("en"))) == english
    for language, text in (("fr", "Un code n'est pas de ceux"), ("es", "Un código no es de los que")):
        code, told, path = mistake(open_house(speaking(language)))
        assert told.startswith(text) and "QQ" in told
        assert (code, path) == (english[0], english[2])


def test_the_others_are_answered_as_ever(open_house):
    assert mistake(open_house(speaking("fr")), "rival") == mistake(open_house(), "rival")


def test_a_good_message_is_received_the_same_in_every_language(open_house):
    def said(partners):
        house = open_house(partners)
        data = house.gateway.answer(None, house.send(EXAMPLE, "trader").message.id).data
        return [node.tag for node in etree.fromstring(data).iter()]

    assert said(speaking("fr")) == said(PARTNERS)


def test_a_language_that_there_is_not_is_refused_at_the_start(open_house):
    with pytest.raises(Misconfigured) as refused:
        open_house(speaking("de"))
    (finding,) = refused.value.findings
    assert finding.code.id == "PRT201"
    assert "language" in finding.message and "en, fr, es" in finding.message


def test_a_rule_of_the_agency_keeps_its_words_for_the_language(open_house):
    house = open_house(speaking("fr"))
    message = house.send(WRONG, "trader").message
    stored = house.gateway.journal.findings(message.id)
    (inbound,) = receive(WRONG, house.gateway.catalog)
    from gateway.rules.codes import BROKEN

    (finding,) = inbound.findings
    inbound.findings = [replace(finding, code=BROKEN, texts={"fr": "le genre est faux"})]
    stored = [{**one, "code": BROKEN.id} for one in stored]
    own = own_answer(
        house.gateway.catalog,
        house.gateway._flow.produce,
        message,
        inbound,
        stored,
        sender="GATEWAY",
        receiver="trader",
        language="fr",
    )
    assert "Texte de la règle : le genre est faux" in own.data.decode()


def test_english_is_written_where_the_format_cannot_carry_the_language(open_house, monkeypatch):
    def unsayable(finding, language):
        return finding if language == "en" else replace(finding, message=f"{finding.message}\x00")

    monkeypatch.setattr("gateway.pipeline.answer.in_language", unsayable)
    assert mistake(open_house(speaking("fr"))) == mistake(open_house())
