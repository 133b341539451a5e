"""The one way in which reading gives up, and the one in which it makes a remark."""

from __future__ import annotations

from gateway.findings import NOWHERE, Code, Finding, Stage, Unreadable, Where

_SHOWN = 200
"""characters of a value that a finding repeats"""


def unreadable(
    code: Code,
    message: str,
    value: str | None = None,
    expected: str | None = None,
    where: Where = NOWHERE,
    help: str | None = None,
) -> Unreadable:
    """The exception that carries one finding."""
    return Unreadable([noted(code, message, value, expected, where, help)])


def noted(
    code: Code,
    message: str,
    value: str | None = None,
    expected: str | None = None,
    where: Where = NOWHERE,
    help: str | None = None,
) -> Finding:
    """A finding of reading, with the severity of its code; its help is the code's fix unless there is a better one."""
    shown = None if value is None else value[:_SHOWN]
    return Finding(
        code, message, Stage.PARSE, where, code.severity, shown, expected or code.meaning, help or code.fix
    )
