"""`gateway ledger`: every value is accounted for."""

from __future__ import annotations

import json

from lxml import etree

COUNTS = {"values", "mapped", "converted", "kept", "ignored", "residue", "unaccounted"}
ENTRY = {"path", "line", "value", "outcome", "model_path", "converter", "reason"}


def accounts(run, *arguments, exit=0):
    return json.loads(run("ledger", *arguments, exit=exit).stdout)


def format_of(file):
    """The format in whose folder a sample lies."""
    owner, name, version = file.parents[2].parts[-3:]
    return f"{owner}/{name}@{version}"


def values_of(file):
    """Attributes, and leaves with text or without attributes, of a message, counted independently."""
    root = etree.parse(str(file)).getroot()
    leaves = sum(1 for node in root.iter(etree.Element) if not len(node) and (node.text or not node.attrib))
    return leaves + sum(len(node.attrib) for node in root.iter(etree.Element))


def test_one_object_a_message_with_the_whole_account(run, each_good):
    (account,) = accounts(run, each_good)
    assert account.keys() == {"file", "message", "format", "target", "counts", "entries", "lost"}
    assert (account["file"], account["message"]) == (str(each_good), 1)
    assert (account["format"], account["target"], account["lost"]) == (format_of(each_good), "model", [])
    counts = account["counts"]
    assert counts.keys() == COUNTS
    assert counts["values"] == values_of(each_good) == len(account["entries"])
    assert sum(counts.values()) == 2 * counts["values"]
    assert counts["unaccounted"] == 0
    assert all(entry.keys() == ENTRY for entry in account["entries"])


def test_outcomes_of_the_entries_are_what_is_counted(run, each_good):
    (account,) = accounts(run, each_good)
    for outcome in COUNTS - {"values"}:
        found = [entry for entry in account["entries"] if entry["outcome"] == outcome]
        assert len(found) == account["counts"][outcome], outcome


def test_with_a_target_what_is_lost_is_named_and_what_is_written_is_traced(run, good):
    (account,) = accounts(run, good, "--to", "gb/cds-declaration@3.6")
    assert (account["format"], account["target"]) == ("xx/example@1", "gb/cds-declaration@3.6")
    assert account["counts"]["values"] == values_of(good)
    assert all(lost.keys() == {"model_path", "value", "reason"} for lost in account["lost"])
    assert account["written"]["entries"]


def test_an_unreadable_message_is_1_and_has_no_account(run, folder):
    (folder / "in.xml").write_bytes(b"<a>")
    result = run("ledger", "in.xml", exit=1)
    assert json.loads(result.stdout) == []
    assert "in.xml:1" in result.stderr


def test_an_unknown_target_is_2(run, good):
    assert "unknown format" in run("ledger", good, "--to", "nobody", exit=2).stderr
