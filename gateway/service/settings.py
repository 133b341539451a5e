"""Settings of the service: each has a default, a key in `gateway.toml` and a variable `GATEWAY_...`.

The file is the nearest `gateway.toml`, or `[tool.gateway]` of a pyproject.toml, from the working
folder upward; the environment goes before it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, IPvAnyNetwork
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from gateway.adapters.contract import Limits


class Settings(BaseSettings):
    """Everything that an operator may set. Nested names are joined with two underscores."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
    )

    data_dir: Path = Field(
        Path("gateway-data"), description="Folder of the database and of the files that have no other place."
    )
    database_url: str | None = Field(
        None, description="Where the store is: sqlite:///FILE or postgresql://...; by default in data_dir.",
        repr=False,
    )  # fmt: skip
    partners_file: Path | None = Field(
        None, description="The file of partners; by default partners.toml in data_dir, if there."
    )
    subscriptions_file: Path | None = Field(
        None, description="The file of subscriptions; by default subscriptions.toml in data_dir, if there."
    )
    host: str = Field("127.0.0.1", description="Address that the HTTP service listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the HTTP service listens on.")
    limits: Limits = Field(Limits(), description="What readers accept of one message (bytes, depth ...).")
    findings_inline: int = Field(
        25, ge=0, le=1000, description="Findings shown in an answer; all are counted."
    )
    allow_networks: list[IPvAnyNetwork] = Field(
        [], description="Private networks that messages may be pushed to, as a JSON list; others are refused."
    )
    delivery_attempts: int = Field(
        12, ge=1, le=100, description="Attempts before a delivery is given up (about a day by default)."
    )
    delivery_timeout: float = Field(10.0, gt=0, le=300, description="Seconds that one attempt may take.")
    retry_first: float = Field(1.0, gt=0, description="Seconds before the second attempt; doubled each time.")
    retry_longest: float = Field(21_600.0, gt=0, description="Seconds between attempts at most.")
    poll_seconds: float = Field(
        0.5, gt=0, le=60, description="How often the worker looks for due deliveries."
    )
    store_ledger: bool = Field(
        False, description="Store the full account of every message, not just its sums."
    )
    interchange_id: str = Field(
        "GATEWAY",
        min_length=1,
        max_length=35,
        description="Who the gateway is in the envelopes of what it sends.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="What is logged; raw values of messages never are."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What goes before what: arguments, the environment, the file."""
        return init_settings, env_settings, InitSettingsSource(settings_cls, _from_file(settings_cls))

    @property
    def store_url(self) -> str:
        """The URL of the store."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'gateway.db'}"

    @property
    def partners_path(self) -> Path | None:
        """The file of partners, `None` when none is named and none is there."""
        return self.partners_file or _existing(self.data_dir / "partners.toml")

    @property
    def subscriptions_path(self) -> Path | None:
        """The file of subscriptions, `None` when none is named and none is there."""
        return self.subscriptions_file or _existing(self.data_dir / "subscriptions.toml")


def _from_file(settings: type[BaseSettings]) -> dict[str, Any]:
    """The settings of the nearest file upward; its other keys belong to the command line."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name, table in (("gateway.toml", ()), ("pyproject.toml", ("tool", "gateway"))):
            found = _table(folder / name, table)
            if found is not None:
                return {key: value for key, value in found.items() if key in settings.model_fields}
    return {}


def _table(path: Path, steps: tuple[str, ...]) -> dict[str, Any] | None:
    """A table of a TOML file; `None` where the file or the table is not there. Raises ValueError."""
    if not path.is_file():
        return None
    found: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    for step in steps:
        found = found.get(step)
        if not isinstance(found, dict):
            return None
    return dict(found)


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None
