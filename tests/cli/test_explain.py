"""`gateway explain`."""

from __future__ import annotations

import pytest

from gateway.cli.known_codes import known_codes


@pytest.mark.parametrize("id", sorted(known_codes()))
def test_every_code_has_a_page(run, id):
    code = known_codes()[id]
    shown = run("explain", id).stdout
    assert shown.startswith(f"{id} {code.name} ({code.severity}, ")
    assert all(title in shown for title in ("\nMeaning\n", "\nExample\n", "\nWhat to do\n"))


@pytest.mark.parametrize("topic", ["map201", "value-not-convertible"])
def test_a_code_by_other_names(run, topic):
    assert run("explain", topic).stdout.startswith("MAP201 ")


@pytest.mark.parametrize("topic", ["D014", "d014"])
def test_a_wco_element_says_where_it_lives_and_who_maps_it(run, topic):
    shown = run("explain", topic).stdout
    assert "\ndeclaration/id\n" in shown
    assert "gb/cds-declaration@3.6\n    MetaData/Declaration/ID (mapping.csv:" in shown


@pytest.mark.parametrize(
    "topic", ["declaration/goodsShipment/items[]/sequence", "declaration/functionalReferenceId"]
)
def test_a_model_path_says_what_it_is(run, topic):
    shown = run("explain", topic).stdout
    assert shown.startswith(f"{topic}\n  ")
    assert "WCO element: " in shown
    assert "Mapped by\n" in shown


def test_an_object_of_the_model_lists_its_fields(run):
    shown = run("explain", "declaration").stdout
    assert "\n  functionalReferenceId\n" in shown
    assert "gb/cds-declaration@3.6: " in shown


@pytest.mark.parametrize("topic", ["gb/cds-declaration@3.6", "gb/cds-declaration"])
def test_a_format_says_where_it_comes_from(run, topic):
    shown = run("explain", topic).stdout
    assert shown.startswith("gb/cds-declaration@3.6: ")
    assert all(word in shown for word in ("recognised", "samples", "source", "licence", "revision"))


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ("MAP20", "Did you mean MAP20"),
        ("D0144", "D014"),
        ("xx/exampl@1", "xx/example@1"),
        ("declaration/goodShipment/items", "goodsShipment"),
        ("value-not-convertibel", "value-not-convertible"),
        ("\x1b[2J", "nothing is called \\x1b[2J"),
    ],
)
def test_an_unknown_topic_is_2_and_names_the_nearest(run, topic, told):
    result = run("explain", topic, exit=2)
    assert told in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ("Signification", "Exemple (en anglais)", "Que faire")),
        ("es", ("Significado", "Ejemplo (en inglés)", "Qué hacer")),
    ],
)
def test_a_code_in_another_language(run, language, titles):
    shown = run("explain", "MAP201", "--lang", language).stdout
    assert shown.startswith("MAP201 value-not-convertible (adver" if language == "es" else "MAP201 value-")
    assert all(f"\n{title}\n" in shown for title in titles)
    assert run("explain", "MAP201", "--lang", "en").stdout == run("explain", "MAP201").stdout


def test_a_rule_of_an_agency_says_what_it_asks_and_who_breaks_it(run):
    by_code = run("explain", "gb/ens-cc315a@11.2", "8674").stdout
    assert by_code.startswith("8674: ") and "(error, code 8674)" in by_code
    assert all(f"\n  {word} " in by_code for word in ("source", "file", "context", "must hold"))
    assert "\nBroken by\n  samples/bad/" in by_code and "\nKept by\n  samples/good/" in by_code
    by_id = run("explain", "gb/ens-cc315a@11.2", "p4_p73.1").stdout
    assert by_id.startswith("p4_p73.1: 1 rule of gb/ens-cc315a@11.2\n")


@pytest.mark.parametrize(
    ("format", "rule", "told"),
    [
        ("gb/ens-cc315a@11.2", "p4_p73.11", "nearest: p4_p73.1"),
        ("xx/example@1", "L01", "has no rules of its agency"),
        ("xx/exampel@1", "L01", "xx/example@1"),
    ],
)
def test_a_rule_that_is_not_there_is_said(run, format, rule, told):
    assert told in run("explain", format, rule, exit=2).stderr
