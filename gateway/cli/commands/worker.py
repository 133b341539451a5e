"""`gateway worker`: delivery alone."""

from __future__ import annotations

import click


@click.command("worker", short_help="Run the delivery worker alone.")
@click.option("--once", is_flag=True, help="Deliver what is due now, and exit.")
def command(once: bool) -> None:
    """Deliver messages to their receivers until stopped by an interrupt or SIGTERM."""
    from gateway.cli.serving import opened, settings, stopped_by_signals

    with opened(settings()) as gateway:
        if once:
            click.echo(f"{gateway.deliver_due()} delivered")
            return
        gateway.run_worker(stopped_by_signals())
