"""What a command does not need it does not import: start-up time is every user's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "fastapi",
    "httpx",
    "sqlalchemy",
    "xmlschema",
    "uvicorn",
    "alembic",
    "structlog",
    "rich",
    "starlette",
}
PROGRAM = """
import sys
from gateway.cli.application import application
try:
    application.main({words!r})
except SystemExit as end:
    code = end.code
print("\\nimported", code, *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def imported(*words):
    """The exit code and the top names of all modules that were imported."""
    program = PROGRAM.format(words=[str(word) for word in words])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=60,
    )
    _, code, *names = done.stdout.splitlines()[-1].split()
    return code, set(names)


def test_validate_imports_neither_service_nor_schema_tools(good):
    code, names = imported("validate", good)
    assert code == "0"
    assert not names & HEAVY


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["validate", "--help"]])
def test_help_and_version_import_no_formats_either(words):
    code, names = imported(*words)
    assert code == "0"
    assert not names & (HEAVY | {"lxml", "pydantic"})


@pytest.mark.parametrize("verb", ["identify", "roundtrip"])
def test_reading_verbs_stay_light(verb, good):
    assert not imported(verb, good)[1] & HEAVY
