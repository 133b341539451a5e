"""The steps of answers: places in segments and pointers, entries of typed lists and their fields."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.mapping.steps import Step, steps
from gateway.mapping.steps.pointers import pointers_of
from gateway.model import Message

RELEASED = {
    "step": "typed",
    "list": "response/dateTimes[]",
    "type": "204",
    "value": "dateTime",
    "to": "response/statuses[1]/releaseDateTime",
}
BEGUN = {**RELEASED, "type": "7", "to": "response/statuses[1]/effectiveDateTime"}
ITEM_3: list[dict[str, Any]] = [{"section": "42A"}, {"section": "67A"}, {"section": "68A", "sequence": 3}]


def _steps(*parameters: dict[str, Any]) -> list[Step]:
    return steps(parameters, {})


def _read(content: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    """The response after reading, by Python names, from content by Python names."""
    message: dict[str, Any] = {"response": deepcopy(content)}
    for step in _steps(*parameters):
        step.read(message)
    read = Message.model_validate(message, by_name=True).response
    assert read is not None
    return _plain(read)


def _written(content: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    message = Message.model_validate({"response": content}, by_name=True)
    before = message.model_copy(deep=True)
    subject = message
    for step in reversed(_steps(*parameters)):
        subject = step.write(subject)
    assert message == before
    assert subject.response is not None
    return _plain(subject.response)


def _plain(model: Any) -> dict[str, Any]:
    plain: dict[str, Any] = model.model_dump(exclude_none=True, by_alias=False)
    return plain


def _error(**content: Any) -> dict[str, Any]:
    return {"errors": [{"code": "E1", **content}]}


POINTERS = {"step": "pointers"}


@pytest.mark.parametrize(
    ("place", "pointers"),
    [
        ({"section_code": "10", "item_id": "3"}, ITEM_3),
        ({"section_code": "10"}, [*ITEM_3[:2], {"section": "68A"}]),
        ({"section_code": "1"}, [{"section": "42A"}]),
    ],
)
def test_a_place_that_is_a_pointer_is_nothing_but_a_pointer(
    place: dict[str, Any], pointers: list[dict[str, Any]]
) -> None:
    assert _read(_error(place=place), POINTERS) == _error(pointers=pointers)
    assert _written(_error(pointers=pointers), POINTERS) == _error(place=place)


def test_a_segment_stays_in_the_place_beside_the_pointer() -> None:
    place = {"section_code": "10", "item_id": "3", "segment_tag": "MOA"}
    read = _read(_error(place=place), POINTERS)
    assert read == _error(place=place, pointers=ITEM_3)
    assert _written(read, POINTERS) == _error(place=place)


@pytest.mark.parametrize("item", ["03", "A3", "0", "3.1"])
def test_an_item_that_is_no_number_is_no_pointer(item: str) -> None:
    place = {"section_code": "10", "item_id": item}
    assert _read(_error(place=place), POINTERS) == _error(place=place)


def test_a_pointer_beyond_the_item_is_written_in_full_beside_the_place() -> None:
    pointers = [*ITEM_3, {"section": "23A"}, {"section": "21A", "sequence": 2, "tag": "145"}]
    written = _written(_error(pointers=pointers), POINTERS)
    assert written == _error(pointers=pointers, place={"section_code": "10", "item_id": "3"})
    assert _read(written, POINTERS) == _error(pointers=pointers)


def test_the_path_of_a_pointer_tells_the_segment() -> None:
    path = "/CUSDEC/SG30[3]/MOA[2]/C516/E5004"
    written = _written(_error(pointers=[*ITEM_3[:2], {**ITEM_3[2], "path": path}]), POINTERS)
    place = {"section_code": "10", "item_id": "3", "segment_tag": "MOA", "path": path}
    assert written == _error(place=place)
    assert _read(written, POINTERS) == _error(pointers=[*ITEM_3[:2], {**ITEM_3[2], "path": path}])


@pytest.mark.parametrize("path", ["/Example/Item/Tax", "/CC015C/Consignment/MRN", "/CUSDEC/SG30[2]"])
def test_other_paths_tell_no_segment(path: str) -> None:
    written = _written(_error(pointers=[{"path": path}]), POINTERS)
    assert written == _error(place={"section_code": "5", "path": path})
    assert _read(written, POINTERS) == _error(pointers=[{"path": path}])


def test_the_number_of_a_mistake_is_its_order() -> None:
    content = {"errors": [{"sequence": 1, "code": "A"}, {"sequence": 5, "code": "B"}]}
    assert [error.get("sequence") for error in _written(content, POINTERS)["errors"]] == [None, 5]


def test_mistakes_of_one_declaration_have_places_too() -> None:
    content = {"declarations": [{"id": "1"}, _error(pointers=ITEM_3)]}
    written = _written(content, POINTERS)
    assert written == {"declarations": [{"id": "1"}, _error(place={"section_code": "10", "item_id": "3"})]}
    assert _read(written, POINTERS) == content


SECTIONS = st.sampled_from(["1", "2", "5", "8", "10", "11"])
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "section_code": SECTIONS,
        "item_id": st.sampled_from(["3", "03", "12", "A"]),
        "sub_item": st.integers(1, 9),
        "segment_tag": st.sampled_from(["MOA", "TAX"]),
        "path": st.sampled_from(["/CUSDEC/SG30[3]/MOA", "/CUSDEC/SG30[3]/TAX/E5283", "/x"]),
    },
)
STEPS = st.fixed_dictionaries(
    {"section": st.sampled_from(["42A", "67A", "68A", "23A"])},
    optional={"sequence": st.sampled_from([1, 3, 12]), "tag": st.just("145")},
)


@given(place=PLACES.filter(bool), pointers=st.one_of(st.just(ITEM_3), st.lists(STEPS, max_size=5)))
def test_what_an_answer_says_of_a_place_is_written_again(
    place: dict[str, Any], pointers: list[dict[str, Any]]
) -> None:
    said = _error(place=place) if not pointers else _error(place=place, pointers=pointers)
    written = _written(_read(said, POINTERS), POINTERS)
    if pointers and pointers == pointers_of(place):
        # Said twice: once is enough.
        assert _read(written, POINTERS)["errors"][0]["pointers"][0]["section"] == "42A"
    else:
        assert written == said


@given(pointers=st.lists(STEPS, max_size=5), path=st.sampled_from([None, "/CUSDEC/SG30[3]/MOA", "/x"]))
def test_every_pointer_is_read_again_as_it_was(pointers: list[dict[str, Any]], path: str | None) -> None:
    if path:
        pointers = [*pointers[:-1], {**(pointers[-1] if pointers else {}), "path": path}]
    said = _error(pointers=pointers) if pointers else _error()
    assert _read(_written(said, POINTERS), POINTERS) == said


def test_an_entry_of_the_type_sets_the_field_and_is_written_again() -> None:
    content = {
        "date_times": [{"type_code": "204", "date_time": "2026-03-04"}],
        "statuses": [{"name_code": "9"}],
    }
    read = _read(content, RELEASED)
    assert read == {"statuses": [{"name_code": "9", "release_date_time": "2026-03-04"}]}
    assert _written(read, RELEASED)["date_times"] == content["date_times"]


@pytest.mark.parametrize("types", [("7", "204"), ("204", "7"), ("204", "9", "7"), ("7", "204", "9")])
def test_entries_come_back_in_their_order(types: tuple[str, ...]) -> None:
    entries = [{"type_code": kind, "date_time": f"2026-03-0{n}"} for n, kind in enumerate(types, 1)]
    read = _read({"date_times": entries}, BEGUN, RELEASED)
    assert set(read["statuses"][0]) == {"release_date_time", "effective_date_time"}
    assert _written(read, BEGUN, RELEASED)["date_times"] == entries


@pytest.mark.parametrize(
    "entries",
    [
        [{"type_code": "204", "date_time": "2026-03-04"}, {"type_code": "204", "date_time": "2026-03-05"}],
        [{"type_code": "204"}],
        [{"type_code": "9", "date_time": "2026-03-04"}],
    ],
)
def test_what_is_not_one_value_of_the_type_stays_in_the_list(entries: list[dict[str, Any]]) -> None:
    assert _read({"date_times": entries}, RELEASED) == {"date_times": entries}


def test_a_field_that_an_entry_says_too_is_not_lost() -> None:
    (step,) = _steps(RELEASED)
    entries = [{"type_code": "204", "date_time": "2026-03-04"}]
    content = {"date_times": entries, "statuses": [{"release_date_time": "2026-03-04"}]}
    message = Message.model_validate({"response": content}, by_name=True)
    assert [name for _, name in step.accounts_for(message)] == ["release_date_time"]


CONTINUED = {"step": "continued", "length": 5, "subject": "AAO"}


def _remarks(*texts: str) -> list[dict[str, Any]]:
    return [{"subject_code": "AAO", "text": text} for text in texts]


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("abcdefg", "abcde", ["fg"]),
        ("abcdeabcdeab", "abcde", ["abcde", "ab"]),
        ("abcdea\nb", "abcde", ["a\nb"]),
        ("abcdeabcde", "abcde", ["abcde"]),
    ],
)
def test_long_words_go_on_in_remarks(text: str, first: str, others: list[str]) -> None:
    written = _written(_error(description=text), CONTINUED)
    assert written == _error(description=first, remarks=_remarks(*others))
    assert _read(written, CONTINUED) == _error(description=text)


@pytest.mark.parametrize("text", ["abcde", "ab\ncdefgh", ""])
def test_other_words_stay_in_one_piece(text: str) -> None:
    assert _written(_error(description=text), CONTINUED) == _error(description=text)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("abcd", {"subject_code": "AAO", "text": "e"}),
        ("abcde", {"subject_code": "AAI", "text": "f"}),
        ("abcde", {"subject_code": "AAO", "text": "f", "code": "1"}),
        ("abcde", {"subject_code": "AAO"}),
    ],
)
def test_remarks_of_their_own_are_not_joined(text: str, remark: dict[str, Any]) -> None:
    content = _error(description=text, remarks=[remark])
    assert _read(content, CONTINUED) == content


def test_further_remarks_stay_behind_the_words_that_go_on() -> None:
    own = {"subject_code": "AAI", "text": "own"}
    content = _error(description="abcdefg", remarks=[own])
    written = _written(content, CONTINUED)
    assert written["errors"][0]["remarks"] == [*_remarks("fg"), own]
    assert _read(written, CONTINUED) == content
