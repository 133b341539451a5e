"""`gateway demo`: the main job, shown on this machine from beginning to end."""

from __future__ import annotations

import click

from gateway.cli.exits import Exit


@click.command("demo", short_help="Show a gateway at work, with receivers on this machine.")
@click.option(
    "--keep", is_flag=True, help="Leave everything running until an interrupt; print how to try it."
)
def command(keep: bool) -> None:
    """Run a gateway with two receivers and an agency on this machine.

    Shows what happens to good and bad messages, and how the agency's answers come back.

    Everything lies in a temporary folder and listens on 127.0.0.1 alone. Exits with 0 when every
    expectation held, else with 1 and the list of those that did not.
    """
    from gateway.cli.demo import tell_story

    raise click.exceptions.Exit(Exit.CLEAN if tell_story(keep=keep) else Exit.FINDINGS)
