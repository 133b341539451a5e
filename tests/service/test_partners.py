"""The file of partners: who is known by which key, and mistakes that tell no secret."""

from __future__ import annotations

import pytest

from gateway.service import Disabled, Misconfigured, Partners, Unauthenticated, hash_key, new_key
from gateway.service.partners import read_partners
from tests.service.conftest import PARTNERS, SUBSCRIPTIONS


def load(tmp_path, text):
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    return read_partners(file)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("id = agency", "PRT001", "p.toml"),
        ("[[partners]]\nid = 'a'", "PRT101", "partners"),
        ("[[partner]]\nid = 'a'\nendpoit = 'x'", "PRT101", "endpoit"),
        ("[[partner]]\nid = 'a'\n[partner.endpoint]\nurl = 'https://a'\nsecrt = 's'", "PRT101", "secrt"),
        ("[[partner]]\nname = 'a'", "PRT102", "id is missing"),
        ("[[partner]]\nid = 'A B'", "PRT201", "id cannot hold"),
        ("[[partner]]\nid = 'a'\nkey_hash = 'gwk_SECRET'", "PRT201", "cannot hold"),
        ("[[partner]]\nid = 'a'\n[partner.leniency]\nXML901 = 'warning'", "PRT201", "cannot be lowered"),
        ("[[partner]]\nid = 'a'\n[partner.leniency]\nXML201 = 'none'", "PRT201", "cannot hold"),
        ("[[partner]]\nid = 'a'\n[[partner]]\nid = 'a'", "PRT202", "twice"),
        ("partner = 5", "PRT201", "no list of tables"),
        ("[partner]\nid = 'a'", "PRT201", "no list of tables"),
        ("partner = [5]", "PRT201", "cannot hold"),
    ],
)
def test_mistakes_are_findings_with_place_and_help_and_without_secrets(tmp_path, text, code, told):
    _, findings = load(tmp_path, text)
    assert [finding.code.id for finding in findings] == [code]
    assert told in findings[0].message and findings[0].help
    assert "p.toml" in findings[0].where.path
    assert "SECRET" not in str(findings)


def test_the_nearest_keys_are_given(tmp_path):
    _, (finding,) = load(tmp_path, "[[partner]]\nid = 'a'\nendpoit = 'x'")
    assert finding.expected.startswith("nearest: endpoint")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Misconfigured) as refused:
        Partners.load(tmp_path / "none.toml")
    assert [finding.code.id for finding in refused.value.findings] == ["PRT001"]


def test_a_key_is_known_by_its_hash_alone_and_never_shown(tmp_path):
    key, other = new_key(), new_key()
    assert key != other and hash_key(key) != hash_key(key)
    partners, _ = load(
        tmp_path,
        f"[[partner]]\nid = 'a'\nkey_hash = ['{hash_key(other)}', '{hash_key(key)}']\n"
        "[partner.endpoint]\nurl = 'https://a'\nsecret = 'whsec_SECRET'\n"
        f"[[partner]]\nid = 'off'\ndisabled = true\nkey_hash = '{hash_key('gwk_off')}'",
    )
    known = Partners(partners)
    assert known.authenticate(key).id == known.authenticate(other).id == "a"
    for wrong in ("", "gwk_x", partners[0].key_hash[0]):
        with pytest.raises(Unauthenticated):
            known.authenticate(wrong)
    with pytest.raises(Disabled):
        known.authenticate("gwk_off")
    shown = f"{partners!r} {partners[0]}"
    assert "SECRET" not in shown and "sha256" not in shown


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('to = "rsik"\nformat = "model"', "RTE401"),
        ('to = "picky"\nformat = "model"', "RTE402"),
        ('to = "risk"', "RTE102"),
    ],
)
def test_a_gateway_does_not_open_with_wrong_subscriptions(make, more, code):
    with pytest.raises(Misconfigured) as refused:
        make(
            partners=f'{PARTNERS}\n[[partner]]\nid = "picky"\naccepts = ["xx/line"]',
            subscriptions=f'{SUBSCRIPTIONS}\n[[subscription]]\nname = "x"\n{more}',
        )
    assert [finding.code.id for finding in refused.value.findings] == [code]


LENIENT = '[[partner]]\nid = "agency"\n[partner.leniency]\nTST202 = "warning"\n[[partner]]\nid = "risk"\n'


def test_what_is_agreed_lowers_the_severity_and_says_so(bench):
    from gateway.service.leniency import lenient

    (inbound,) = bench.validate(b"R1|bad")
    inbound.message = bench.validate(b"R1|good")[0].message
    lenient(inbound, {"TST202": "warning"})
    assert (inbound.outcome, inbound.findings[0].severity) == ("valid", "warning")
    assert "warning instead of error by agreement" in inbound.findings[0].message


def test_without_a_translation_a_message_stays_invalid(make):
    bench = make(partners=LENIENT, subscriptions="")
    (item,) = bench.submit("R1|bad").items
    assert (item.verdict, item.message.outcome) == ("rejected", "invalid")
