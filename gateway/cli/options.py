"""Options that several commands share, so that each reads the same everywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from gateway.findings.language import ENGLISH, LANGUAGES
from gateway.findings.render import OUTPUTS
from gateway.findings.render_text import PLAIN, Style

Command = TypeVar("Command", bound=Callable[..., Any])

files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
stdin_name = click.option(
    "--stdin-name", default="-", metavar="NAME", help="What to call the standard input (-) in the output."
)
as_format = click.option(
    "--as", "as_format", metavar="FORMAT", help="The format of the messages, instead of identifying it."
)
jobs = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that share the files."
)
exit_zero = click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
limit_findings = click.option(
    "--limit-findings", type=click.IntRange(0), metavar="N", help="Show at most N findings of a message."
)
output = click.option(
    "--output", type=click.Choice(OUTPUTS), default=OUTPUTS[0], show_default=True, help="How to print."
)
language = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=ENGLISH,
    show_default=True,
    help="The language in which findings are told; codes are the same in all.",
)
table_output = click.option(
    "--output",
    type=click.Choice(("text", "json", "jsonl")),
    default="text",
    show_default=True,
    help="How to print.",
)


def style() -> Style:
    """Colours only on a terminal, and not where `NO_COLOR` is set or the terminal is dumb."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(colour=True) if wanted and sys.stdout.isatty() else PLAIN
