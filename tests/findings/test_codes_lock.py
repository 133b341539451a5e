"""Codes are promises: none is renamed, removed or used again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.cli.known_codes import known_codes

LOCK = Path(__file__).parents[2] / "codes.lock"


@pytest.fixture(scope="module")
def held() -> dict[str, str]:
    """Every code that ever was, by id."""
    return dict(line.split(" ", 1) for line in LOCK.read_text(encoding="utf-8").splitlines())


def test_every_code_is_in_the_lock_under_its_name(held):
    assert {code.id: code.name for code in known_codes().values()}.items() <= held.items()


def test_the_lock_is_sorted_and_holds_each_code_once_and_each_name_once_a_prefix(held):
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(held) == len(lines)
    # Two syntaxes may call the same mistake by the same name.
    assert len({(id[:3], name) for id, name in held.items()}) == len(lines)


def test_every_code_of_the_lock_is_still_declared(held):
    assert sorted(held) == sorted(known_codes())


@pytest.mark.parametrize("field", ["meaning", "example", "fix"])
def test_every_code_says_what_it_means_and_what_to_do(field):
    assert not [code.id for code in known_codes().values() if not getattr(code, field).strip()]


def test_a_name_states_what_was_found_and_not_the_cure():
    cures = ("fix-", "use-", "add-", "remove-", "should-", "must-")
    assert not [code.id for code in known_codes().values() if code.name.startswith(cures)]


def test_the_lock_keeps_what_it_holds():
    from gateway.cli.reference import render_lock

    renewed = render_lock("AAA001 once-was\n").splitlines()
    assert "AAA001 once-was" in renewed
    assert len(renewed) == len(known_codes()) + 1
