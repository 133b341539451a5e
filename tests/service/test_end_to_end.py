"""Real declarations through the real pipeline, to a receiver on loopback, on both databases."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json

import pytest

from gateway.pipeline import produce, receive
from gateway.service import Gateway, Log, NotFound, Settings, hash_key
from tests.conftest import ROOT
from tests.transports.conftest import receiver  # noqa: F401

FORMAT = "gb/cds-declaration@3.6"
SAMPLES = ROOT / "schemas" / "gb" / "cds-declaration" / "3.6" / "samples"
SUBSCRIPTIONS = f"""
[[subscription]]
name = "json"
to = "risk"
format = "model"
[[subscription]]
name = "xml"
to = "stats"
format = "{FORMAT}"
family = "Declaration"
"""


def partners(url, more=""):
    receivers = "".join(
        f'[[partner]]\nid = "{id}"\n[partner.endpoint]\nurl = "{url}/{id}"\nsecret = "whsec_c2VjcmV0"\n'
        'allow_networks = ["127.0.0.0/8"]\n'
        for id in ("risk", "stats")
    )
    return f'[[partner]]\nid = "agency"\nkey_hash = "{hash_key("gwk_a")}"\n{more}\n{receivers}'


@pytest.fixture
def gateway(tmp_path, url, catalog, receiver, monkeypatch):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    (tmp_path / "partners.toml").write_text(partners(receiver.url), encoding="utf-8")
    (tmp_path / "subscriptions.toml").write_text(SUBSCRIPTIONS, encoding="utf-8")
    lines = io.StringIO()
    opened = Gateway.open(
        Settings(data_dir=tmp_path, database_url=url), catalog=catalog, log=Log("info", lines)
    )
    opened.lines = lines
    yield opened
    opened.close()


def sent(gateway, name):
    data = (SAMPLES / name).read_bytes()
    (item,) = gateway.submit(data, partner=gateway.authenticate("gwk_a")).items
    return data, item


def test_a_declaration_arrives_byte_for_byte_as_the_pipeline_writes_it(gateway, receiver, catalog):  # noqa: F811
    data, item = sent(gateway, "good/import-standard.xml")
    assert (item.verdict, item.message.status, item.message.format) == ("accepted", "routed", FORMAT)
    assert gateway.deliver_due() == 2
    (inbound,) = receive(data, catalog)
    wanted = {"risk": produce(inbound.message, None).data}
    wanted["stats"] = produce(inbound.message, catalog.get(FORMAT)).data
    assert {path.rpartition("/")[2]: body for path, _, body in receiver.requests} == wanted
    for _, headers, body in receiver.requests:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = hmac.new(b"secret", signed, hashlib.sha256).digest()
        assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert gateway.message(None, item.message.id).status == "delivered"
    assert gateway.original(None, item.message.id).data == data


def test_the_accounts_and_the_decisions_are_in_the_store(gateway):
    _, item = sent(gateway, "good/import-standard.xml")
    id = item.message.id
    sums = {ledger.target: ledger.counts for ledger in gateway.ledgers(None, id)}
    assert set(sums) == {"model", FORMAT}
    for target, counts in sums.items():
        made = gateway.ledger(None, id, target)
        assert dict(made.counts) == dict(counts) and made.entries
        assert counts["unaccounted"] == 0
    assert sums["model"]["values"] == len(gateway.ledger(None, id).entries)
    routed = {event.type: event.data for event in gateway.events(None, id)}["message.routed"]
    told = [(d["subscription"], d["takes"], d["reason"]) for d in routed["decisions"]]
    assert told == [("json", True, "it takes everything"), ("xml", True, "all conditions hold")]


def test_a_message_is_found_by_each_of_its_references(gateway):
    _, item = sent(gateway, "good/import-containers.xml")
    _, other = sent(gateway, "good/import-standard.xml")
    _, amendment = sent(gateway, "good/amendment.xml")
    shipments = [
        json.loads(gateway.model(None, one.message.id))["declaration"]["goodsShipment"]
        for one in (item, other)
    ]
    containers = [equipment["id"] for equipment in shipments[0]["consignment"]["transportEquipments"]]
    ucr = shipments[1]["ucr"]["traderAssignedReferenceId"]
    mrn = json.loads(gateway.model(None, amendment.message.id))["declaration"]["id"]
    assert containers and ucr and mrn
    wanted = [(reference, item) for reference in (item.message.sender_reference, *containers)]
    for reference, one in (*wanted, (ucr, other), (mrn, amendment)):
        found = [message.id for message in gateway.search(None, reference=reference).items]
        assert one.message.id in found and len(found) < 3


def test_a_bad_declaration_is_kept_with_findings_and_counted_in_groups(gateway):
    name = "bad/lower-case-currency"
    _, item = sent(gateway, f"{name}.xml")
    assert (item.verdict, item.message.status) == ("rejected", "rejected")
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    for finding, wanted in zip(item.findings, expected, strict=True):
        assert {**finding, "code": None} == {**finding, **wanted, "code": None}
    (group,) = gateway.errors()
    assert (group.format, group.code, group.count) == (FORMAT, item.findings[0]["code"], len(expected))
    assert group.samples == [item.message.id]
    assert all(f["value"] not in gateway.lines.getvalue() for f in item.findings if f["value"])


def test_what_is_agreed_with_a_partner_does_not_stop_its_message(gateway, tmp_path, url, catalog, receiver):  # noqa: F811
    _, refused = sent(gateway, "bad/lower-case-currency.xml")
    codes = {finding["code"] for finding in refused.findings}
    agreed = "[partner.leniency]\n" + "".join(f'{code} = "warning"\n' for code in codes)
    (tmp_path / "partners.toml").write_text(partners(receiver.url, agreed), encoding="utf-8")
    other = Gateway.open(Settings(data_dir=tmp_path, database_url=url), catalog=catalog, log=gateway.log)
    try:
        _, item = sent(other, "bad/lower-case-currency.xml")
        assert (item.verdict, item.message.outcome) == ("accepted", "valid")
        lowered = [f for f in item.findings if "by agreement" in f["message"]]
        assert lowered and all(f["severity"] == "warning" for f in lowered)
        assert other.ledger(None, item.message.id).counts["unaccounted"] == 0
    finally:
        other.close()


def test_a_stored_account_equals_one_that_is_made_on_demand(gateway, tmp_path, url, catalog):
    _, item = sent(gateway, "good/export-standard.xml")
    made = gateway.ledger(None, item.message.id)
    assert gateway.ledgers(None, item.message.id)[-1].entries is None
    with pytest.raises(NotFound):
        gateway.ledger(None, item.message.id, "xx/none@1")
    (tmp_path / "storing").mkdir()
    (tmp_path / "storing" / "partners.toml").write_text('[[partner]]\nid = "agency"\nstore_ledger = true\n')
    other = Gateway.open(Settings(data_dir=tmp_path / "storing"), catalog=catalog, log=gateway.log)
    try:
        data = (SAMPLES / "good" / "export-standard.xml").read_bytes()
        (again,) = other.submit(data, partner=other.partners.get("agency")).items
        (stored,) = other.ledgers(None, again.message.id)
        assert stored.entries == json.loads(json.dumps(made.entries))
        assert (dict(stored.counts), stored.revision) == (dict(made.counts), made.revision)
    finally:
        other.close()


def test_a_log_line_has_every_key_that_is_known(gateway):
    _, item = sent(gateway, "bad/lower-case-currency.xml")
    told = next(
        line for line in map(json.loads, gateway.lines.getvalue().splitlines()) if "error.code" in line
    )
    assert {
        "@timestamp", "log.level", "message", "event.action", "stage", "error.code", "message.id",
        "correlation.id", "partner.id", "sender.reference", "format", "source.path", "source.line", "hint",
    } <= set(told)  # fmt: skip
    assert told["message.id"] == item.message.id and "gwk_a" not in gateway.lines.getvalue()
