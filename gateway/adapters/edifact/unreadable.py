"""The one way in which reading EDIFACT gives up."""

from __future__ import annotations

from gateway.findings import NOWHERE, Code, Finding, Stage, Unreadable, Where


def unreadable(
    code: Code,
    message: str,
    value: str | None = None,
    expected: str | None = None,
    where: Where = NOWHERE,
    help: str | None = None,
) -> Unreadable:
    """The exception that carries one finding; its help is the code's fix unless there is a better one."""
    return Unreadable([noted(code, message, value, expected, where, help)])


def noted(
    code: Code,
    message: str,
    value: str | None = None,
    expected: str | None = None,
    where: Where = NOWHERE,
    help: str | None = None,
) -> Finding:
    """A finding of reading, with the severity of its code."""
    shown = None if value is None else value[:200]
    return Finding(
        code, message, Stage.PARSE, where, code.severity, shown, expected or code.meaning, help or code.fix
    )
