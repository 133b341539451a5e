"""What a command says by its exit code, and the exceptions that end one."""

from __future__ import annotations

from enum import IntEnum

import click


class Exit(IntEnum):
    """The exit codes of every command; the gravest thing that happened wins."""

    CLEAN = 0
    FINDINGS = 1
    """a finding of severity error, or a message that is not equal, valid or identified"""
    USAGE = 2
    """the command, its files or its configuration are wrong"""
    FAILURE = 3
    """our own fault"""


class Misuse(click.ClickException):
    """The command cannot be carried out as it was asked; the text says what to change."""

    exit_code = Exit.USAGE


class Tally:
    """The gravest exit code so far."""

    def __init__(self) -> None:
        self.code = Exit.CLEAN

    def add(self, code: Exit) -> None:
        """Count one more outcome."""
        self.code = max(self.code, code)

    def end(self, *, exit_zero: bool = False) -> None:
        """End the command; findings count as clean under `--exit-zero`, other codes never do."""
        code = Exit.CLEAN if exit_zero and self.code is Exit.FINDINGS else self.code
        raise click.exceptions.Exit(code)
