"""Run commands as a user does, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli import work
from gateway.cli.application import application

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "schemas" / "xx" / "example" / "1" / "samples"

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, without settings of the machine."""
    for name in list(os.environ):
        if name.startswith("GATEWAY_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Run `gateway ARGUMENTS` in this process; `exit` is the code that is expected, `None` any."""

    def running(
        *arguments: object, exit: int | None = 0, input: bytes | None = None, **settings: object
    ) -> Result:
        words = [str(word) for word in arguments]
        result = CliRunner().invoke(application, words, input=input, **settings)  # type: ignore[arg-type]
        assert exit in (None, result.exit_code), (result.exit_code, result.output, result.exception)
        return result

    return running


@pytest.fixture
def site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data root of a site, whose formats are found beside the shipped ones."""
    monkeypatch.setenv("GATEWAY_DATA", str(folder / "data"))
    work.catalog.cache_clear()
    yield folder / "data"
    work.catalog.cache_clear()


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `python -m gateway ARGUMENTS` in a process of its own."""

    def running(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "gateway", *(str(word) for word in arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            words, capture_output=True, text=True, env=environment, check=False, timeout=120, **settings
        )  # type: ignore[call-overload, no-any-return]

    return running


@pytest.fixture
def good() -> Path:
    """A valid message of the example format."""
    return sorted((EXAMPLE / "good").glob("*.xml"))[0]


@pytest.fixture
def samples() -> Path:
    """The folder of all schemas, with the samples of their formats."""
    return ROOT / "schemas"


@pytest.fixture(params=["gb/cds-declaration/3.6", "xx/example/1"])
def each_good(request: pytest.FixtureRequest) -> Path:
    """A valid message of each of several formats."""
    return sorted((ROOT / "schemas" / request.param / "samples" / "good").glob("*.xml"))[0]


@pytest.fixture
def bad() -> Path:
    """A message of the example format with one error, in its line 4."""
    return EXAMPLE / "bad" / "long-reference.xml"
