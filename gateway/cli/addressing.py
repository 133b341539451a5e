"""Options that say who sends an output to whom, for formats that have an envelope."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from gateway.pipeline import Address

Command = TypeVar("Command", bound=Callable[..., Any])

_SENDER = click.option(
    "--sender", default="GATEWAY", show_default=True, help="Who sends, in an output with an envelope."
)
_RECEIVER = click.option(
    "--receiver", default="RECEIVER", show_default=True, help="Who receives, in an output with an envelope."
)


def addressed(command: Command) -> Command:
    """Both options, as `sender` and `receiver`."""
    return _SENDER(_RECEIVER(command))


def address(sender: str, receiver: str) -> Address:
    """The address of one output, written now under a fresh reference."""
    from gateway.pipeline import Address, new_reference
    from gateway.store import now

    return Address(sender, receiver, now(), new_reference())
