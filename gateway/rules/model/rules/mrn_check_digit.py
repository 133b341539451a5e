"""The check digit of movement reference numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.formats import standard_list
from gateway.model.base import Model
from gateway.model.cargo_report import CargoReport
from gateway.model.declaration import Declaration
from gateway.model.document import PreviousDocument
from gateway.rules.model import codes
from gateway.rules.model.check_digits import iso_6346
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

KINDS = frozenset(
    ("MRN", "NMRN", "N355", "N337", "N820", "N821", "N822", "N825", "355", "337", "820", "821", "822")
)
"""Kinds of previous documents whose number is such a one."""

_SHAPE = re.compile(r"[0-9]{2}([A-Z]{2})[A-Z0-9]{13}[0-9]")


def check(subject: Subject) -> Iterator[Broken]:
    """Numbers that authorities gave, where they have the shape; other countries have rules of their own."""
    countries = standard_list("movement-number-countries")
    for owner, number in _numbers(subject):
        found = _SHAPE.fullmatch(number or "")
        if number is None or found is None or not countries.knows(found[1]):
            continue
        right = str(iso_6346(number[:17]))
        if right != number[17]:
            told = f"has the check digit {number[17]}, but that of {number[:17]} is {right}"
            yield Broken(owner, "id", number, told, f"{number[:17]}{right}, if only that is wrong")


def _numbers(subject: Subject) -> Iterator[tuple[Model, str | None]]:
    for declaration in subject.all(Declaration):
        yield declaration, declaration.id
    for report in subject.all(CargoReport):
        yield report, report.id
    for document in subject.all(PreviousDocument):
        if document.type_code in KINDS:
            yield document, document.id


RULE = Rule(
    codes.MRN_CHECK_DIGIT,
    check,
    on=(Declaration, CargoReport, PreviousDocument),
    broken={"declaration": {"id": "22ITZXBZYUTJFLJXK5"}},
    sound={"declaration": {"id": "22ITZXBZYUTJFLJXK6"}},
)
