"""What the documents name is there, and what is there is named."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from importlib import import_module

import pytest

from gateway.adapters.contract import Limits
from gateway.findings.finding import Stage
from gateway.router import FACTS, read_subscriptions
from gateway.router.subscriptions import REQUIRED
from gateway.service import Endpoint, Partner, Settings
from gateway.service.partners import Scope, read_partners
from gateway.store.states import Channel, DeliveryStatus, Event, Status, Verdict
from tests.conftest import ROOT
from tests.docs.pages import PAGES, blocks, links, named, rows, text

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PACKAGES = sorted(file.parent for file in (ROOT / "gateway").rglob("__init__.py"))
LOG_KEY = re.compile(r'(?<!== )"((?:[a-z_]+\.)+[a-z_]+|@timestamp|status|outcome|attempt|count|stage)":')


def identity(page):
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_every_link_leads_somewhere(page):
    assert not [target for target in links(page) if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_every_file_in_backticks_is_there(page):
    said = re.findall(
        r"`((?:gateway|tests|scripts|docs|schemas|mappings|benchmarks)/[\w./@-]+)`", page.read_text("utf-8")
    )
    # Places that a pattern names (OWNER/NAME/VERSION) are no files.
    missing = [path for path in said if not re.search(r"/[A-Z]+/", path) and not (ROOT / path).exists()]
    assert not missing


def test_every_document_is_named_by_the_readme():
    reached = {(ROOT / target).resolve() for target in links(ROOT / "README.md")}
    lonely = [page for page in PAGES[1:] if page not in reached and page.parent not in reached]
    assert not [identity(page) for page in lonely]


@pytest.mark.parametrize("package", PACKAGES[1:], ids=identity)
def test_the_architecture_names_every_package(package):
    assert identity(package) in named_in_second_cells("docs/architecture.md")


def named_in_second_cells(name):
    return {found for row in rows(text(name)) for found in re.findall(r"`(gateway/[^`]+)`", row[1])}


def test_the_architecture_names_no_package_that_is_not_there():
    assert named_in_second_cells("docs/architecture.md") == {identity(package) for package in PACKAGES[1:]}


def test_the_architecture_names_every_stage_in_order():
    stages = [row[0] for row in rows(text("docs/architecture.md")) if row[0] in set(Stage)]
    assert stages == [str(stage) for stage in Stage]


def test_the_functions_of_the_flow_are_where_the_architecture_says():
    told = re.findall(r"`([A-Za-z_.]+)` in \[[\w.]+\]\(\.\./([\w/]+)\.py\)", text("docs/architecture.md"))
    assert len(told) >= 8
    for name, path in told:
        found = import_module(path.replace("/", "."))
        for step in name.split("."):
            found = getattr(found, step)


@pytest.mark.parametrize("model", [Partner, Endpoint])
def test_every_key_of_partners_is_documented(model):
    assert set(model.model_fields) <= named(text("docs/partners.md"))


def test_every_scope_is_documented():
    assert set(Scope.__args__) <= named(text("docs/partners.md"))


def test_every_key_of_subscriptions_is_documented_and_no_other():
    assert named(text("docs/subscriptions.md")) == {*REQUIRED, *FACTS}


@pytest.mark.parametrize(
    ("page", "read"), [("docs/partners.md", read_partners), ("docs/subscriptions.md", read_subscriptions)]
)
def test_the_examples_of_files_are_in_order(page, read, tmp_path):
    examples = blocks(text(page), "toml")
    assert examples
    for number, example in enumerate(examples):
        file = tmp_path / f"{number}.toml"
        file.write_text(example, encoding="utf-8")
        found, findings = read(file)
        assert found
        assert findings == []


def variables():
    for name in Settings.model_fields:
        if name == "limits":
            yield from (f"GATEWAY_LIMITS__{limit.name.upper()}" for limit in fields(Limits))
        else:
            yield f"GATEWAY_{name.upper()}"


def test_every_setting_is_documented():
    assert set(variables()) <= named(text("docs/operations.md"))


def test_the_documented_defaults_are_those_of_the_program(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GATEWAY_")]:
        monkeypatch.delenv(name)
    settings = Settings()
    told = {row[0].strip("`"): row[1] for row in rows(text("docs/operations.md")) if len(row) == 3}
    for name in variables():
        if not told[name].startswith("`") or "," in told[name]:
            continue
        key = name.removeprefix("GATEWAY_").lower()
        value = getattr(settings.limits, key[8:]) if key.startswith("limits__") else getattr(settings, key)
        assert f"`{_written(value)}`" == told[name], name


def _written(value):
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:.15g}"
        if isinstance(value, float)
        else value
    )


def test_no_variable_is_documented_that_nothing_reads():
    said = {name for page in PAGES for name in re.findall(r"GATEWAY_[A-Z_]*[A-Z]", page.read_text("utf-8"))}
    known = {
        *variables(),
        "GATEWAY_DATA",
        "GATEWAY_OFFICIAL",
        "GATEWAY_CACHE",
        "GATEWAY_DEBUG",
        "GATEWAY_SUBMIT_KEY",
    }
    # docs/cli.md tells of a pattern of names.
    assert said - known <= {"GATEWAY"}


def test_every_key_of_the_log_is_documented():
    written = {
        key
        for folder in ("service", "api")
        for file in sorted((ROOT / "gateway" / folder).glob("*.py"))
        if "log" in file.read_text("utf-8").lower()
        for key in LOG_KEY.findall(file.read_text("utf-8"))
    }
    said = named(text("docs/operations.md"))
    assert len(written) > 15
    assert not written - said


def test_every_action_of_the_log_is_documented():
    source = "".join(
        file.read_text("utf-8")
        for folder in ("service", "api")
        for file in sorted((ROOT / "gateway" / folder).glob("*.py"))
    )
    actions = set(re.findall(r'\.(?:info|warning|error)\(\s*"([a-z_]+\.[a-z_]+)"', source))
    assert len(actions) > 10
    assert not actions - named(text("docs/operations.md"))


@pytest.mark.parametrize("states", [Status, DeliveryStatus])
def test_every_state_is_documented(states):
    assert {str(state) for state in states} <= named(text("docs/operations.md"))


def test_every_event_is_documented():
    page = text("docs/operations.md")
    assert not [event for event in Event if f"`{event}`" not in page]


def test_the_glossary_has_the_words_of_the_code_in_order():
    words = [row[0] for row in rows(text("docs/glossary.md")) if row[0] not in ("word", "---")]
    assert words == sorted(words)
    wanted = {
        "format",
        "syntax",
        "family",
        "adapter",
        "finding",
        "code",
        "mapping",
        "model",
        "ledger",
        "delivery",
    }
    wanted |= {"partner", "receipt", "answer", "part", "tree", "residue", "fate", "revision", "claim", "lane"}
    assert wanted | {"subscription"} <= set(words)
    page = text("docs/glossary.md")
    assert not [name for names in (Stage, Verdict, Channel) for name in names if str(name) not in page]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_why_what_and_what_of_it_was_measured(page):
    said = page.read_text(encoding="utf-8")
    assert re.match(rf"# {page.name[:4]} \S", said)
    assert re.findall(r"^## (.+)$", said, re.MULTILINE) == ["Context", "Decision", "Consequences", "Measured"]
    assert len(said.splitlines()) <= 40


def test_decisions_are_numbered_without_a_gap():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_no_page_names_a_place_of_one_machine(page):
    assert not re.search(r"/(?:home|root|work|Users)/", page.read_text(encoding="utf-8"))
