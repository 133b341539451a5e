"""The command `gateway`: options for all commands, and how every command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from gateway import __version__
from gateway.cli.configuration import Misconfigured, defaults, find
from gateway.cli.exits import Exit
from gateway.cli.place import CommandsByPlace
from gateway.cli.telling import say
from gateway.findings.escape import escape
from gateway.findings.finding import Finding

ISSUES = "https://github.com/trade-gateway/trade-gateway/issues"


class Application(CommandsByPlace):
    """The top group: turns whatever a command raises into one clear line and an exit code."""

    def main(self, args: Sequence[str] | None = None, **settings: Any) -> NoReturn:  # type: ignore[override]
        """Run a command and exit: 0 clean, 1 findings, 2 usage or configuration, 3 our failure."""
        settings.update(prog_name="gateway", standalone_mode=False)
        try:
            code = super().main(args, **settings)
        except click.ClickException as error:
            error.show()
            code = Exit.USAGE
        except Misconfigured as error:
            code = _say(str(error), Exit.USAGE)
        except (click.Abort, KeyboardInterrupt):
            code = _say("stopped", 130)
        except Exception as error:
            unusable = _unusable(error)
            if unusable:
                sys.exit(_say(unusable, Exit.USAGE))
            if os.environ.get("GATEWAY_DEBUG", "") not in ("", "0"):
                raise
            code = _say(_internal(error), Exit.FAILURE)
        sys.exit(code if isinstance(code, int) else Exit.CLEAN)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that has seen enough of its output ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain once more when it flushes the standard output at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(Exit.CLEAN) from None
        return result


def _say(words: str, code: int) -> int:
    say(f"gateway: {words}")
    return code


def _unusable(error: Exception) -> str | None:
    """The words for a table or file that cannot be used: its owner's mistake, not ours."""
    mapping = sys.modules.get("gateway.mapping")
    if mapping is not None and isinstance(error, mapping.MappingError):
        return f"{_told(error.findings)} (gateway formats lint says more)"
    service = sys.modules.get("gateway.service")
    if service is not None and isinstance(error, service.Misconfigured):
        return f"{escape(str(error))}: {_told(error.findings)}"
    return None


def _told(findings: Sequence[Finding]) -> str:
    """The first of some findings, in a line."""
    lines = [f"{f.code.id} {f.where.path or ''}: {f.message}" for f in findings[:5]]
    rest = f"; {len(findings) - 5} more" if len(findings) > 5 else ""
    return escape("; ".join(lines)) + rest


def _internal(error: Exception) -> str:
    return (
        f"internal error: {type(error).__name__}: {escape(str(error))}. "
        f"Run again with GATEWAY_DEBUG=1 for the details and report it at {ISSUES}"
    )


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"gateway {__version__}")
        context.exit()


@click.pass_context
def _prepare(context: click.Context, config: str | None) -> None:
    path = find(config)
    if path is not None:
        context.obj = path
        context.default_map = defaults(path, application, context)


application = Application(
    "gateway.cli.commands",
    name="gateway",
    callback=_prepare,
    params=[
        click.Option(
            ["--config"],
            metavar="FILE",
            help="Read defaults from this file instead of the nearest gateway.toml or pyproject.toml.",
        ),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Show the version and exit.",
        ),
    ],
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "GATEWAY",
        "max_content_width": 100,
    },
    help=(
        "Identify, validate and translate trade messages, and account for every value.\n\n"
        "Exit codes: 0 clean, 1 findings of severity error, 2 usage or configuration, 3 our own failure."
    ),
)
