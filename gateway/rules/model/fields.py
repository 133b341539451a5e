"""Which fields of a class hold codes of a list: the model says so beside each field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gateway.model.base import Model
from gateway.rules.model.subject import Subject


def fields_with(subject: Subject, *lists: str) -> Iterator[tuple[type[Model], tuple[str, ...]]]:
    """The classes of a message that have fields with one of these code lists, and the names of the fields."""
    for kind in subject.kinds:
        fields = coded_fields(kind, lists)
        if fields:
            yield kind, fields


@cache
def coded_fields(kind: type[Model], lists: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a class that hold codes of one of these lists."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("codes") in lists
    )
