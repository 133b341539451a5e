"""Bring a database to the present schema; safe when several processes do so at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from gateway.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x67_61_74_65


class NewerSchema(RuntimeError):
    """The database was made by a later version of the gateway."""


def upgrade(database: Database) -> None:
    """Run the migrations that the database lacks, all in one transaction.

    Raises NewerSchema when it has a revision that this version does not know.
    """
    if revision(database) == head():
        return
    from alembic import command

    with database.write() as connection:
        if not database.sqlite:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        # Another process may have been faster while this one waited for the lock.
        found = _revision(connection)
        if found is not None and found not in _revisions():
            raise NewerSchema(f"the database is at revision {found}, which this version does not know")
        if found != head():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """The revision that the database is at; `None` when it is empty."""
    with database.read() as connection:
        return _revision(connection)


@cache
def head() -> str:
    """The revision that this version of the gateway needs."""
    return max(_revisions())


@cache
def _revisions() -> frozenset[str]:
    # Revisions are numbered files, so that the usual start does not have to import the tool.
    return frozenset(file.stem.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*_*.py"))


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
