"""Interchanges: counts, references, trailers, groups, several messages, and what is passed over."""

from __future__ import annotations

import tracemalloc

import pytest

from gateway.adapters import Limits
from gateway.adapters.edifact import adapter
from gateway.findings import Severity, Unreadable
from tests.adapters.cases.edifact import BODY, SPEC, interchange

UNB = b"UNB+UNOC:3+A+B+260101:1200+R1'"
SHORT = b"BGM+380+X'FTX+AAI'UNS+D'LIN+1'UNS+S'CNT+1:1'"


def message(reference: bytes = b"1", count: bytes = b"8") -> bytes:
    return b"UNH+" + reference + b"+TOYMSG:D:01A:XX'" + SHORT + b"UNT+" + count + b"+" + reference + b"'"


def told(data: bytes) -> list[list[str]]:
    return [[finding.code.id for finding in part.repairs] for part in adapter.split(data, Limits())]


CASES = {
    "all right": (UNB + message() + message(b"2") + b"UNZ+2+R1'", [[], []]),
    "leading zeros of a count": (UNB + message(count=b"0008") + b"UNZ+01+R1'", [[]]),
    "count of segments": (UNB + message(count=b"9") + message(b"2") + b"UNZ+2+R1'", [["EDI121"], []]),
    "a count that is none": (UNB + message(count=b"x") + b"UNZ+1+R1'", [["EDI121"]]),
    "count of messages": (UNB + message() + message(b"2") + b"UNZ+3+R1'", [[], ["EDI121"]]),
    "reference of the interchange": (UNB + message() + b"UNZ+1+R2'", [["EDI122"]]),
    "no UNT": (UNB + message().partition(b"UNT")[0] + message(b"2") + b"UNZ+2+R1'", [["EDI120"], []]),
    "no UNT at the end": (UNB + message().partition(b"UNT")[0] + b"UNZ+1+R1'", [["EDI120"]]),
    "no UNZ": (UNB + message() + message(b"2"), [[], ["EDI120"]]),
    "cut in a segment": (UNB + message()[:-14], [["EDI007", "EDI120"]]),
    "cut in UNT": (UNB + message()[:-1], [["EDI007", "EDI120"]]),
    "cut in UNZ": (UNB + message() + b"UNZ+1+R1", [["EDI007"]]),
    "a reference twice": (UNB + message() + message(b"2") + message() + b"UNZ+3+R1'", [[], [], ["EDI123"]]),
    "a segment between messages": (UNB + message() + b"ZZZ+1'" + message(b"2") + b"UNZ+2+R1'", [["EDI009"], []]),
    "a segment before messages": (UNB + b"ZZZ+1'" + message() + b"UNZ+1+R1'", [["EDI009"]]),
    "text behind the end": (UNB + message() + b"UNZ+1+R1'some text", [["EDI009"]]),
    "a message behind the end": (UNB + message() + b"UNZ+1+R1'" + message(b"2"), [[], ["EDI009"]]),
    "two interchanges": (2 * (UNB + message() + b"UNZ+1+R1'\n"), [[], []]),
    "two interchanges, two service strings": (
        UNB + message() + b"UNZ+1+R1'" + b"UNA^|.\\ ~UNB|UNOC^3|A|B|260101^1200|R2~UNH|1|TOYMSG^D^01A^XX~UNT|2|1~UNZ|1|R2~",
        [[], []],
    ),
    "an interchange that was not closed": (UNB + message() + UNB + message() + b"UNZ+1+R1'", [["EDI009", "EDI120"], []]),
    "groups": (
        UNB + b"UNG+TOYMSG+++260101:1200+G1+UN'" + message() + message(b"2") + b"UNE+2+G1'"
        + b"UNG+TOYMSG+++260101:1200+G2+UN'" + message(b"3") + b"UNE+1+G2'UNZ+2+R1'",
        [[], [], []],
    ),
    "counts of groups": (
        UNB + b"UNG+TOYMSG+++260101:1200+G1+UN'" + message() + b"UNE+2+G2'UNZ+3+R1'", [["EDI121", "EDI122", "EDI121"]],
    ),
    "a group that was not closed": (
        UNB + b"UNG+TOYMSG+++260101:1200+G1+UN'" + message() + b"UNZ+1+R1'", [["EDI120"]],
    ),
    "a trailer without a header": (UNB + message() + b"UNE+1+G1'UNZ+1+R1'", [["EDI009"]]),
    "a released terminator before a tag": (
        UNB + b"UNH+1+TOYMSG:D:01A:XX'BGM+380+?'UNT+1'UNT+3+1'UNZ+1+R1'", [[]],
    ),
    "a release character that is released": (
        UNB + b"UNH+1+TOYMSG:D:01A:XX'BGM+380+??'UNT+3+1'UNZ+1+R1'", [[]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_stands_at_the_message_that_it_belongs_to(name: str) -> None:
    data, expected = CASES[name]
    assert told(data) == expected


def test_integrity_faults_are_errors_with_a_place_and_do_not_stop_the_other_messages() -> None:
    data = UNB + message(count=b"9") + message(b"2") + b"UNZ+5+R1'"
    parts = list(adapter.split(data, Limits()))
    (count,), (messages,) = parts[0].repairs, parts[1].repairs
    assert count.severity is messages.severity is Severity.ERROR
    assert (count.value, count.expected, count.where.segment) == ("9", "8", 8)
    assert data[count.where.offset :].startswith(b"UNT+9+1'")
    assert data[messages.where.offset :].startswith(b"UNZ+5")
    for part in parts:
        assert adapter.check(adapter.read(part, SPEC, Limits()), SPEC) == []


def test_unb_and_ung_stand_in_every_message_of_their_group() -> None:
    data, _ = CASES["groups"]
    groups = [part.head.findtext("UNG/E0048") for part in adapter.split(data, Limits())]
    assert groups == ["G1", "G1", "G2"]


def test_a_message_of_several_can_be_kept_and_read_again_alone() -> None:
    data, _ = CASES["groups"]
    for part in adapter.split(data, Limits()):
        (alone,) = adapter.split(part.data, Limits())
        assert alone.repairs == []
        trees = [adapter.read(each, SPEC, Limits()) for each in (part, alone)]
        assert trees[0].xml == trees[1].xml


def test_a_file_of_one_message_is_kept_as_it_came() -> None:
    data = b"\r\n" + interchange(*BODY) + b"\r\n"
    (part,) = adapter.split(data, Limits())
    assert (part.data, part.offset) == (data, 0)


OPENINGS = {
    b"": "EDI001", b"  \n": "EDI001", b"UNH+1'": "EDI004", b"UIB+UNOC:4'": "EDI005", b"UIH+A'": "EDI005", b"UNA:+.": "EDI003",
    b"UNA:+.? 'UNH+1'": "EDI004", b"UNB+UNOC:3+A+B'": "EDI120", b"UNB+UNOC:3": "EDI007", b"\xff\xfeU\0N\0B\0": "EDI002",
}  # fmt: skip


@pytest.mark.parametrize("data", OPENINGS, ids=str)
def test_what_cannot_be_opened_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        list(adapter.split(data, Limits()))
    assert caught.value.findings[0].code.id == OPENINGS[data]


def test_an_interchange_without_messages_is_told() -> None:
    with pytest.raises(Unreadable) as caught:
        list(adapter.split(UNB + b"UNZ+0+R1'", Limits()))
    assert [finding.code.id for finding in caught.value.findings] == ["EDI008"]


def test_benign_oddities_are_repairs_that_are_no_errors() -> None:
    body = interchange(*BODY).replace(b"?'", b"?e")
    data = b"\xef\xbb\xbf \r\n" + body.replace(b"'", b"'\r\n\r\n  ")
    (part,) = adapter.split(data, Limits())
    assert {(f.code.id, f.severity.value) for f in part.repairs} == {
        ("EDI010", "warning"), ("EDI011", "warning"), ("EDI012", "info"),
    }  # fmt: skip
    tree = adapter.read(part, SPEC, Limits())
    (plain,) = adapter.split(body, Limits())
    assert tree.xml == adapter.read(plain, SPEC, Limits()).xml
    assert adapter.check(tree, SPEC) == []


def peak(messages: int, read: bool) -> int:
    """Bytes that cutting an interchange (and reading its messages) takes at most, its own apart."""
    data = UNB + b"".join(message(b"%d" % number) for number in range(messages)) + b"UNZ+%d+R1'" % messages
    tracemalloc.start()
    for part in adapter.split(data, Limits()):
        assert part.repairs == []
        assert not read or adapter.check(adapter.read(part, SPEC, Limits()), SPEC) == []
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert part.number == messages
    return found


@pytest.mark.parametrize("read", [False, True])
def test_memory_does_not_grow_with_the_number_of_messages(read: bool) -> None:
    peak(100, read)
    # A bit for each reference is all that is kept.
    assert peak(10_000 if not read else 2_000, read) < peak(100, read) + 20_000


def test_references_that_are_no_counters_are_told_apart_too() -> None:
    names = ["A", "B", "A1", "A01", "7", "07", "1000000", "7", "A01", "B", "", "C", ""]
    data = UNB + b"".join(message(name.encode()) for name in names) + b"UNZ+13+R1'"
    twice = [
        part.number for part in adapter.split(data, Limits()) if "EDI123" in [f.code.id for f in part.repairs]
    ]
    assert twice == [8, 9, 10, 13]


def test_many_mistakes_of_an_interchange_are_told_in_linear_time() -> None:
    data = UNB + b"".join(b"ZZZ+1'" + message(b"1", b"9") for _ in range(3_000))
    assert sum(len(part.repairs) for part in adapter.split(data, Limits())) == 3 * 3_000
