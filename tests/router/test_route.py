"""Who gets what, and the reasons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model import Message
from gateway.router import FACTS, Subscription, facts_of, route

MESSAGE = Message.model_validate(
    {
        "envelope": {"family": "Declaration", "intent": "original", "country": "GB"},
        "declaration": {
            "type": "IM",
            "goodsShipment": {
                "destination": {"countryCode": "GB"},
                "exportCountry": {"countryCode": "MX"},
                "items": [
                    {
                        "commodity": {"classifications": [{"code": "33019010"}, {"code": "00"}]},
                        "origins": [{"countryCode": "MX"}],
                        "procedure": {"requested": "40", "previous": "00", "additional": ["000", "C30"]},
                    },
                    {
                        "commodity": {"classifications": [{"code": "49111090"}]},
                        "origins": [{"countryCode": "FR"}, {"countryCode": "MX"}],
                        "procedure": {"requested": "40", "previous": "71"},
                        "destination": {"countryCode": "IE"},
                    },
                ],
            },
        },
    }
)
FACTS_OF_MESSAGE = facts_of(MESSAGE, sender="agency", from_format="gb/cds-declaration@3.6")


def test_facts_are_the_values_of_the_message_without_repetition():
    facts = FACTS_OF_MESSAGE
    assert facts["commodity"] == ("33019010", "00", "49111090")
    assert facts["origin"] == ("MX", "FR")
    assert facts["destination"] == ("GB", "IE")
    assert facts["procedure"] == ("40",)
    assert facts["additional_procedure"] == ("000", "C30")
    assert facts["sender"] == ("agency",)
    assert facts["office"] == ()


def test_what_is_told_does_not_replace_what_the_message_says():
    assert facts_of(MESSAGE, family="Response")["family"] == ("Declaration",)
    assert facts_of(Message(), family="Response")["family"] == ("Response",)
    assert facts_of(None)["family"] == ()


@pytest.mark.parametrize(
    ("conditions", "takes"),
    [
        ({}, True),
        ({"family": ("Declaration",)}, True),
        ({"family": ("Response",)}, False),
        ({"intent": ("amend", "original")}, True),
        ({"commodity": ("3301",)}, True),
        ({"commodity": ("491",)}, True),
        ({"commodity": ("3302",)}, False),
        ({"commodity": ("301",)}, False),
        ({"origin": ("FR",)}, True),
        ({"origin": ("F",)}, False),
        ({"destination": ("IE",)}, True),
        ({"export": ("MX",), "destination": ("GB",)}, True),
        ({"export": ("MX",), "destination": ("US",)}, False),
        ({"previous_procedure": ("71",)}, True),
        ({"additional_procedure": ("C30",)}, True),
        ({"sender": ("agency",), "from_format": ("gb/cds-declaration@3.6",)}, True),
        ({"sender": ("other",)}, False),
        ({"office": ("GB000120",)}, False),
        ({"country": ("GB",), "type": ("IM",)}, True),
    ],
)
def test_a_subscription_takes_what_meets_all_its_conditions(conditions, takes):
    routing = route(FACTS_OF_MESSAGE, [Subscription("s", "risk", "model", conditions)])
    assert bool(routing.deliveries) is takes
    (decision,) = routing.trace
    assert decision.takes is takes
    assert {check.condition for check in decision.checks} == set(conditions)


def test_the_trace_says_why_not():
    wish = Subscription("s", "risk", "model", {"origin": ("US",), "family": ("Declaration",)})
    (decision,) = route(FACTS_OF_MESSAGE, [wish]).trace
    assert decision.reason == "not met: origin"
    told = {check.condition: check for check in decision.checks}
    assert (told["origin"].wanted, told["origin"].found, told["origin"].holds) == (
        ("US",),
        ("MX", "FR"),
        False,
    )
    assert told["family"].holds


def test_the_trace_shows_the_values_that_met_a_condition():
    (decision,) = route(FACTS_OF_MESSAGE, [Subscription("s", "r", "model", {"commodity": ("49",)})]).trace
    assert decision.checks[0].found == ("49111090",)


def test_one_destination_gets_one_format_once():
    wishes = [
        Subscription("a", "risk", "model"),
        Subscription("b", "risk", "model", {"family": ("Declaration",)}),
        Subscription("c", "risk", "xx/example@1"),
    ]
    routing = route(FACTS_OF_MESSAGE, wishes)
    assert [(d.to, d.format, d.subscription) for d in routing.deliveries] == [
        ("risk", "model", "a"),
        ("risk", "xx/example@1", "c"),
    ]
    assert [decision.reason for decision in routing.trace] == [
        "it takes everything", "already taken by a", "it takes everything"
    ]  # fmt: skip


def test_a_barred_partner_gets_nothing_and_the_reason_is_told():
    routing = route(FACTS_OF_MESSAGE, [Subscription("a", "risk", "model")], {"risk": "a test"})
    assert routing.deliveries == []
    assert routing.trace[0].reason == "a test"


def test_nobody_subscribed():
    assert route(FACTS_OF_MESSAGE, []).deliveries == []


def test_a_decision_is_plain_data_and_stays_small():
    facts = {"commodity": tuple(str(n) for n in range(5000))}
    (decision,) = route(facts, [Subscription("s", "r", "model", {"commodity": ("x",)})]).trace
    assert len(decision.as_dict()["checks"][0]["found"]) == 20


names = st.sampled_from(sorted(FACTS))
values = st.text("ab", min_size=1, max_size=2)
wishes = st.builds(
    Subscription,
    st.uuids().map(str),
    st.sampled_from("pq"),
    st.sampled_from(["model", "xx/a@1"]),
    st.dictionaries(names, st.lists(values, min_size=1, max_size=2).map(tuple), max_size=3),
)


@given(st.dictionaries(names, st.lists(values, max_size=3).map(tuple)), st.lists(wishes, max_size=6))
def test_every_subscription_is_decided_on_and_deliveries_are_unique(facts, subscriptions):
    routing = route(facts, subscriptions)
    assert [decision.subscription for decision in routing.trace] == [s.name for s in subscriptions]
    pairs = [(delivery.to, delivery.format) for delivery in routing.deliveries]
    assert len(pairs) == len(set(pairs)) == sum(decision.takes for decision in routing.trace)
    assert route(facts, subscriptions) == routing
