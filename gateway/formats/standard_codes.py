"""Code lists that all formats share: countries, currencies, units, packages, modes, with their validity.

A list is a file `schemas/_codes/NAME.csv` under a data root: two lines `# source:` and `# date:`, then
the columns `code,name,valid_from,valid_to`. The last data root that has the file wins, so that a site
can replace a list. Countries and currencies are those of ISO 3166-1, 3166-3 and 4217 as the package
pycountry has them, and the file holds what stands beside these.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from gateway.formats.catalog import data_roots

FOLDER = "_codes"
COLUMNS = ["code", "name", "valid_from", "valid_to"]

TITLES: dict[str, str] = {
    "countries": "Countries: ISO 3166-1, withdrawn ones of ISO 3166-3, and codes of customs lists",
    "currencies": "Currencies: ISO 4217 and withdrawn ones",
    "hs-chapters": "Chapters of the Harmonized System",
    "movement-number-countries": "Countries whose movement reference numbers end in a check digit",
    "packages": "Kinds of packages: UN/ECE Recommendation 21",
    "tariff-units": "Units of a tariff beside those of Recommendation 20",
    "transport-modes": "Modes of transport: UN/ECE Recommendation 19",
    "units": "Units of measure: UN/ECE Recommendation 20",
}
"""What the lists are that the project ships; a site may lay others beside them."""


class UnknownList(LookupError):
    """No data root has a list of this name."""


class ListUnusable(ValueError):
    """The file of a list is not what it must be; the text says the file, the line and what was expected."""


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One code: its name (may be empty), and the first and the last day that it is valid (`CCYY-MM-DD`).

    An empty day is no limit.
    """

    code: str
    name: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def valid(self, day: str | None) -> bool:
        """Whether it is valid on a day; without a day it is enough that it ever was."""
        if day is None:
            return True
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """A list with its source and its date; a code may stand in it several times, with several validities."""

    name: str
    title: str
    source: str
    date: str
    codes: tuple[ListedCode, ...]
    files: tuple[Path, ...] = field(default=())

    @cached_property
    def by_code(self) -> dict[str, list[ListedCode]]:
        """The entries by their code."""
        found: dict[str, list[ListedCode]] = {}
        for entry in self.codes:
            found.setdefault(entry.code, []).append(entry)
        return found

    @cached_property
    def always(self) -> frozenset[str]:
        """The codes that are valid without a limit."""
        return frozenset(c.code for c in self.codes if not c.valid_from and not c.valid_to)

    def knows(self, code: str, day: str | None = None) -> bool:
        """Whether a code is in the list and valid on a day (`CCYY-MM-DD`)."""
        return code in self.always or any(entry.valid(day) for entry in self.by_code.get(code, ()))


def list_names(roots: Sequence[Path] | None = None) -> list[str]:
    """The names of all lists, sorted."""
    folders = [root / "schemas" / FOLDER for root in (data_roots() if roots is None else roots)]
    return sorted({file.stem for folder in folders for file in folder.glob("*.csv")})


def standard_list(name: str, roots: Sequence[Path] | None = None) -> CodeList:
    """The list of a name. Raises UnknownList and ListUnusable."""
    if roots is None:
        # Rules ask often: the roots are looked for once for each value of the variable that names them.
        roots = _roots(os.environ.get("GATEWAY_DATA", ""))
    return _list(name, tuple(roots))


@lru_cache(maxsize=8)
def _roots(named: str) -> tuple[Path, ...]:
    return tuple(data_roots())


@lru_cache(maxsize=64)
def _list(name: str, roots: tuple[Path, ...]) -> CodeList:
    files = [root / "schemas" / FOLDER / f"{name}.csv" for root in roots]
    file = next((file for file in reversed(files) if file.is_file()), None)
    if file is None:
        raise UnknownList(name)
    return read_list(file)


def read_list(file: Path) -> CodeList:
    """The list of a file, with what the package pycountry adds to its name. Raises ListUnusable."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ListUnusable(f"{file}: {error}") from None
    head = [line.partition(": ")[2] for line in [*lines[:2], "", ""][:2]]
    if not all(head) or [line[:8] for line in lines[:2]] != ["# source", "# date: "]:
        raise ListUnusable(f"{file}:1: expected the lines '# source: ...' and '# date: CCYY-MM-DD'")
    rows = list(csv.reader(lines[2:], strict=True))
    if not rows or rows[0] != COLUMNS:
        raise ListUnusable(f"{file}:3: expected the columns {','.join(COLUMNS)}")
    for number, row in enumerate(rows[1:], 4):
        if row and (len(row) != len(COLUMNS) or not row[0]):
            raise ListUnusable(f"{file}:{number}: expected a code and {len(COLUMNS) - 1} more cells")
    own = tuple(ListedCode(*row) for row in rows[1:] if row)
    name = file.stem
    source, date = head
    taken = {"countries": _iso_countries, "currencies": _iso_currencies}.get(name)
    if taken is not None:
        source, own = f"{source}; pycountry {_release()}", (*taken(), *own)
    return CodeList(name, TITLES.get(name, name), source, date, own, (file,))


def _release() -> str:
    import pycountry

    return str(pycountry.__version__)


def _iso_countries() -> Iterator[ListedCode]:
    import pycountry

    for country in pycountry.countries:
        yield ListedCode(country.alpha_2, country.name)
    for country in pycountry.historic_countries:
        code, end = getattr(country, "alpha_2", ""), getattr(country, "withdrawal_date", "")
        if code:
            yield ListedCode(code, country.name, "", end if len(end) == 10 else f"{end}-12-31")


def _iso_currencies() -> Iterator[ListedCode]:
    import pycountry

    for currency in pycountry.currencies:
        yield ListedCode(currency.alpha_3, currency.name)
