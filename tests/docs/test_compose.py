"""The files for containers name what there is. No engine runs them here: docs/operations.md says so."""

from __future__ import annotations

import json
import re

import click
import pytest
import yaml

from gateway.cli.application import application
from gateway.service import Settings
from tests.conftest import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICE = COMPOSE["services"]["gateway"]


def instructions():
    """The instructions of the Dockerfile, continued lines joined, comments left out."""
    joined = DOCKERFILE.replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(None, 1)) for line in lines]


def values(name):
    return [text for word, text in instructions() if word == name]


def environment():
    named = dict(re.findall(r"(\w+)=(\S+)", " ".join(values("ENV"))))
    return named | SERVICE["environment"]


@pytest.mark.parametrize("name", sorted(name for name in environment() if name.startswith("GATEWAY_")))
def test_every_variable_is_a_setting(name):
    assert name.removeprefix("GATEWAY_").lower() in Settings.model_fields


@pytest.mark.parametrize("words", [SERVICE["command"], json.loads(values("CMD")[0])])
def test_the_command_is_one_of_the_program(words):
    assert json.loads(values("ENTRYPOINT")[0]) == ["gateway"]
    above = click.Context(application, **application.context_settings)
    command = application.get_command(above, words[0])
    # A command keeps the help option of its first context, so that must be one of the program's.
    given = command.make_context(words[0], words[1:], parent=above).params
    assert (given["host"], given["port"]) == ("0.0.0.0", 8080)


def test_the_image_runs_as_a_user_without_rights_that_owns_its_folder():
    assert values("USER") == ["gateway"]
    assert [text.split()[0] for text in values("RUN")][-1] == "useradd"
    assert values("VOLUME") == [environment()["GATEWAY_DATA_DIR"]]


def test_what_is_copied_exists_and_is_let_through():
    let = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for text in values("COPY") if not text.startswith("--from") for name in text.split()[:-1]}
    assert copied == let
    assert all((ROOT / name).exists() for name in copied)


def test_the_gateway_waits_for_a_healthy_database_that_it_can_name():
    assert SERVICE["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert all("healthcheck" in service for service in COMPOSE["services"].values())
    url = environment()["GATEWAY_DATABASE_URL"]
    database = COMPOSE["services"]["postgres"]["environment"]
    assert url.startswith(f"postgresql://{database['POSTGRES_USER']}:${{POSTGRES_PASSWORD")
    assert url.endswith(f"@postgres:5432/{database['POSTGRES_DB']}")


def test_no_secret_stands_in_the_file_and_nothing_is_open_to_the_network():
    secrets = [text for service in COMPOSE["services"].values() for text in service["environment"].values()
               if "assword" in text or "PASSWORD" in text]  # fmt: skip
    assert len(secrets) == 2
    assert all("${POSTGRES_PASSWORD:?" in text for text in secrets)
    assert all(port.startswith("127.0.0.1:") for port in SERVICE["ports"])
    assert "ports" not in COMPOSE["services"]["postgres"]


def test_every_named_volume_is_declared_and_used():
    used = {
        place.split(":")[0]
        for service in COMPOSE["services"].values()
        for place in service["volumes"]
        if not place.startswith(".")
    }
    assert used == set(COMPOSE["volumes"])
