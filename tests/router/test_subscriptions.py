"""The file of subscriptions: what it says, and what is told of its mistakes."""

from __future__ import annotations

import pytest

from gateway.router import Subscription, read_subscriptions


def read(tmp_path, text):
    path = tmp_path / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return read_subscriptions(path)


def test_a_text_and_a_list_of_texts_mean_the_same_kind_of_thing(tmp_path):
    found, findings = read(
        tmp_path,
        """
        [[subscription]]
        name = "risk"
        to = "risk-service"
        format = "model"
        family = "Declaration"
        commodity = ["8703", "22"]
        from_format = "gb/cds-declaration@3.6"
        """,
    )
    assert findings == []
    conditions = {
        "family": ("Declaration",),
        "commodity": ("8703", "22"),
        "from_format": ("gb/cds-declaration@3.6",),
    }
    assert found == [Subscription("risk", "risk-service", "model", conditions)]


GOOD = 'name = "a"\nto = "b"\nformat = "model"\n'


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("name = \nto = 1", "RTE001", "line 1"),
        ('[[subscriptions]]\nname = "a"', "RTE101", "nearest: subscription"),
        (f'[[subscription]]\n{GOOD}comodity = "1"', "RTE101", "nearest: commodity"),
        ('[[subscription]]\nname = "a"\nformat = "model"', "RTE102", "to is missing"),
        (f"[[subscription]]\n{GOOD}commodity = 8703", "RTE201", "commodity cannot hold this"),
        (f"[[subscription]]\n{GOOD}commodity = []", "RTE201", "commodity cannot hold this"),
        (f'[[subscription]]\n{GOOD}intent = [""]', "RTE201", "intent cannot hold this"),
        ('[[subscription]]\nname = ""\nto = "b"\nformat = "model"', "RTE201", "name cannot hold this"),
        (f"[[subscription]]\n{GOOD}[[subscription]]\n{GOOD}", "RTE202", "used twice"),
        ('subscription = "a"', "RTE201", "[[subscription]]"),
    ],
)
def test_mistakes_are_findings_that_say_what_to_do(tmp_path, text, code, told):
    _, findings = read(tmp_path, text)
    assert [finding.code.id for finding in findings] == [code]
    assert told in f"{findings[0].message} {findings[0].expected}"
    assert findings[0].help


def test_a_wrong_subscription_does_not_take_others_with_it(tmp_path):
    found, findings = read(tmp_path, f'[[subscription]]\nnme = "x"\n[[subscription]]\n{GOOD}')
    assert [subscription.name for subscription in found] == ["a"]
    assert findings[0].where.path.endswith("subscriptions.toml#subscription[1].nme")


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    found, findings = read_subscriptions(tmp_path / "none.toml")
    assert found == [] and findings[0].code.id == "RTE001"
