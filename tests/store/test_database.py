"""The schema, its migrations, and what the databases are set to."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gateway.store import Journal
from gateway.store.database import Database
from gateway.store.ids import new_id
from gateway.store.migrate import NewerSchema, head, revision, upgrade
from gateway.store.tables import metadata


@pytest.fixture
def database(url):
    database = Database(url)
    yield database
    database.close()


def test_migrations_make_exactly_the_tables_of_the_models(database):
    upgrade(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert revision(database) == head()


def test_upgrading_twice_changes_nothing(database):
    upgrade(database)
    upgrade(database)
    assert revision(database) == head()


def test_processes_that_start_at_once_migrate_once(url):
    barrier, failures = threading.Barrier(4), []

    def start():
        barrier.wait()
        try:
            Journal.open(url).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_of_a_later_version_is_left_alone(url, database):
    upgrade(database)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999"):
        Journal.open(url)


def test_a_failed_transaction_leaves_nothing(database):
    upgrade(database)
    row = {"id": "risk", "endpoint": "e", "disabled_at": sa.func.current_timestamp(), "reason": "r"}
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(metadata.tables["destinations"].insert().values(row))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(sa.select(metadata.tables["destinations"])).all() == []


def test_sqlite_is_durable_and_checks_references(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new' / 'g.db'}")
    with database.read() as first, database.read() as second, database.write() as third:
        told = [
            {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            for connection in (first, second, third)
        ]
    database.close()
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    assert told == [wanted] * 3


def test_a_sqlite_writer_has_the_lock_from_its_first_moment(tmp_path):
    one, two = (Database(f"sqlite:///{tmp_path / 'g.db'}") for _ in range(2))
    with one.write():
        with two.engine.connect() as other:
            other.exec_driver_sql("PRAGMA busy_timeout = 0")
            other.rollback()
            with pytest.raises(sa.exc.OperationalError, match="locked"):
                other.execution_options(gateway_writes=True).begin()
        with two.read() as reader:
            assert reader.execute(sa.select(1)).scalar() == 1
    one.close()
    two.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://u@h/d"])
def test_stores_that_would_lose_messages_are_refused(url):
    with pytest.raises(ValueError, match=r"memory|sqlite and postgresql"):
        Database(url)


def test_ids_sort_in_the_order_in_which_they_were_made():
    made = [new_id("msg") for _ in range(5000)]
    assert made == sorted(made) and len(set(made)) == 5000
    assert all(len(id) == 36 for id in made)
