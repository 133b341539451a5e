"""What `gateway doctor` looks at; each check is total: it tells of a failure, never raises one."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from gateway.cli.configuration import find
from gateway.cli.work import catalog
from gateway.findings.code import Severity
from gateway.findings.render_text import counted

OLDEST = (3, 11)
LIBRARIES = (
    "lxml", "pydantic", "pydantic-settings", "click", "rich", "xmlschema", "fastapi", "uvicorn",
    "SQLAlchemy", "alembic", "structlog", "httpx", "prometheus-client",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, what it is, and what to do if not."""

    name: str
    ok: bool
    told: str
    cure: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The check as JSON has it."""
        return asdict(self)


def checks() -> Iterator[Check]:
    """All checks, in the order in which their failures should be mended."""
    yield _python()
    yield from _libraries()
    for name, look in (
        ("configuration", _configuration),
        ("data", _data),
        ("formats", _formats),
        ("cache", _cache),
        ("settings", _settings),
        ("database", _database),
    ):
        yield from _total(name, look)


def _total(name: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    try:
        yield from look()
    except Exception as error:
        yield Check(name, False, f"{type(error).__name__}: {error}", "mend what this says and run it again")


def _python() -> Check:
    ok = sys.version_info >= OLDEST
    cure = "" if ok else f"install Python {OLDEST[0]}.{OLDEST[1]} or later"
    return Check("python", ok, f"{platform.python_version()} at {sys.executable}", cure)


def _libraries() -> Iterator[Check]:
    found: list[str] = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Check("library", False, f"{name} is not installed", "pip install trade-gateway")
    yield Check("libraries", bool(found), ", ".join(found))


def _configuration() -> Iterator[Check]:
    path = find(None)
    yield Check("configuration", True, str(path) if path else "no gateway.toml; defaults are used")


def _data() -> Iterator[Check]:
    from gateway.formats import data_roots

    for root in data_roots():
        ok = (root / "schemas").is_dir()
        yield Check("data", ok, str(root), "" if ok else "it has no schemas/; correct GATEWAY_DATA")


def _formats() -> Iterator[Check]:
    from gateway.cli.commands.formats.lint import lint_findings

    for finding in catalog().findings:
        ok = finding.severity is not Severity.ERROR
        yield Check("manifest", ok, f"{finding.where.path}: {finding.message}", finding.help or "")
    for format in catalog():
        errors = sum(finding.severity is Severity.ERROR for finding in lint_findings(format))
        told = f"{format.id}: {counted(errors, 'error')}" if errors else format.id
        told += ", not mapped: messages can be validated only" if format.mapping_dir is None else ""
        yield Check("format", not errors, told, f"gateway formats lint {format.id}" if errors else "")


def _cache() -> Iterator[Check]:
    from gateway.adapters.cache import cache_folder

    folder = cache_folder()
    ok = _writable(folder)
    cure = "" if ok else "make it writable for this user, or point GATEWAY_CACHE elsewhere"
    yield Check("cache", ok, str(folder), cure)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return os.access(folder, os.W_OK)
    except OSError:
        return False


def _settings() -> Iterator[Check]:
    from gateway.cli.serving import settings

    chosen = settings()
    given = sorted(chosen.model_fields_set)
    yield Check("settings", True, f"set: {', '.join(given)}" if given else "all at their defaults")


def _database() -> Iterator[Check]:
    from gateway.cli.serving import opened, settings

    with opened(settings()) as gateway:
        gateway.errors()
        yield Check("database", True, "reachable and of the right schema")
