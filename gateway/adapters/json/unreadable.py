"""The one way in which reading JSON gives up."""

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
    found = Finding(code, message, Stage.PARSE, where, value=value, expected=expected, help=help or code.fix)
    return Unreadable([found])
