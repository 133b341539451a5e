"""Codes against a list that all formats share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from gateway.formats import standard_list
from gateway.model.base import Model
from gateway.rules.model.fields import fields_with
from gateway.rules.model.rule import Broken
from gateway.rules.model.subject import Subject


def unknown(
    subject: Subject, lists: tuple[str, ...], named: tuple[str, ...], expected: str, kind: type[Model] = Model
) -> Iterator[Broken]:
    """Codes that none of the shared `lists` knows on the day of the message.

    `named` are the words that the model has for the list beside its fields; `kind` leaves the
    fields of other classes out.
    """
    known = [standard_list(name) for name in lists]

    def strange(code: str) -> bool:
        return not any(one.knows(code, subject.day) for one in known)

    for found, fields in fields_with(subject, *named):
        if issubclass(found, kind):
            yield from _strange(subject, found, fields, strange, expected)


def _strange(
    subject: Subject,
    kind: type[Model],
    fields: tuple[str, ...],
    strange: Callable[[str], bool],
    expected: str,
) -> Iterator[Broken]:
    owners = subject.exactly(kind)
    for field in fields:
        codes = set(map(attrgetter(field), owners))
        wrong = {code for code in codes if code is not None and strange(code)}
        if not wrong:
            continue
        for owner in owners:
            code = getattr(owner, field)
            if code in wrong:
                on = f" on {subject.day}" if subject.day else ""
                yield Broken(owner, field, code, f"is {code!r}, which is not known{on}", expected)
