"""Every value of publishers' declarations is accounted for, and every one comes back equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accounts import FORMAT, Figures, account
from gateway.formats import Catalog


@pytest.fixture(scope="module")
def figures(shared: Path) -> Figures:
    """The corpus, read and written back once."""
    return account(shared)


def test_nothing_is_wrong_with_any_declaration(figures: Figures) -> None:
    assert figures.wrong == []


def test_all_declarations_were_asked(figures: Figures) -> None:
    assert figures.messages >= 267


def test_every_value_that_is_counted_apart_is_accounted_for(figures: Figures) -> None:
    assert figures.values > 26_000
    assert figures.counts.values == figures.values
    assert figures.counts.unaccounted == 0


def test_every_value_of_the_models_is_accounted_for(figures: Figures) -> None:
    assert figures.written.values > 0
    assert figures.written.unaccounted == 0


def test_all_round_trips_are_equal(figures: Figures) -> None:
    assert figures.equal == figures.messages


def test_the_model_carries_what_the_format_promises(figures: Figures, catalog: Catalog) -> None:
    floor = catalog.get(FORMAT).floor
    assert floor >= 0.98
    assert figures.counts.carried >= floor
    assert not figures.short_of(floor)


def test_what_is_not_carried_is_listed_in_the_readme(figures: Figures, catalog: Catalog) -> None:
    text = (catalog.get(FORMAT).schema_dir / "README.md").read_text("utf-8")
    section = text.partition("\n## Residue\n")[2].partition("\n## ")[0]
    assert section.strip()
    assert [path for path in figures.residue if path not in section] == []
