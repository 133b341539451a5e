"""Every test of the store runs on SQLite and on a real PostgreSQL: the code is the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.store import Journal
from tests.store.servers import new_database, postgres_server


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
def journal(url) -> Iterator[Journal]:
    """An open store."""
    journal = Journal.open(url)
    yield journal
    journal.close()
