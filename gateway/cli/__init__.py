"""The command line: one file a verb in `gateway/cli/commands`, found by its place."""

from __future__ import annotations


def main() -> None:
    """Run the command line with the arguments of the process; does not return."""
    from gateway.cli.application import application

    application.main()


__all__ = ["main"]
