"""Our rules of entry summary declarations and the publisher's own say the same of messages made at random."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from benchmarks.ens_cases import FOLDERS
from benchmarks.ens_rules import judged
from tests.rules.ens_language import Node, Rule, _python
from tests.rules.test_ens_edits import DECLARATION, amendment, declaration, edited, formats

MESSAGES = 400
SAMPLES = ("sea-containers", "sea-to-order", "air-two-shippers", "road-ferry")
VALUES = {
    "TraModAtBorHEA76": ["1", "2", "3", "4", "8", "10", "11", "9", "01", "5"],
    "SpeCirIndHEA1": ["A", "C", "D", "E", " E "],
    "IdeOfMeaOfTraCroHEA85": ["9900417", " 99004170 ", "MV MERIDIAN", "990041"],
    "IdeMeaTraGIMEATRA971": ["9900417", "WX 4471 K"],
    "TotNumOfIteHEA305": ["1", "2", "3", "03"],
    "TotNumOfPacHEA306": ["1287", "23", "67", "0", "068"],
    "TotGroMasHEA307": ["41270.5", "410.25", "12480", "0.5", "012480", "12480.", "+12480", "1"],
    "GroMasGDS46": ["500", "35.25", "0", "007", ".5", "18200.000", "-3", "+4", "1234567.8910"],
    "ConRefNumHEA": ["KS0107", "KS1", "XFERAB1:C2", "XFER 44", "MR610W", "kst12345A"],
    "KinOfPacGS23": ["CT", "NE", "VR", " VQ ", "NG", "VO", "PX"],
    "NumOfPacGS24": ["0", "1", "640", "00", "05"],
    "NumOfPieGS25": ["0", "1", "07"],
    "MarNumOfPacGSL21": ["HC 1-640", "CRW 20/26", "NEW"],
    "AddInfCodMT23": ["10600", " 10600 ", "10601"],
    "IteNumGDS7": ["1", "2", "3", "02", "0"],
    "RefNumCOL1": ["GB000051", "GB000060", "GB000120"],
    "RefNumCUSOFFFENT731": ["GB000051", "GB000060"],
    "RefNumSUBENR909": ["GB000081"],
    "MetOfPayGDI12": ["H"],
    "TraChaMetOfPayHEA1": ["H", "A"],
    "UNDanGooCodGDI1": ["1170"],
    "ComNomCMD1": ["4007", "691110"],
    "DocTypDC21": ["N705", "C085"],
    "MesSenMES3": ["GB1/1234567890", "gb1/1234567890", "GB/1234567890", " GB903316000104/0000000011 "],
}
"""What elements are set to; all others that end in a number of a party, or in words, by their names."""
NUMBERS = ["GB123456789000", "FR12345678900", "GB903316000104", "XI123456789000"]
PLACES = ["CNNGB", "GB Dover"]
FIXED = {
    "DatOfPreMES9",
    "TimOfPreMES10",
    "MesTypMES20",
    "PriMES15",
    "DecDatTimHEA114",
    "ExpDatOfArrFIRENT733",
}
"""what no rule looks at, and what has a shape of its own"""
WORDS = ["Meadow Traders", "Leith", " Leith", "AB1 2CD"]


@pytest.fixture(scope="module")
def rules(shared: Path) -> list[Rule]:
    """The publisher's rules."""
    return [Rule(file) for file in sorted((shared / "corpus/uk-ens/rules").glob("*.json"))]


def test_assertions_are_understood() -> None:
    assert _python("not('.') || !(trim('A') == 'B!')") == "absent('.')  or   not (trim('A') == 'B!')"
    root = etree.fromstring("<a><b>GB1</b><b> 2</b></a>")
    assert Node(root).countEquals("b", "2") == 1 and Node(root).getValue("b").startsWith("GB")


def changed(text: str, random: Random, paths: list[str]) -> str:
    """A message with one to six changes at random: elements taken away, set or made."""
    edits = []
    for path in random.sample(paths, random.randint(1, 6)):
        name = path.rpartition("/")[2]
        if path.startswith("GOOITEGDS/"):
            path = path.replace("GOOITEGDS/", f"GOOITEGDS[{random.randint(1, 2)}]/", 1)
        group = path.rpartition("/")[0]
        if random.random() < 0.3:
            edits.append(f"-{path}")
        elif random.random() < 0.15 and group and not group.startswith("HEAHEA") and not group.endswith("]"):
            edits.append(f"-{group}")
        else:
            edits.append(f"{path}={random.choice(values(name))}")
    return edited(text, "; ".join(edits)).decode()


def values(name: str) -> list[str]:
    """What an element can be set to."""
    if name in VALUES:
        return VALUES[name]
    if "Cou" in name or name.startswith("Nat"):
        return ["FR", "GB"]
    return NUMBERS if name.startswith("TIN") else PLACES if name.startswith("Pla") else WORDS


def leaves() -> list[str]:
    """The paths of all elements that hold a value, as the widest sample has them."""
    root = etree.parse(DECLARATION / "bad/wide.xml").getroot()
    names = {
        "/".join(str(each.tag) for each in [*reversed(list(node.iterancestors())), node][1:])
        for node in root.iter()
        if not len(node) and not str(node.tag).endswith("LNG") and node.tag not in FIXED
    }
    return sorted(names)


@pytest.mark.parametrize("format", FOLDERS.values())
def test_both_find_the_same_in_messages_made_at_random(rules: list[Rule], format: str) -> None:
    random, paths = Random(f"{format} 11.2"), leaves()
    left_out = {"p3_p72"} if format.endswith("-new") else {"p3_p72_New"}
    if "cc313a" in format:
        left_out.add("p121")
    asked: Counter[str] = Counter()
    for number in range(MESSAGES):
        text = changed(declaration(random.choice(SAMPLES)), random, paths)
        text = amendment(text) if "cc313a" in format else text
        found = Counter(judged(text.encode(), formats().get(format)))
        if any(not code for code, _ in found):
            asked["the schema refuses it"] += 1
            continue
        root = etree.fromstring(text.encode())
        theirs = Counter(pair for rule in rules if rule.name not in left_out for pair in rule.broken(root))
        assert found == theirs, (number, text)
        asked.update(code for code, _ in theirs)
        asked["valid" if not theirs else "invalid"] += 1
    assert asked["invalid"] > MESSAGES / 3 and asked["valid"] > MESSAGES / 10
    assert len(asked) > 110
