"""`gateway serve`: the HTTP service."""

from __future__ import annotations

from importlib import import_module

import click

STOP_SECONDS = 30
"""how long a stop waits for requests that are being answered"""


@click.command("serve", short_help="Run the HTTP service and the delivery worker.")
@click.option(
    "--host", envvar="GATEWAY_HOST", help="The address; without it GATEWAY_HOST, and else 127.0.0.1."
)
@click.option(
    "--port", envvar="GATEWAY_PORT", type=click.IntRange(0, 65535), help="The port; likewise, and else 8080."
)
@click.option("--no-worker", is_flag=True, help="Do not deliver; `gateway worker` does in another process.")
def command(host: str | None, port: int | None, no_worker: bool) -> None:
    """Run the HTTP service until it is stopped; delivery runs in the same process.

    Everything else is set by GATEWAY_... variables; `gateway doctor` shows them.
    """
    import uvicorn

    from gateway.cli.serving import delivering, settings, stopped_by_signals

    chosen = settings()
    # The faces do not import each other; this command only starts the other one.
    application = import_module("gateway.api").create_app(chosen)
    # The server stops by itself and then repeats the signal, which must not cut off what comes after it.
    stopped_by_signals()
    with delivering(chosen, wanted=not no_worker):
        uvicorn.run(
            application, host=host or chosen.host, port=chosen.port if port is None else port, log_config=None, access_log=False, server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )  # fmt: skip
