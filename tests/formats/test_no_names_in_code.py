"""A format is a folder of data: no country, agency or national system is named in code."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest

import gateway
from gateway.formats import Catalog

PACKAGE = Path(gateway.__file__).parent
SYSTEMS = (
    "ABI", "ACE", "AES", "AMS", "ASYCUDA", "ATLAS", "CBP", "CBSA", "CDS", "CHIEF", "DELTA", "DMS", "GovTalk",
    "HMRC", "ICEGATE", "ICS", "ICS2", "NACCS", "NCTS", "PLDA", "SARS", "Siscomex", "TradeNet", "UK", "EU", "USA",
    "European Union", "Great Britain", "United Kingdom", "British", "Indian", "European",
)  # fmt: skip
"""Agencies, their systems and unions of countries; abbreviations count in capitals only."""

INTERNATIONAL = {"un", "oasis", "dcsa", "xx"}
"""Owners of formats that are no country's: the standard that an adapter reads may be named."""


def names() -> set[str]:
    """What may not stand in code: countries, agencies, systems and the national formats."""
    countries = {
        name
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", ""))
    }
    # A name of one plain word (`sad`) is a word like any other.
    formats = {f.name for f in Catalog.load() if f.owner not in INTERNATIONAL and "-" in f.name}
    return {*countries, *SYSTEMS, *formats} - {""}


def words(file: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every name, string and comment of a module."""
    with tokenize.open(file) as handle:
        for token in tokenize.generate_tokens(handle.readline):
            if token.type in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
                yield token.start[0], token.string.replace("_", " ")


FILES = sorted(PACKAGE.rglob("*.py"))
BANNED = re.compile(
    rf"(?<![\w-])({'|'.join(map(re.escape, sorted(names(), key=len, reverse=True)))})(?![\w-])"
)


@pytest.mark.parametrize("package", sorted({f.relative_to(PACKAGE).parts[0] for f in FILES}))
def test_no_code_names_a_country_an_agency_or_a_national_system(package: str) -> None:
    told = [
        f"{file.relative_to(PACKAGE)}:{line}: {found.group()}"
        for file in FILES
        if file.relative_to(PACKAGE).parts[0] == package
        for line, text in words(file)
        for found in BANNED.finditer(text)
    ]
    assert told == []


def test_the_names_are_found_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text('"""For India."""\nCDS_ONLY = "cds-declaration"  # as in NCTS\nplain = "sad"\n', "utf-8")
    found = [match.group() for _, text in words(file) for match in BANNED.finditer(text)]
    assert found == ["India", "CDS", "cds-declaration", "NCTS"]
