"""A gateway whose pipeline is small: every line of the input is a message.

`reference|content|sender|intent|test`; a line `!` is unreadable, a line `?` fits two formats, and a content
that begins with `bad` does not fit the schema. Writing in `xx/narrow@1` fails for content `wide`,
in `xx/broken@1` always with an exception.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from gateway.adapters.contract import Spec
from gateway.findings import CATALOGUE, Code, Finding, Severity, Stage, Where
from gateway.mapping import Counts
from gateway.model import Declaration, Envelope, Message
from gateway.pipeline import Inbound, Outbound, Outcome
from gateway.service import Flow, Gateway, Log, Partner, Settings, hash_key
from gateway.transports import Outcome as Sent
from gateway.transports import Parcel, Receipt, Target
from tests.store.servers import new_database, postgres_server

if TYPE_CHECKING:
    from tests.service.houses import House

BAD = CATALOGUE.get("TST202") or Code("TST202", "bad", "A test.", "x", "Mend it.")
KEY = "gwk_agency"

PARTNERS = f"""
[[partner]]
id = "agency"
key_hash = "{hash_key(KEY)}"

[[partner]]
id = "other"
key_hash = "{hash_key("gwk_other")}"

[[partner]]
id = "risk"
[partner.endpoint]
url = "https://risk.example/in"
secret = "whsec_c2VjcmV0"

[[partner]]
id = "stats"
[partner.endpoint]
url = "https://stats.example/in"

[[partner]]
id = "archive"

[[partner]]
id = "trial"
test = true
[partner.endpoint]
url = "https://trial.example/in"
"""

SUBSCRIPTIONS = """
[[subscription]]
name = "risk-all"
to = "risk"
format = "model"

[[subscription]]
name = "trial-all"
to = "trial"
format = "model"
"""


class FakeCatalog(dict):
    """Formats that the fake pipeline knows."""

    def __init__(self):
        super().__init__(
            {
                id: SimpleNamespace(
                    id=id, family="Declaration", revision="r1", syntax="xml", spec=Spec(id, Path())
                )
                for id in ("xx/line@1", "xx/narrow@1", "xx/broken@1")
            }
        )

    def get(self, id):
        return self[id]


def receive(data, catalog, *, as_format=None, limits=None, to_model=True, allow_invalid=False):
    for number, line in enumerate(data.decode().splitlines() or [""], 1):
        yield _inbound(number, line, catalog)


def _inbound(number, line, catalog):
    if line in ("!", ""):
        return Inbound(number, line.encode(), Outcome.UNREADABLE, [_finding(None)])
    if line == "?":
        return Inbound(number, line.encode(), Outcome.AMBIGUOUS, [_finding(None)], candidates=("a", "b"))
    reference, content, sender, intent, test = (*line.split("|"), "", "", "", "")[:5]
    references = {name: text for name, text in (("sender_reference", reference), ("sender", sender)) if text}
    inbound = Inbound(
        number, line.encode(), Outcome.VALID, format=catalog.get("xx/line@1"), references=references
    )
    if content.startswith("bad"):
        inbound.outcome = Outcome.INVALID
        inbound.findings = [_finding(Where("/line/content[1]", 1), value=content)]
        return inbound
    inbound.counts = Counts(values=1, mapped=1)
    inbound.message = Message(
        envelope=Envelope(intent=intent or "original", native_id=f"n{number}", test_indicator=test == "test"),
        declaration=Declaration(type=content, functional_reference_id=reference or None),
    )
    return inbound


def _finding(where, value=None):
    return Finding(BAD, f"{value} is bad", Stage.VALIDATE, where or Where(), Severity.ERROR, value)


def produce(message, format):
    if format is None:
        return Outbound(None, message.to_json())
    if format.id == "xx/broken@1":
        raise ZeroDivisionError("secret content")
    failed = format.id == "xx/narrow@1" and message.declaration.type == "wide"
    return Outbound(format, b"<n/>", [_finding(None)] if failed else [], Counts(values=1, mapped=1))


class Post:
    """A transport that remembers, and answers by destination as it is told to."""

    def __init__(self):
        self.sent: list[tuple[Parcel, Target]] = []
        self.answers: dict[str, Callable[[Parcel], Receipt]] = {}
        self._lock = threading.Lock()

    def send(self, parcel, target):
        answer = self.answers.get(target.url.split("/")[2].split(".")[0], delivered)(parcel)
        with self._lock:
            self.sent.append((parcel, target))
        return answer

    def close(self):
        pass

    def to(self, name):
        return [parcel for parcel, target in self.sent if target.url.startswith(f"https://{name}.")]


def delivered(parcel):
    return Receipt(Sent.DELIVERED, 204)


class Bench:
    """A gateway on a database, and everything around it."""

    def __init__(self, folder: Path, url: str, **settings):
        (folder / "partners.toml").write_text(settings.pop("partners", PARTNERS), encoding="utf-8")
        (folder / "subscriptions.toml").write_text(
            settings.pop("subscriptions", SUBSCRIPTIONS), encoding="utf-8"
        )
        given = {"retry_first": 0.001, "retry_longest": 0.002, "poll_seconds": 0.01, **settings}
        self.settings = Settings(data_dir=folder, database_url=url, **given)
        self.post = Post()
        self.lines = io.StringIO()
        self.gateway = Gateway.open(
            self.settings,
            catalog=FakeCatalog(),
            flow=Flow(receive, produce),
            transport=self.post,
            log=Log("info", self.lines),
        )
        self.agency = self.partner("agency")

    def partner(self, id: str) -> Partner:
        return self.gateway.partners.get(id)

    def submit(self, text: str, **more):
        return self.gateway.submit(text.encode(), **{"partner": self.agency, **more})

    def log(self) -> list[dict]:
        return [json.loads(line) for line in self.lines.getvalue().splitlines()]

    def __getattr__(self, name):
        return getattr(self.gateway, name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server for the whole run."""
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gateway.db'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def make(tmp_path, url, monkeypatch) -> Iterator[Callable[..., Bench]]:
    """Makes gateways with settings; all share one database."""
    monkeypatch.chdir(tmp_path)
    made: list[Bench] = []

    def one(**settings):
        made.append(Bench(tmp_path, url, **settings))
        return made[-1]

    yield one
    for bench in made:
        bench.gateway.close()


@pytest.fixture
def bench(make) -> Bench:
    return make()


@pytest.fixture
def open_house(tmp_path, monkeypatch, catalog) -> Iterator[Callable[..., House]]:
    """Opens gateways on the formats of this checkout, with partners and subscriptions."""
    from tests.service.houses import PARTNERS, SUBSCRIPTIONS, House

    monkeypatch.chdir(tmp_path)
    made: list[House] = []

    def one(partners: str = PARTNERS, subscriptions: str = SUBSCRIPTIONS) -> House:
        made.append(House(tmp_path, catalog, partners, subscriptions))
        return made[-1]

    yield one
    for house in made:
        house.gateway.close()
