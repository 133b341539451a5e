"""Hostile and odd EDIFACT: every published attack, and sizes that must be refused at once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gateway.adapters import Limits
from gateway.adapters.edifact import adapter
from gateway.findings import Unreadable
from gateway.formats import Catalog
from gateway.pipeline import Inbound, receive
from tests.adapters.cases.edifact import SPEC, interchange

POLICY: dict[str, tuple[str, tuple[str, ...]]] = {
    "bom_before_una": ("valid", ("EDI010",)),
    "control_chars": ("invalid", ("EDI207",)),
    "duplicate_unh_ref": ("invalid", ("EDI123",)),
    "element_too_long": ("invalid", ("EDI201",)),
    "leading_space": ("valid", ("EDI011",)),
    "missing_unb": ("unreadable", ("EDI004",)),
    # The outer interchange is not closed where the inner one begins, and its UNZ closes nothing.
    "nested_unb": ("invalid", ("EDI120", "EDI009", "EDI009")),
    "no_terminator_60kb": ("unreadable", ("EDI906",)),
    "nul_bytes": ("invalid", ("EDI207",)),
    "ok": ("valid", ()),
    "ok_custom_una": ("valid", ()),
    "ok_una_newlines": ("valid", ("EDI012",)),
    "only_terminators": ("unreadable", ("EDI004",)),
    "release_at_end": ("invalid", ("EDI007", "EDI120")),
    # Who may send for whom is the partner's agreement, and where test messages go is the route:
    # the adapter reads both messages as they are.
    "sender_spoof": ("valid", ()),
    "test_indicator": ("valid", ()),
    "too_many_components": ("unreadable", ("EDI905",)),
    "too_many_elements": ("unreadable", ("EDI905",)),
    "una_all_same": ("unreadable", ("EDI003",)),
    "una_nul_separator": ("unreadable", ("EDI003",)),
    "una_short": ("unreadable", ("EDI003",)),
    "una_twice": ("unreadable", ("EDI003",)),
    "unoa_lowercase": ("valid", ("EDI206",)),
    "unoc_utf8_bytes": ("valid", ("EDI208",)),
    "unow_invalid_utf8": ("invalid", ("EDI207",)),
    "unox_unknown_syntax": ("invalid", ("EDI006",)),
    "unt_count_huge": ("invalid", ("EDI121",)),
    "unt_count_wrong": ("invalid", ("EDI121",)),
    "unt_ref_mismatch": ("invalid", ("EDI122",)),
    "unz_count_wrong": ("invalid", ("EDI121",)),
    "utf16": ("unreadable", ("EDI002",)),
}
"""what becomes of each attack, at the last message of the file"""


def take(data: bytes, formats: Catalog) -> list[Inbound]:
    return list(receive(data, formats, as_format="xx/toy-cusdec@1", to_model=False))


def test_every_published_attack_gets_the_outcome_of_our_policy(shared: Path, formats: Catalog) -> None:
    folder = shared / "attacks"
    rows = [
        row
        for row in csv.DictReader((folder / "MANIFEST.csv").read_text().splitlines())
        if row["file"].startswith("edifact/")
    ]
    names = {Path(row["file"]).stem: row for row in rows}
    found = {}
    for name, row in names.items():
        last = take((folder / row["file"]).read_bytes(), formats)[-1]
        found[name] = (last.outcome.value, tuple(finding.code.id for finding in last.findings))
    assert found == POLICY
    for name, row in names.items():
        if row["expected"].startswith("reject") and not row["expected"].startswith(
            ("reject or", "reject when")
        ):
            assert found[name][0] != "valid", name
        if row["expected"].startswith("accept"):
            assert found[name][0] == "valid", name


def test_no_finding_repeats_a_control_character_in_its_words(shared: Path, formats: Catalog) -> None:
    data = (shared / "attacks/edifact/control_chars.edi").read_bytes()
    for result in take(data, formats):
        for finding in result.findings:
            assert "\x1b" not in f"{finding.message}{finding.expected}{finding.value}"


SIZES = {
    "a segment of 20 MB": (b"UNB+UNOC:3+A+B+260101:1200+1'UNH+1+TOYMSG:D:01A:XX'BGM+" + b"A" * 19_900_000, "EDI906"),
    "a header of 20 MB": (b"UNB+" + b"A" * 19_900_000, "EDI906"),
    "20 MB of separators": (b"UNB+UNOC:3+A+B+260101:1200+1'UNH+1+TOYMSG:D:01A:XX'BGM" + b"+" * 19_900_000, "EDI905"),
    "20 MB of terminators": (b"UNB+UNOC:3+A+B+260101:1200+1'UNH+1+TOYMSG:D:01A:XX'" + b"'" * 19_900_000, "EDI905"),
    "20 MB of release characters": (b"UNB+UNOC:3+A+B+260101:1200+1'UNH+1+TOYMSG:D:01A:XX'BGM+" + b"?" * 19_900_000, "EDI906"),
    "more than is read": (b"UNB+" + b"A" * 20_000_000, "EDI903"),
    "20 MB behind the end": (interchange("BGM+380") + b"x" * 19_900_000, None),
    "20 MB of trailers": (interchange("BGM+380") + b"UNZ'" * 100_000, None),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_what_is_too_large_is_told_in_few_words(name: str) -> None:
    data, code = SIZES[name]
    found = []
    try:
        for part in adapter.split(data, Limits()):
            found += [finding.code.id for finding in part.repairs]
            adapter.read(part, SPEC, Limits())
    except Unreadable as error:
        assert [finding.code.id for finding in error.findings] == [code]
    else:
        assert code is None
        assert "EDI009" in found


def test_twenty_thousand_empty_segments_are_one_finding() -> None:
    data = interchange("BGM+380", *[""] * 20_000)
    (part,) = adapter.split(data, Limits())
    assert [finding.code.id for finding in part.repairs].count("EDI109") == 1
    assert len(part.repairs) <= 2


def test_thousands_of_unknown_segments_are_told_each_with_its_number() -> None:
    data = interchange(*[f"Z{number % 100:02}+1" for number in range(5_000)])
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, SPEC, Limits())
    unexpected = [f for f in adapter.check(tree, SPEC) if f.code.id == "EDI101"]
    assert len(unexpected) == 5_000
    assert unexpected[-1].where.segment == 5_001


def test_of_very_many_mistakes_the_first_are_told_and_that_there_are_more() -> None:
    (part,) = adapter.split(interchange(*["ZZZ+1"] * 20_000), Limits())
    told = adapter.check(adapter.read(part, SPEC, Limits()), SPEC)
    assert 10_000 <= len(told) <= 10_003
    assert [f.message for f in told if f.code.id == "EDI905"] == ["only the first 10,000 mistakes are told"]
