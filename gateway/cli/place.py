"""Commands by their place: every module of a package that has a `command` is a command."""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches

import click


class CommandsByPlace(click.Group):
    """A group whose commands are the modules of a package, imported when they are called for.

    The module `gap_report` is the command `gap-report`; a package is a group of its own.
    """

    def __init__(self, package: str, **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(self._modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or `None`."""
        name = self._modules().get(cmd_name)
        if name is None:
            return None
        command = getattr(importlib.import_module(name), "command", None)
        return command if isinstance(command, click.Command) else None

    def _modules(self) -> dict[str, str]:
        """The modules of all commands by the name of the command."""
        folder = importlib.import_module(self.package).__path__
        names = [f"{self.package}.{module.name}" for module in pkgutil.iter_modules(folder)]
        return {name.rpartition(".")[2].replace("_", "-"): name for name in names}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments call; an unknown name is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            nearest = get_close_matches(args[0], self.list_commands(ctx), 1)
            if not nearest:
                raise
            raise click.UsageError(f"{error.message} Did you mean {nearest[0]!r}?", ctx) from None
