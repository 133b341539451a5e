"""Where settings come from, and which of two wins."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.service import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("GATEWAY_PORT", "GATEWAY_DATA_DIR", "GATEWAY_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_nearest_file_upward_counts_and_the_command_lines_keys_are_left_alone(elsewhere):
    (elsewhere / "gateway.toml").write_text("port = 1\nhost = 'h'\n", encoding="utf-8")
    assert (Settings().port, Settings().host) == (1, "h")
    (elsewhere / "a" / "pyproject.toml").write_text("[tool.other]\nport = 3\n", encoding="utf-8")
    assert Settings().port == 1
    (elsewhere / "a" / "pyproject.toml").write_text(
        "[tool.gateway]\nport = 2\noutput = 'json'\n[tool.gateway.limits]\nbytes = 1000\n", encoding="utf-8"
    )
    settings = Settings()
    assert (settings.port, settings.host, settings.limits.bytes) == (2, "127.0.0.1", 1000)


def test_arguments_go_before_the_environment_and_that_before_the_file(elsewhere, monkeypatch):
    (elsewhere / "gateway.toml").write_text("port = 1\n", encoding="utf-8")
    monkeypatch.setenv("GATEWAY_PORT", "2")
    monkeypatch.setenv("GATEWAY_LIMITS__BYTES", "77")
    monkeypatch.setenv("GATEWAY_ALLOW_NETWORKS", '["10.0.0.0/8"]')
    settings = Settings()
    assert (settings.port, settings.limits.bytes) == (2, 77)
    assert [str(network) for network in settings.allow_networks] == ["10.0.0.0/8"]
    assert Settings(port=3).port == 3


@pytest.mark.parametrize(
    ("name", "value"), [("port", -1), ("port", "x"), ("log_level", "loud"), ("delivery_attempts", 0)]
)
def test_wrong_values_are_named(name, value):
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})


def test_the_store_and_the_files_lie_in_the_data_folder_unless_they_are_named(elsewhere):
    settings = Settings(data_dir=elsewhere)
    assert settings.store_url == f"sqlite:///{elsewhere / 'gateway.db'}"
    assert (settings.partners_path, settings.subscriptions_path) == (None, None)
    (elsewhere / "partners.toml").touch()
    assert settings.partners_path == elsewhere / "partners.toml"
    named = Settings(database_url="postgresql://u:SECRET@h/d", partners_file="x.toml")
    assert named.store_url == "postgresql://u:SECRET@h/d" and named.partners_path.name == "x.toml"
    assert "SECRET" not in repr(named)
