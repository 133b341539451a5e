"""Elements that facts prove for a format: their WCO paths, and where the format has each.

The facts are the crosswalk tables of `../shared/facts`; those of the sheet, whose columns are our own, stand beside this
file. A place that the facts only propose, or that is a group and holds no value, is none.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conftest import SHARED

FACTS = SHARED / "facts"
SHEET = Path(__file__).with_name("declaration-sheet.csv")

_CROSSWALK = {
    "asycuda/sad": "asycuda-sad",
    "in/bill-of-entry": "in-bill-of-entry",
    "oasis/import-customs-declaration": "ubl-customs-declarations",
    "oasis/export-customs-declaration": "ubl-customs-declarations",
    "oasis/transit-customs-declaration": "ubl-customs-declarations",
    "gb/ens-cc315a": "ens-cc315a",
    "dcsa/transport-document": "dcsa-transport-document",
}
_ELEMENTS = {"gb/cds-declaration": "uk_cds_xpath", "eu/ncts-cc015c": "ncts_p5_xpath"}
_EDIFACT = {"un/cusdec": "CUSDEC", "un/cuscar": "CUSCAR"}
_TEST = re.compile(r"\[(\d{4})=(\w+)\]")


@dataclass(frozen=True, order=True)
class Fact:
    """Where a format has an element: the last names of its path, and what stands beside it (`E1153`, `ABT`)."""

    names: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """As tables have it."""
        return "/".join(self.names) + "".join(f"[{name}={value}]" for name, value in self.beside)


def fact_of(text: str) -> Fact:
    """A place as tables have it."""
    return Fact(
        tuple(re.sub(r"\[[^\]]*\]", "", text).split("/")), tuple(re.findall(r"\[(\w+)=(\w+)\]", text))
    )


def proven(format: str) -> dict[str, set[Fact]]:
    """The elements of a format (an id without its version), by WCO path."""
    found: dict[str, set[Fact]] = defaultdict(set)
    for path, fact in _facts(format):
        found[path].add(fact)
    return found


def _facts(format: str) -> Iterator[tuple[str, Fact]]:
    if format in _EDIFACT:
        for row in _rows("crosswalk/edifact-placement"):
            if row["message"] == _EDIFACT[format] and (placed := _edifact(row["placement"])):
                yield row["wco_path"], placed
    elif format in _ELEMENTS:
        for row in _rows("elements"):
            for place in _several(row[_ELEMENTS[format]]):
                yield row["class_path"], _names(place)
    elif format == "xx/declaration-sheet":
        with SHEET.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["wco_path"], _names(row["column"])
    else:
        for row in _rows(f"crosswalk/{_CROSSWALK[format]}"):
            for path in _several(row["wco_path"]):
                for place in _several(row["native_path"]):
                    yield path, _names(place)


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _several(cell: str) -> list[str]:
    parts = (part.strip().removesuffix("?").strip() for part in cell.split(" ; "))
    return [part for part in parts if part and part != "-" and not part.startswith("proposed:")]


def _names(place: str) -> Fact:
    plain = re.sub(r"\[[^\]]*\]", "", place)
    return Fact(tuple(name for name in re.split(r"[/.]", plain) if name))


def _edifact(placement: str) -> Fact | None:
    segment = re.search(r"(?:^|/)([A-Z]{3})(?=[\[/ ])", placement)
    element = re.search(r"(\d{4})(?:\.\d+)?$", placement)
    if segment is None or element is None:
        return None
    composite = re.findall(r"\b(C\d{3})\b", placement)
    names = (segment[1], *composite[-1:], f"E{element[1]}")
    return Fact(names, tuple((f"E{name}", value) for name, value in _TEST.findall(placement)))
