"""Which message an answer belongs to."""

from __future__ import annotations

import pytest

from gateway.model import Envelope, Message
from gateway.model.acknowledgement import Acknowledgement, MessageReport
from gateway.model.document import Ucr
from gateway.model.qualified import DatedReference
from gateway.model.response import AnsweredDeclaration, Response
from gateway.model.shipment import GoodsShipment
from gateway.router import Named, Seen, correlate, learned_from, named_in

LRN = Named("sender_reference", "L1")
MRN = Named("mrn", "M1")


def test_everything_that_an_answer_names_is_found():
    message = Message(
        envelope=Envelope(correlation_id="C1"),
        response=Response(
            functional_reference_id="F1",
            references=[DatedReference(id="X1")],
            acknowledgement=Acknowledgement(reference_id="I1", messages=[MessageReport(reference_id="N1")]),
            declarations=[
                AnsweredDeclaration(
                    id="M1", functional_reference_id="L1", goods_shipment=GoodsShipment(ucr=Ucr(id="U1"))
                )
            ],
        ),
    )
    found = named_in(message, "cor_1")
    assert {("correlation_id", "cor_1"), ("id", "C1"), ("id", "I1"), ("id", "N1"), ("mrn", "M1")} <= {
        (one.kind, one.value) for one in found
    }
    assert {("sender_reference", "L1"), ("sender_reference", "F1"), ("ucr", "U1"), ("reference", "X1")} <= {
        (one.kind, one.value) for one in found
    }
    assert learned_from(message) == [("mrn", "M1")]


@pytest.mark.parametrize(
    ("named", "seen"),
    [
        (Named("id", "msg_1"), Seen("one", "message_id", "msg_1")),
        (Named("id", "R1"), Seen("one", "reference", "R1")),
        (Named("id", "I1"), Seen("one", "interchange_id", "I1")),
        (Named("correlation_id", "cor_1"), Seen("one", "correlation_id", "cor_1")),
        (MRN, Seen("one", "mrn", "M1")),
        (LRN, Seen("one", "sender_reference", "L1")),
        (Named("ucr", "U1"), Seen("one", "ucr", "U1")),
        (Named("reference", "L1"), Seen("one", "sender_reference", "L1")),
    ],
)
def test_each_way_of_naming_is_enough(named, seen):
    found = correlate([named], [seen])
    assert (found.original, found.by) == ("one", named)


def test_a_value_of_another_kind_is_no_match():
    assert correlate([MRN], [Seen("one", "sender_reference", "M1")]).code.id == "RTE404"
    assert correlate([Named("id", "1")], [Seen("one", "native_id", "1")]).code.id == "RTE404"


def test_the_strongest_way_decides():
    seen = [Seen("weak", "sender_reference", "L1"), Seen("weak", "ucr", "U1"), Seen("strong", "mrn", "M1")]
    found = correlate([LRN, MRN, Named("ucr", "U1")], seen)
    assert (found.original, found.by) == ("strong", MRN)


def test_of_two_with_one_number_the_one_that_is_named_in_another_way_too_is_meant():
    """An amendment carries the number of the original, and a reference of its own."""
    seen = [Seen("original", "mrn", "M1", learned=True), Seen("amendment", "mrn", "M1"),
            Seen("amendment", "sender_reference", "L1")]  # fmt: skip
    assert correlate([MRN, LRN], seen).original == "amendment"
    assert correlate([MRN], seen).original == "original", "whose number it is"


def test_messages_of_one_file_are_told_apart_by_their_numbers():
    seen = [Seen(id, "interchange_id", "I1") for id in ("one", "two")]
    seen += [Seen("one", "native_id", "1"), Seen("two", "native_id", "2"), Seen("three", "native_id", "2")]
    assert correlate([Named("id", "I1"), Named("id", "2")], seen).original == "two"
    assert correlate([Named("id", "I1")], seen).code.id == "RTE405"


def test_several_are_never_guessed_between():
    found = correlate([LRN], [Seen("b", "sender_reference", "L1"), Seen("a", "sender_reference", "L1")])
    assert (found.original, found.code.id, found.candidates) == (None, "RTE405", ("a", "b"))


def test_a_message_known_under_another_number_is_not_meant_unless_it_is_named_for_certain():
    seen = [Seen("one", "sender_reference", "L1"), Seen("one", "message_id", "msg_1")]
    known = {"one": {"M9"}}
    assert correlate([LRN, MRN], seen, known).code.id == "RTE404"
    assert correlate([LRN, MRN, Named("id", "msg_1")], seen, known).original == "one"
    assert correlate([LRN], seen, known).original == "one", "no number is named"


def test_an_answer_that_names_nothing():
    assert correlate([], []).code.id == "RTE406"
    assert named_in(Message(response=Response(outcome="released"))) == []


def test_several_numbers_teach_nothing():
    several = [AnsweredDeclaration(id="M1"), AnsweredDeclaration(id="M2")]
    assert learned_from(Message(response=Response(declarations=several))) == []
