"""Converters, found by their place: examples run both ways, and refusals say what was expected."""

from __future__ import annotations

import importlib
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.mapping import converters
from gateway.mapping.converters import Converter, converter

EXAMPLES = [
    pytest.param(name, *example, id=f"{name}-{number}")
    for name in converters.names()
    for number, example in enumerate(importlib.import_module(f"{converters.__name__}.{name}").EXAMPLES)
]

REFUSED = [
    ("boolean", (), "yes"),
    ("codes", ("kinds",), "unknown"),
    ("decimal", (), "1e3"),
    ("decimal", (), "1,5"),
    ("decimal", (), "٣"),
    ("digest", (), "not base64!"),
    ("digest", (), "Z29vZHM"),
    ("integer", (), "1.5"),
    ("integer", (), "9" * 19),
    ("isodate", (), "2026-02-30"),
    ("isodate", (), "01.03.2026"),
    ("lines", ("2",), ("", None)),
    ("split", ("2", "2"), "400"),
    ("split", ("2", "2"), "40001"),
    ("trim", (), "  "),
    ("wcodate", (), ("20260230", "102")),
    ("wcodate", (), ("20260301", "203")),
    ("wcodate", (), ("20260301", None)),
    ("wcodate", ("102", "304"), ("202603011015", "203")),
]

UNWRITABLE = [
    ("codes", ("kinds",), "unknown"),
    ("digest", (), "089857f9c407941715faed7f7321a5534f6f825b0d2c074d86e62ffe95071d76"),
    ("isodate", ("day",), "2026-03-01T10:15"),
    ("pieces", ("5", "2"), "eleven long"),
    ("split", ("2", "2"), ("40", "0")),
    ("split", ("2", "*"), (None, "A")),
    ("wcodate", (), "2026-03"),
    ("wcodate", ("102", "304"), "2026-03-01T10:15"),
]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{converters.__name__}.{name}")


def _made(name: str, arguments: tuple[str, ...] = ()) -> Converter:
    return converter(name, arguments, getattr(_module(name), "EXAMPLE_TABLES", {}))


@pytest.mark.parametrize("name", converters.names())
def test_every_converter_has_the_parts_that_its_place_asks_for(name: str) -> None:
    module = _module(name)
    assert module.EXAMPLES
    assert module.ARITY in ("1:1", "2:1", "1:n", "n:1", "m:1")
    assert isinstance(module.TYPE, type)


@pytest.mark.parametrize(("name", "arguments", "texts", "values"), EXAMPLES)
def test_an_example_reads_to_its_value_and_writes_to_its_text(
    name: str, arguments: tuple[str, ...], texts: Any, values: Any
) -> None:
    made = _made(name, arguments)
    assert made.read(texts) == values
    if not made.one_way:
        assert made.write(values) == texts


@pytest.mark.parametrize(("name", "arguments", "texts"), REFUSED)
def test_a_refused_text_is_told_with_what_was_expected(
    name: str, arguments: tuple[str, ...], texts: Any
) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        _made(name, arguments).read(texts)
    assert "Invalid isoformat" not in str(refusal.value)


@pytest.mark.parametrize(("name", "arguments", "values"), UNWRITABLE)
def test_a_value_that_cannot_be_written_is_told_with_what_was_expected(
    name: str, arguments: tuple[str, ...], values: Any
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _made(name, arguments).write(values)


def test_an_unknown_converter_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="decimal"):
        converter("decimals", (), {})


def test_a_missing_code_table_is_named() -> None:
    with pytest.raises(ValueError, match=r"values/colours\.csv"):
        converter("codes", ("colours",), {})


def test_a_one_way_code_serves_its_way_alone() -> None:
    rows = [
        {"native": "A", "model": "x", "direction": ""},
        {"native": "B", "model": "x", "direction": "read"},
        {"native": "A", "model": "y", "direction": "write"},
    ]
    made = converter("codes", ("kinds",), {"kinds": rows})
    assert (made.read("A"), made.read("B")) == ("x", "x")
    assert (made.write("x"), made.write("y")) == ("A", "A")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_decimal_keeps_its_digits(value: Decimal) -> None:
    made = _made("decimal")
    text = f"{value:f}"
    assert made.read(text) == value
    assert made.write(made.read(text)) == text


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_an_integer_is_written_as_it_was_read(value: int) -> None:
    made = _made("integer")
    assert made.read(made.write(value)) == value


@given(st.datetimes(), st.sampled_from(["", "Z", "+01:00", "-05:30"]))
def test_a_wco_date_with_a_second_reads_as_it_was_written(moment: Any, zone: str) -> None:
    made = _made("wcodate")
    value = moment.replace(microsecond=0).isoformat() + zone
    assert made.read(made.write(value)) == value


@given(st.text("ab1 ", min_size=1, max_size=9))
def test_a_split_text_is_joined_again_or_refused(text: str) -> None:
    made = _made("split", ("2", "*"))
    if len(text) == 1:
        with pytest.raises(ValueError, match="widths"):
            made.read(text)
    else:
        assert made.write(made.read(text)) == text


@given(st.lists(st.text("ab ", min_size=1, max_size=5), min_size=1, max_size=4))
def test_pieces_join_to_a_text_that_reads_the_same_again(pieces: list[str]) -> None:
    made = _made("pieces", ("5", "9"))
    text = made.read(tuple(pieces))
    assert made.read(made.write(text)) == text
