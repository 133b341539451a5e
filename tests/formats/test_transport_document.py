"""Our schema of the transport document and its publisher's say the same about every message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
import yaml

from gateway.adapters import Limits
from gateway.findings import Severity, worst
from gateway.formats import Catalog, Format, adapter_for
from gateway.pipeline import Outcome, produce, receive

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
FORMAT = CATALOG.get("dcsa/transport-document@3")
SAMPLES = sorted((FORMAT.folder / "samples/good").glob("*.json"))
WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**9,
    "",
    " ",
    "x",
    "X" * 40,
    "X" * 400,
    "2026-02-30",
    "2026-02-28",
    "DEHAM",
    "KGM",
    [],
    {},
    ["a"] * 7,
]
"""what is put in the place of a value"""


@pytest.fixture(scope="module")
def published(shared: Path) -> Any:
    """The publisher's schema of the transport document: OpenAPI 3.0 has the words of draft 4."""
    file = shared / "corpus/dcsa/specs/ebl/v3/EBL_v3.0.4.yaml"
    whole = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    schema = {
        "$ref": "#/components/schemas/TransportDocument",
        "components": {"schemas": whole["components"]["schemas"]},
    }
    return jsonschema_rs.Draft4Validator(schema, validate_formats=True)


def accepted(document: Any, format: Format = FORMAT) -> bool:
    """What our schema says."""
    adapter = adapter_for("json")
    (part,) = adapter.split(json.dumps(document).encode(), Limits())
    findings = adapter.check(adapter.read(part, format.spec, Limits()), format.spec)
    return worst(findings) is not Severity.ERROR


Place = tuple[str | int, ...]


def places(value: Any, above: Place = ()) -> Iterator[Place]:
    """The way to every member and item."""
    for key, held in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*above, key)
        if isinstance(held, (dict, list)):
            yield from places(held, (*above, key))


def holder(document: Any, place: Place) -> Any:
    """The object or array that holds a place."""
    return reduce(lambda held, key: held[key], place[:-1], document)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_publishers_schema_accepts_our_good_samples(file: Path, published: Any) -> None:
    assert [error.message for error in published.iter_errors(json.loads(file.read_bytes()))] == []


def test_a_published_bill_is_accepted_by_ours(shared: Path, published: Any) -> None:
    text = (shared / "corpus/dcsa/samples/eblissuance-v3.0.0-request.json").read_text("utf-8")
    document = json.loads(text)["document"]
    document["transportDocumentReference"] = "A1"
    assert published.is_valid(document) and accepted(document)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_both_say_the_same_when_a_member_is_missing_or_new(file: Path, published: Any) -> None:
    everywhere = list(places(json.loads(file.read_bytes())))
    for place in Random(7).sample(everywhere, 100):
        changed = json.loads(file.read_bytes())
        del holder(changed, place)[place[-1]]
        assert accepted(changed) == published.is_valid(changed), place
        changed = json.loads(file.read_bytes())
        if isinstance(held := holder(changed, place), dict):
            held["newMember"] = "x"
            assert accepted(changed) and published.is_valid(changed), place


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_both_say_the_same_when_a_value_is_another(file: Path, published: Any) -> None:
    random, verdicts = Random(7), set()
    everywhere = list(places(json.loads(file.read_bytes())))
    for place in random.sample(everywhere, 80):
        for value in random.sample(WRONG, 5):
            changed = json.loads(file.read_bytes())
            holder(changed, place)[place[-1]] = value
            ours = accepted(changed)
            assert ours == published.is_valid(changed), (place, value)
            verdicts.add(ours)
    assert verdicts == {True, False}


CHOICES: list[tuple[str, dict[str, Any]]] = [
    ("placeOfIssue", {}), ("placeOfIssue", {"UNLocationCode": "NLRTM"}), ("placeOfIssue", {"countryCode": "NL"}),
    ("placeOfIssue", {"UNLocationCode": "NLRTM", "countryCode": "NL"}), ("placeOfIssue", {"UNLocationCode": "x", "countryCode": "NL"}),
    ("placeOfIssue", {"UNLocationCode": "x"}), ("invoicePayableAt", {"UNLocationCode": "NLRTM", "freeText": "x" * 36}),
    ("invoicePayableAt", {"freeText": 1}), ("partyContactDetails", [{"name": "A", "phone": "1" * 31, "email": "a@b"}]),
    ("partyContactDetails", [{"name": "A", "phone": "1" * 31}]), ("partyContactDetails", [{"name": "A"}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), CHOICES)
def test_both_say_the_same_of_choices(name: str, value: Any, published: Any) -> None:
    document = {**json.loads(SAMPLES[0].read_bytes()), name: value}
    assert accepted(document) == published.is_valid(document)


def changed(document: Any, random: Random) -> bytes:
    """A bill with one to four changes: other values, members gone, new, in another order, items twice."""
    everywhere = list(places(document))
    for place in random.sample(everywhere, random.choice([1, 1, 2, 4])):
        try:
            held = holder(document, place)
            match random.randrange(5):
                case 0:
                    held[place[-1]] = random.choice(WRONG)
                case 1:
                    del held[place[-1]]
                case 2:
                    held["newMember"] = random.choice([*WRONG, [[[1], {"a": None}], {"b": []}]])
                case 3:
                    members = random.sample(list(held.items()), len(held))
                    held.clear()
                    held.update(members)
                case _:
                    held.append(random.choice(held))
        except (LookupError, TypeError, AttributeError):
            continue  # an earlier change took the place away, or it is of the other kind
    return json.dumps(document).encode()


def said(data: bytes) -> Any:
    """What JSON says, with the digits of its numbers."""
    return json.loads(
        data, parse_float=lambda digits: ("number", digits), parse_int=lambda digits: ("number", digits)
    )


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_changed_bill_is_accounted_for_and_comes_back_as_it_was(file: Path) -> None:
    random, valid = Random(11), 0
    for _ in range(120):
        data = changed(json.loads(file.read_bytes()), random)
        (result,) = receive(data, CATALOG, as_format=FORMAT.id, allow_invalid=True)
        assert result.counts is not None and result.counts.unaccounted == 0
        assert result.message is not None
        written = produce(result.message, FORMAT).data
        assert written is not None
        if result.outcome is Outcome.VALID:
            valid += 1
            assert said(written) == said(data)
    assert valid > 20
