"""A gateway on the formats that there are, for tests of what it does between several parties."""

from __future__ import annotations

import io
from pathlib import Path

from gateway.formats import Catalog
from gateway.service import Gateway, Log, Settings
from tests.service.conftest import Post

PARTNERS = """
[[partner]]
id = "trader"

[[partner]]
id = "broker"
answers_format = "model"

[[partner]]
id = "agency"

[[partner]]
id = "rival"
"""
SUBSCRIPTIONS = """
[[subscription]]
name = "agency-all"
to = "agency"
format = "xx/example@1"
family = "Declaration"
"""


class House:
    """A gateway on real formats, with a trader, a broker, an agency and its rival."""

    def __init__(self, folder: Path, catalog: Catalog, partners: str, subscriptions: str) -> None:
        (folder / "partners.toml").write_text(partners, encoding="utf-8")
        (folder / "subscriptions.toml").write_text(subscriptions, encoding="utf-8")
        settings = Settings(data_dir=folder)
        self.lines = io.StringIO()
        self.gateway = Gateway.open(settings, catalog=catalog, transport=Post(), log=Log("info", self.lines))

    def send(self, data: bytes, by: str, **more):
        partner = self.gateway.partners.get(by)
        assert partner is not None
        (item,) = self.gateway.submit(data, partner=partner, **more).items
        return item

    def inbox(self, of: str) -> list[tuple[str, bytes]]:
        """Format and bytes of all that waits for a partner."""
        partner = self.gateway.partners.get(of)
        assert partner is not None
        waiting = self.gateway.inbox.waiting(partner)
        return [(one.format, self.gateway.inbox.collect(partner, one.id)[1].data) for one in waiting]

    def status(self, id: str) -> str:
        return self.gateway.message(None, id).status
