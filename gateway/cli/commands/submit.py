"""`gateway submit`: send a message to a running gateway."""

from __future__ import annotations

import json
from typing import Any

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Misuse
from gateway.cli.inputs import one_input
from gateway.cli.printing import print_lines
from gateway.cli.telling import say
from gateway.cli.work import limits
from gateway.findings.escape import escape

_WRONG_REQUEST = (400, 401, 403, 404, 405, 411, 415)
"""answers that say that the request, not the message, is wrong"""


@click.command("submit", short_help="Send a message to a running gateway.")
@click.argument("file", metavar="FILE")
@click.option("--url", default="http://127.0.0.1:8080", show_default=True, help="Where the gateway listens.")
@click.option(
    "--key", required=True, help="The API key; better as GATEWAY_SUBMIT_KEY than on the command line."
)
@click.option("--content-type", default="application/xml", show_default=True, help="The media type of FILE.")
@click.option("--as", "as_format", metavar="FORMAT", help="Your word on the format of the message.")
@click.option("--idempotency-key", metavar="KEY", help="The same key again means the same submission.")
@click.option("--correlation-id", metavar="ID", help="Your id for everything that belongs together.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds.")
@options.stdin_name
def command(
    file: str,
    url: str,
    key: str,
    content_type: str,
    as_format: str | None,
    idempotency_key: str | None,
    correlation_id: str | None,
    timeout: float,
    stdin_name: str,
) -> None:
    """Send FILE to a gateway and print its answer, as JSON.

    Exits with 0 when it was accepted, 1 when the message was refused, 2 when the gateway cannot be
    reached or does not take the request, 3 when it failed.
    """
    entry, data = one_input(file, stdin_name=stdin_name, limit=limits().bytes)
    wanted = {
        "Authorization": f"Bearer {key}",
        "Content-Type": content_type,
        "X-Gateway-Format": as_format,
        "Idempotency-Key": idempotency_key,
        "X-Correlation-ID": correlation_id,
    }
    headers = {name: value for name, value in wanted.items() if value is not None}
    status, answer = _post(f"{url.rstrip('/')}/v1/messages", data, headers, timeout)
    print_lines([json.dumps(answer, indent=2)])
    if status >= 300:
        say(f"gateway: {escape(entry.name)}: refused with {status}")
    raise click.exceptions.Exit(_exit(status))


def _post(url: str, data: bytes, headers: dict[str, str], timeout: float) -> tuple[int, Any]:
    import httpx

    try:
        response = httpx.post(url, content=data, headers=headers, timeout=timeout, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Misuse(f"{escape(url)} cannot be reached: {escape(str(error))}") from None
    try:
        return response.status_code, response.json()
    except ValueError:
        return response.status_code, {"body": response.text[:2000]}


def _exit(status: int) -> Exit:
    if status < 300:
        return Exit.CLEAN
    if status >= 500:
        return Exit.FAILURE
    return Exit.USAGE if status < 400 or status in _WRONG_REQUEST else Exit.FINDINGS
