"""What the acts of the demonstration share: the players, the gateway, and the operator's view of it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.cli.demo.caller import Answer, Caller
from gateway.cli.demo.cast import Cast, Good
from gateway.cli.demo.house import House
from gateway.cli.demo.receiver import Receiver
from gateway.router import Subscription
from gateway.store import Journal


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that was set up. `journal` is the store of the gateway, as `gateway messages` reads it."""

    cast: Cast
    house: House
    journal: Journal
    sender: Caller
    whole: Receiver
    part: Receiver
    wishes: tuple[Subscription, ...]

    @property
    def receivers(self) -> tuple[Receiver, Receiver]:
        """Both receivers."""
        return self.whole, self.part


@dataclass(frozen=True, slots=True)
class Sent:
    """A good message that was sent, and the gateway's answer."""

    good: Good
    answer: Answer

    @property
    def id(self) -> str:
        """The id that the gateway gave it; empty when it gave none."""
        return str(self.answer.body.get("messageId", ""))
