"""Damaged interchanges: findings or Unreadable, and never anything else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gateway.adapters import Limits, Tree
from gateway.adapters.edifact import adapter
from gateway.findings import Unreadable
from tests.adapters.cases.edifact import BODY, SPEC, interchange

ROOT = Path(__file__).parents[2]
HEADERS = ("UNB+UNOC:3+A+B+260101:1200+R1", "UNB+UNOW:4+A+B+260101:1200+R1", "UNB+UNOA:1+A+B+260101:1200+R1")
SEEDS = [
    *(interchange(*BODY, header=header) for header in HEADERS),
    interchange(*BODY, una="UNA:+.?*'"),
    interchange(*BODY).replace(
        b"UNZ", b"UNG+T+++260101:1200+G+UN'" + interchange(*BODY)[31:-10] + b"UNE+1+G'UNZ"
    ),
    interchange(*BODY).replace(b"'", b"'\r\n"),
]
PIECES = [
    b"'", b"+", b":", b"?", b"*", b"?'", b"''", b"\r\n", b" ", b"\0", b"\x1a", b"\xff", b"\xc3", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"<", b"&",
    b"UNH+1'", b"UNT'", b"UNZ'", b"UNB'", b"UNA", b"UNG'", b"UNE'", b"UNS'", b"UIB'", b"X0", b"SG1'", b"X5+1'", b"1" * 40, b":" * 70, b"+" * 300,
]  # fmt: skip
CRASHERS = [
    b"UNB+UNOC:3'UNH'",
    b"UNB'UNH'UNT'UNZ'",
    b"UNB+UNOW:4'UNH+1+TOYMSG'BGM+\xef\xbf\xbe'UNT+3+1'UNZ+1'",
    b"UNB+UNOW:4'UNH+1+TOYMSG'\xed\xa0\x80+1'UNT+3+1'UNZ+1'",
    b"UNB+UNOB:1'UNH+1+TOYMSG'BGM+?\x1c'UNT+3+1'UNZ+1'",
    b"UNA:+.?*'UNB+UNOC:4'UNH+1+TOYMSG'BGM+*:*:'UNT+3+1'UNZ+1'",
    b"UNB+UNOC:3'UNH+1+TOYMSG'X+a'X0+b'X5.2+c'SG9+d'?++e'UNT+7+1'UNZ+1'",
    b"UNB+UNOC:3'UNH:1:2+1+TOYMSG'BGM:7+380'UNT+3+1'UNZ+1'",
    b"UNB+UNOC:3'UNH+1+TOY<&>'BGM+]]>'UNT+3+1'UNZ+1'",
    b"UNB+UNOC:3'UNH+1+TOYMSG'UNH+1+TOYMSG",
    b"UNB+UNOC:3'\nUNH+1+TOYMSG'\nBGM+a\nb'UNT",
    b"UNB+UNOC:3+?'UNH+1'UNZ+1'",
]
"""what reading, checking, finding places or writing must have stood up to once"""


def damaged(draw: random.Random) -> bytes:
    data = bytearray(draw.choice(SEEDS))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) + 1)
        match draw.randrange(4):
            case 0:
                data[at:at] = draw.choice(PIECES)
            case 1:
                del data[at : at + draw.randint(1, 30)]
            case 2:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case _:
                start = draw.randrange(len(data) + 1)
                data[at:at] = data[start : start + draw.randint(1, 60)]
    return bytes(data)


def take(data: bytes) -> int:
    """Everything that an adapter does with a file; how many messages were read."""
    found = 0
    try:
        for part in adapter.split(data, Limits()):
            try:
                tree = adapter.read(part, SPEC, Limits())
            except Unreadable as error:
                assert error.findings
                continue
            findings = [*part.repairs, *adapter.check(tree, SPEC)]
            assert all(f.message and f.help and f.expected and f.where for f in findings)
            nodes = list(tree.root.iter())
            assert len(adapter.locate(tree, nodes)) == len(nodes)
            list(adapter.split(adapter.write(Tree(None, None, tree.root), SPEC), Limits()))
            list(adapter.split(part.data, Limits()))
            found += 1
    except Unreadable as error:
        assert error.findings
    return found


@pytest.mark.parametrize("data", CRASHERS, ids=range(len(CRASHERS)))
def test_what_was_hard_once_is_not_now(data: bytes) -> None:
    take(data)


@pytest.mark.parametrize("seed", range(4))
def test_damage_is_found_or_refused(seed: int) -> None:
    draw = random.Random(seed)
    assert sum(take(damaged(draw)) for _ in range(150)) > 50


def test_samples_with_one_byte_out_of_place_are_found_or_refused(shared: Path) -> None:
    draw = random.Random(7)
    for file in sorted((shared / "corpus/edifact/samples").iterdir()):
        data = bytearray(file.read_bytes())
        take(bytes(data))
        for _ in range(3):
            data[draw.randrange(len(data))] = draw.choice(b"'+:?*\0\xff\n A1")
            take(bytes(data))
