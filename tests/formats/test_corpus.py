"""Every value of publishers' messages is accounted for, and every one comes back equal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.accounts import Figures, account
from benchmarks.publishers import PUBLISHED, Published
from gateway.formats import Catalog

ASKED = {
    "gb/cds-declaration@3.6": (267, 26_000, 0),
    "gb/cds-notification@3.6": (761, 22_000, 20),
    "eu/ncts-cc015c@5.1": (72, 4_600, 0),
    "eu/ncts-cc028c@5.1": (1, 10, 0),
    "eu/ncts-cc056c@5.1": (2, 30, 0),
    "eu/ncts-cc029c@5.1": (1, 80, 1),
    "gb/ens-cc315a@11.2": (220, 6_800, 24),
    "gb/ens-cc313a@11.2": (220, 6_800, 24),
    "oasis/export-customs-declaration@2.4": (1, 150, 0),
}
"""Least number of valid messages and of their values, and how many others the schemas refuse."""


@pytest.fixture(scope="module", params=PUBLISHED, ids=lambda published: published.format)
def published(request: pytest.FixtureRequest) -> Published:
    """One format whose publisher's messages are there."""
    found: Published = request.param
    return found


@pytest.fixture(scope="module")
def figures(shared: Path, published: Published) -> Figures:
    """The corpus of a format, read and written back once."""
    return account(shared, published)


def test_nothing_is_wrong_with_any_message(figures: Figures) -> None:
    assert figures.wrong == []


def test_all_messages_were_asked(figures: Figures, published: Published) -> None:
    least, values, invalid = ASKED[published.format]
    assert figures.messages >= least
    assert figures.values > values
    assert figures.invalid == invalid


def test_every_value_that_is_counted_apart_is_accounted_for(figures: Figures) -> None:
    assert figures.counts.values == figures.values
    assert figures.counts.unaccounted == 0


def test_every_value_of_the_models_is_accounted_for(figures: Figures) -> None:
    assert figures.written.values > 0
    assert figures.written.unaccounted == 0


def test_all_round_trips_are_equal(figures: Figures) -> None:
    assert figures.equal == figures.messages


def test_the_model_carries_what_the_format_promises(
    figures: Figures, published: Published, catalog: Catalog
) -> None:
    floor = published.promise or catalog.get(published.format).floor
    assert floor >= 0.98 or published.promise is not None
    assert figures.counts.carried >= floor
    assert not figures.short_of(floor)


def test_what_is_not_carried_is_listed_in_the_readme(
    figures: Figures, published: Published, catalog: Catalog
) -> None:
    text = (catalog.get(published.format).folder / "README.md").read_text("utf-8")
    section = _bare(text.partition("\n## Residue\n")[2].partition("\n## ")[0])
    assert section.strip()
    assert [path for path in map(_bare, figures.residue) if f"{path}`" not in section] == []


def _bare(paths: str) -> str:
    """Paths without prefixes, which are the senders' own."""
    return re.sub(r"/[\w.-]+:", "/", paths)
