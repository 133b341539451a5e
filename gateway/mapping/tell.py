"""What is told of values that do not fit: native ones, and those of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from gateway.findings import Finding, Stage, Where
from gateway.mapping import codes, reading
from gateway.mapping.ledger import Lost
from gateway.mapping.table import Row


def refused(format: str, rows: Sequence[Row], problem: tuple[Any, ...], where: Where) -> Finding:
    """A native value that its converter, constant or count does not accept."""
    kind, number, _, attribute, text, expected = problem
    row = rows[number]
    code = {
        "constant": codes.CONSTANT_DIFFERS,
        "count": codes.COUNT_DIFFERS,
        "sum": codes.COUNT_DIFFERS,
    }.get(kind, codes.REFUSED)
    target = "/".join(step.name for step in row.models[0]) if row.models else "the format"
    if attribute and where.path:
        where = replace(where, path=f"{where.path}/@{attribute}")
    return Finding(
        code,
        f"{text!r} is not what {target} takes",
        Stage.TO_MODEL,
        where,
        code.severity,
        text,
        expected,
        code.fix,
        format,
        rule=f"{row.file}:{row.line}",
    )


def refused_by_model(format: str, error: ValidationError, k: reading.Account) -> Iterator[Finding]:
    """Values that the model does not take; they are put into its extensions."""
    for problem in error.errors(include_url=False):
        path = "/".join(str(step) for step in problem["loc"])
        owner: Any = k.root
        trail = [step for step in problem["loc"]]
        for step in trail[:-1]:
            owner = owner[step]
        value = owner.pop(trail[-1])
        k.root.setdefault("extensions", []).append(
            {
                "format": format,
                "kind": "unmapped",
                "path": f"#{path}",
                "value": str(value),
                "reason": problem["msg"],
            }
        )
        yield Finding(
            codes.MODEL_REFUSES,
            f"the model does not take {path}",
            Stage.TO_MODEL,
            Where(),
            codes.MODEL_REFUSES.severity,
            str(value),
            problem["msg"],
            codes.MODEL_REFUSES.fix,
            format,
        )


def not_writable(format: str, row: Row, value: str, expected: str) -> Finding:
    """A value of the model that the format cannot take."""
    path = "/".join(step.name for step in row.models[0])
    return Finding(
        codes.NOT_WRITABLE,
        f"{path} cannot be written as {format} has it",
        Stage.FROM_MODEL,
        Where(path=path),
        codes.NOT_WRITABLE.severity,
        value,
        expected,
        codes.NOT_WRITABLE.fix,
        format,
        rule=f"{row.file}:{row.line}",
    )


def lost(format: str, loss: Lost) -> Finding:
    """A value of the model for which the format has no place."""
    code, where = codes.LOST, Where(path=loss.model_path)
    told = f"{loss.model_path} is not carried: {loss.reason}"
    return Finding(code, told, Stage.FROM_MODEL, where, code.severity, loss.value, None, code.fix, format)
