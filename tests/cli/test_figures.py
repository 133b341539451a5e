"""The figures of formats in docs/formats.md."""

from __future__ import annotations

import pytest

from gateway.cli.figures import carried_values, figures_of
from gateway.cli.figures.reference import BEGIN, END, render_figures
from gateway.cli.section import replaced
from gateway.formats import Catalog


def test_every_field_has_one_class():
    for format in Catalog.load():
        found = figures_of(format)
        classes = (found.mapped, found.constant, found.kept, found.ignored, found.unnamed)
        assert found.fields == sum(classes) > 0, format.id
        assert 0 < found.share <= 1 and found.good >= 3 and found.bad >= 5, format.id


def test_values_of_samples_are_carried_to_the_floor():
    format = Catalog.load().get("xx/example@1")
    counts = carried_values(format)
    assert counts.values > 100 and counts.carried >= format.floor and counts.unaccounted == 0


def test_the_table_has_a_row_for_every_format():
    rows = render_figures().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [format.id for format in Catalog.load()]


def test_only_what_stands_between_the_markers_is_replaced():
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert replaced(page, BEGIN, END, "new\n") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(ValueError, match="no place for it"):
        replaced("no markers", BEGIN, END, "new")
