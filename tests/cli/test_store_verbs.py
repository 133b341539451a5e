"""`gateway errors`, `messages` and `worker`, over a gateway that remembers what it was asked."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from gateway.store import Page

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Status(StrEnum):
    """One state."""

    REJECTED = "rejected"


@dataclass
class Group:
    """A group of errors, as the store gives it."""

    format: str = "xx/example@1"
    code: str = "XML201"
    path: str = "/a/\x1b[2Jb"
    count: int = 3
    last_seen: datetime = NOON
    samples: list[str] = field(default_factory=lambda: ["m1", "m2", "m3", "m4"])


@dataclass
class Record:
    """A message, as the store gives it."""

    id: str = "m1"
    status: Status = Status.REJECTED
    format: str | None = None
    partner: str = "agency"
    received_at: datetime = NOON


class Asked:
    """Stands for the gateway."""

    def __init__(self):
        self.groups, self.records, self.question = [Group()], [Record()], {}

    def errors(self):
        return self.groups

    def search(self, partner, **question):
        self.question = {"partner": partner, **question}
        return Page(self.records)

    def deliver_due(self):
        return 2


@pytest.fixture
def gateway(monkeypatch):
    """The gateway that the commands open."""
    asked = Asked()

    @contextmanager
    def opened(settings):
        yield asked

    monkeypatch.setattr("gateway.cli.serving.opened", opened)
    monkeypatch.setattr("gateway.cli.serving.settings", lambda: None)
    return asked


def test_errors_are_a_table_and_json(run, gateway):
    head, line = run("errors").stdout.splitlines()
    assert head.split() == ["count", "format", "code", "path", "last_seen", "samples"]
    assert line.split() == [
        "3", "xx/example@1", "XML201", "/a/\\x1b[2Jb", "2026-03-01T12:00:00+00:00", "m1,m2,m3..."
    ]  # fmt: skip
    (found,) = json.loads(run("errors", "--output", "json").stdout)
    assert (found["count"], found["path"]) == (3, "/a/\x1b[2Jb")


def test_nothing_is_said_to_be_nothing(run, gateway):
    gateway.groups = gateway.records = []
    assert run("errors").stdout == "no errors\n"
    assert run("messages").stdout == "no messages\n"
    assert json.loads(run("messages", "--output", "json").stdout) == []


def test_messages_are_searched_for_all_partners(run, gateway):
    line = run("messages", "--reference", "R1", "--status", "rejected", "--since", "2026-03-01T12:00").stdout
    assert line.splitlines()[1].split() == ["m1", "rejected", "-", "agency", "2026-03-01T12:00:00+00:00"]
    assert gateway.question == {
        "partner": None,
        "reference": "R1",
        "status": "rejected",
        "since": NOON,
        "until": None,
        "limit": 100,
    }


def test_a_time_that_is_none_is_2(run, gateway):
    assert "--since: soon is no ISO 8601 time" in run("messages", "--since", "soon", exit=2).stderr


def test_worker_once_says_how_many(run, gateway):
    assert run("worker", "--once").stdout == "2 delivered\n"
