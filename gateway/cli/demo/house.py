"""The gateway of the demonstration: its folder, its files, and the process that serves."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps
from pathlib import Path

import gateway
from gateway.cli.demo.receiver import Receiver
from gateway.router import Subscription
from gateway.service import hash_key, new_key

SENDER, STRANGER, CUSTOMS = "broker", "stranger", "customs"
STOP_SECONDS = 30.0
"""how long the gateway may take to stop"""


@dataclass(frozen=True, slots=True)
class House:
    """Where everything is: the folder, the address, and the API keys of those who call."""

    folder: Path
    url: str
    keys: Mapping[str, str]

    @property
    def log(self) -> Path:
        """What the gateway printed."""
        return self.folder / "gateway.log"


def furnish(folder: Path, receivers: Iterable[Receiver], subscriptions: Iterable[Subscription]) -> House:
    """Write the files of partners and subscriptions as an operator would."""
    keys = {id: new_key() for id in (SENDER, STRANGER, CUSTOMS)}
    partners = [_caller(id, key) for id, key in keys.items()] + [_receiver(one) for one in receivers]
    (folder / "partners.toml").write_text("\n".join(partners), encoding="utf-8")
    wishes = "\n".join(map(_subscription, subscriptions))
    (folder / "subscriptions.toml").write_text(wishes, encoding="utf-8")
    return House(folder, f"http://127.0.0.1:{_free_port()}", keys)


def environment(house: House) -> dict[str, str]:
    """The settings of the gateway, without those of the machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    place = str(Path(gateway.__file__).parents[1])
    path = os.pathsep.join(filter(None, (place, kept.get("PYTHONPATH"))))
    data = {name: os.environ[name] for name in ("GATEWAY_DATA", "GATEWAY_OFFICIAL") if name in os.environ}
    own = {"GATEWAY_DATA_DIR": str(house.folder), "GATEWAY_RETRY_FIRST": "0.2", "GATEWAY_POLL_SECONDS": "0.1"}
    return {**kept, **data, **own, "PYTHONPATH": path}


@contextmanager
def serving(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """`gateway serve` in a process of its own; stopped at the end of the body."""
    port = house.url.rpartition(":")[2]
    words = [sys.executable, "-m", "gateway", "serve", "--port", port]
    with house.log.open("wb") as log:
        process = subprocess.Popen(
            words, stdout=log, stderr=subprocess.STDOUT, cwd=house.folder, env=environment(house)
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _caller(id: str, key: str) -> str:
    """One who sends, and collects from an inbox what is for it."""
    role = "agency" if id == CUSTOMS else "sender"
    return _table("[[partner]]", {"id": id, "roles": [role], "key_hash": hash_key(key)})


def _receiver(receiver: Receiver) -> str:
    endpoint = {"url": receiver.url, "secret": receiver.secret, "allow_networks": ["127.0.0.0/8"]}
    partner = _table("[[partner]]", {"id": receiver.id, "roles": ["receiver"]})
    return partner + _table("[partner.endpoint]", endpoint)


def _subscription(wish: Subscription) -> str:
    own = {"name": wish.name, "to": wish.to, "format": wish.format}
    return _table("[[subscription]]", {**own, **{name: list(v) for name, v in wish.conditions.items()}})


def _table(head: str, keys: Mapping[str, Sequence[str]]) -> str:
    """A table in TOML; its texts and lists of texts are written as in JSON."""
    return "\n".join([head, *(f"{name} = {dumps(value)}" for name, value in keys.items()), ""])
