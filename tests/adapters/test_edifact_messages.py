"""Messages: groups, repeats, sections, values, codes, character sets, and tables that are no good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gateway.adapters import Limits, Spec, Tree
from gateway.adapters.edifact import adapter
from gateway.findings import Finding, Unreadable
from tests.adapters.cases.edifact import BODY, SPEC, interchange

GOOD = ["BGM+380+X1+9", "FTX+AAI", "UNS+D", "LIN+1", "UNS+S", "CNT+1:1"]


def read(data: bytes, spec: Spec = SPEC) -> tuple[etree._Element, list[Finding]]:
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, spec, Limits())
    return tree.root, [*part.repairs, *adapter.check(tree, spec)]


def told(*segments: str, header: str = "UNB+UNOC:3+A+B+260101:1200+R1") -> list[tuple[str, str | None]]:
    return [
        (finding.code.id, finding.where.path) for finding in read(interchange(*segments, header=header))[1]
    ]


def names(root: etree._Element) -> list[str]:
    return [
        str(node.tag)
        for node in root.iter()
        if not str(node.tag).startswith(("E", "C0", "C1", "C2", "C5", "S0"))
    ]


def test_segments_stand_in_the_groups_that_their_triggers_open() -> None:
    root, findings = read(interchange(*BODY))
    assert findings == []
    assert names(root)[1:] == [
        "UNB", "UNH", "BGM", "DTM", "FTX", "DTM.2", "SG1", "RFF", "DTM", "SG2", "NAD", "FTX",
        "SG3", "LIN", "MOA", "SG4", "RFF", "SG3", "LIN", "CNT",
    ]  # fmt: skip


def test_a_tag_of_two_places_goes_on_when_the_first_is_full() -> None:
    root, findings = read(
        interchange(
            "BGM+380", "DTM+1:1", "DTM+2:2", "FTX+AAI", "DTM+3:3", "UNS+D", "LIN+1", "UNS+S", "CNT+1:1"
        )
    )
    assert findings == []
    assert names(root)[3:8] == ["BGM", "DTM", "DTM", "FTX", "DTM.2"]


MISTAKES: dict[str, tuple[tuple[str, ...], list[tuple[str, str]]]] = {
    "unknown tag": (("BGM+380", "ZZZ+1+2:3", *GOOD[1:]), [("EDI101", "/TOYMSG/ZZZ")]),
    "known tag in no place": (("BGM+380", "FTX+AAI", "CTA+IC", *GOOD[2:]), [("EDI101", "/TOYMSG/CTA")]),
    "mandatory segment": (tuple(GOOD[1:]), [("EDI103", "/TOYMSG/BGM")]),
    "mandatory group": (("BGM+380", "FTX+AAI", "UNS+D", "UNS+S", "CNT+1:1"), [("EDI103", "/TOYMSG/SG3")]),
    "mandatory at the end": (tuple(GOOD[:-1]), [("EDI103", "/TOYMSG/CNT")]),
    "out of order": (("FTX+AAI", "BGM+380", *GOOD[2:]), [("EDI102", "/TOYMSG/BGM")]),
    "too many": (("BGM+380", "BGM+380", *GOOD[1:]), [("EDI104", "/TOYMSG/BGM[2]")]),
    "too many of a group": ((*GOOD[:2], *["RFF+ON:1"] * 10, *GOOD[2:]), [("EDI104", "/TOYMSG/SG1[10]")]),
    "no UNS": ((*GOOD[:2], *GOOD[3:]), [("EDI110", "/TOYMSG")]),
    "UNS too often": ((*GOOD[:5], "UNS+S", GOOD[5]), [("EDI110", "/TOYMSG")]),
    "UNS without a letter": ((*GOOD[:2], "UNS", *GOOD[3:]), [("EDI110", "/TOYMSG")]),
    "mandatory element": (("BGM+380", "FTX", *GOOD[2:]), [("EDI105", "/TOYMSG/FTX/E4451")]),
    "mandatory component": ((*GOOD[:2], "DTM+:20260101", *GOOD[2:]), [("EDI105", "/TOYMSG/DTM.2/C507/E2005")]),
    "mandatory composite": ((*GOOD[:2], "DTM", *GOOD[2:]), [("EDI105", "/TOYMSG/DTM.2/C507")]),
    "too many elements": (("BGM+380+1+9+A+B", *GOOD[1:]), [("EDI106", "/TOYMSG/BGM/X4")]),
    "too many components": (("BGM+380:1:2:3:4", *GOOD[1:]), [("EDI106", "/TOYMSG/BGM/C002/X4")]),
    "components of a simple element": (("BGM+380+1:2", *GOOD[1:]), [("EDI106", "/TOYMSG/BGM/X2")]),
    "too long": (("BGM+380+" + "x" * 36, *GOOD[1:]), [("EDI201", "/TOYMSG/BGM/E1004")]),
    "too short": ((*GOOD[:2], "RFF+ON:1", "NAD+BY+++G", *GOOD[2:]), [("EDI202", "/TOYMSG/SG1/SG2/NAD/E3207")]),
    "letters": ((*GOOD[:2], "RFF+ON:1", "NAD+BY+++1B", *GOOD[2:]), [("EDI204", "/TOYMSG/SG1/SG2/NAD/E3207")]),
    "digits": ((*GOOD[:3], "LIN+1++++12x4", *GOOD[4:]), [("EDI204", "/TOYMSG/SG3/LIN/E5388")]),
    "number": ((*GOOD[:3], "LIN+one", *GOOD[4:]), [("EDI205", "/TOYMSG/SG3/LIN/E1082")]),
    "thousands": ((*GOOD[:4], "MOA+1:1.000,00", *GOOD[4:]), [("EDI205", "/TOYMSG/SG3/MOA/C516/E5004")]),
    "digits of a number": ((*GOOD[:3], "LIN+1234567", *GOOD[4:]), [("EDI201", "/TOYMSG/SG3/LIN/E1082")]),
    "code": (("BGM+381", *GOOD[1:]), [("EDI301", "/TOYMSG/BGM/C002/E1001")]),
    "code of another list": (("BGM+381:ZZZ", *GOOD[1:]), []),
    "mark and sign do not count": ((*GOOD[:3], "LIN+-123.456", *GOOD[4:]), []),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_told_once_at_its_place(name: str) -> None:
    segments, expected = MISTAKES[name]
    assert told(*segments) == expected


def test_a_code_that_is_not_in_the_list_is_a_warning_with_the_nearest() -> None:
    (finding,) = read(interchange("BGM+930", *GOOD[1:]))[1]
    assert finding.severity.value == "warning"
    assert (finding.value, finding.expected) == ("930", "one of 380, 929, 952")
    assert finding.help == "nearest: 380 (Invoice)"


def test_values_that_have_no_place_stay_in_the_tree_and_come_back() -> None:
    root, _ = read(interchange("BGM+380:1:2:3:4+1:2+9+A+B:C", "ZZZ+1+2:3", *GOOD[1:]))
    assert etree.tostring(root.find("BGM")).decode() == (
        "<BGM><C002><E1001>380</E1001><E1131>1</E1131><E3055>2</E3055><X4>3</X4><X5>4</X5></C002><E1004>1</E1004>"
        "<X2><X2>2</X2></X2><E1225>9</E1225><X4>A</X4><X5><X1>B</X1><X2>C</X2></X5></BGM>"
    )
    assert b"'BGM+380:1:2:3:4+1:2+9+A+B:C'ZZZ+1+2:3'" in adapter.write(Tree(None, None, root), SPEC)


def test_a_tag_that_is_no_name_is_kept_as_a_value() -> None:
    root, _ = read(interchange("BGM+380", "1?+2+x", "SG1+y", *GOOD[1:]))
    assert [(node.findtext("X0"), node.findtext("X1")) for node in root.findall("X")] == [
        ("1+2", "x"),
        ("SG1", "y"),
    ]
    assert b"'1?+2+x'SG1+y'" in adapter.write(Tree(None, None, root), SPEC)


REPEATS = {
    "places in version 3": ("3", "LIN+1+a:1+b++1234"),
    "repetitions in version 4": ("4", "LIN+1+a:1*b+1234"),
    "places in version 4, more than lines": ("4", "LIN+1+a:1+b++1234"),
}


@pytest.mark.parametrize("name", REPEATS)
def test_repeats_have_the_same_names_however_they_are_written(name: str) -> None:
    version, segment = REPEATS[name]
    header = f"UNB+UNOC:{version}+A+B+260101:1200+R1"
    root, findings = read(interchange(*GOOD[:3], segment, *GOOD[4:], header=header))
    assert findings == []
    (line,) = root.findall("SG3/LIN")
    assert [(str(node.tag), node.findtext("E7361") or node.text) for node in line] == [
        ("E1082", "1"), ("C246", "a"), ("C246.2", "b"), ("E5388", "1234"),
    ]  # fmt: skip


def test_lines_of_a_directory_are_filled_by_repetitions_too() -> None:
    header = "UNB+UNOC:4+A+B+260101:1200+R1"
    root, findings = read(interchange("BGM+380", "FTX+AAI+a*b", *GOOD[2:], header=header))
    assert findings == []
    assert [node.findtext("E4440") for node in root.find("FTX")[1:]] == ["a", "b"]


SETS = {
    "UNOA": ("ABC", []), "UNOA lower": ("abc", ["EDI206"]), "UNOB": ("abc", []), "UNOC": ("Zoë", []), "UNOD": ("Žižek", []),
    "UNOE": ("Москва", []), "UNOF": ("Αθήνα", []), "UNOG": ("ĥ", []), "UNOH": ("Ķ", []), "UNOI": ("عمان", []), "UNOJ": ("שלום", []),
    "UNOK": ("Şişli", []), "UNOL": ("5 €", []), "UNOW": ("日本 €", []), "UNOY": ("日本 €", []),
}  # fmt: skip
CODECS = {
    "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7", "UNOG": "iso8859-3", "UNOH": "iso8859-4", "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8", "UNOK": "iso8859-9", "UNOL": "iso8859-15", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_every_character_set_is_read_and_written(name: str) -> None:
    identifier, (text, expected) = name.split()[0], SETS[name]
    plain = interchange("BGM+380+@@+9", *GOOD[1:], header=f"UNB+{identifier}:4+A+B+260101:1200+R1")
    data = plain.replace(b"@@", text.encode(CODECS.get(identifier, "iso8859-1")))
    root, findings = read(data)
    assert root.findtext("BGM/E1004") == text
    assert [finding.code.id for finding in findings] == expected
    assert adapter.write(Tree(None, None, root), SPEC) == data


@pytest.mark.parametrize("syntax", ["UNOX:3", "ZZZZ:3", "UNOC:5", "UNOC:", ":3"])
def test_a_syntax_that_is_not_read_is_told_and_the_message_is_still_named(syntax: str) -> None:
    (part,) = adapter.split(interchange(*BODY, header=f"UNB+{syntax}+A+B+260101:1200+R1"), Limits())
    assert [finding.code.id for finding in part.repairs] == ["EDI006"]
    assert part.kind == "TOYMSG D.01A XX"


def test_level_b_has_service_characters_of_its_own() -> None:
    plain = interchange(*GOOD, header="UNB+UNOB:1+A+B+260101:1200+R1")
    root, findings = read(plain.translate(bytes.maketrans(b"+:'", b"\x1d\x1f\x1c")))
    assert findings == []
    assert root.findtext("BGM/C002/E1001") == "380"


TABLES = {
    "no message": ("message.csv", None, "there is no message.csv"),
    "no column": ("message.csv", "position,path\n1,BGM\n", "message.csv has no column status, repeats"),
    "status": (
        "message.csv",
        "path,status,repeats\nBGM,X,1\n",
        "message.csv: BGM is X 1, not M or C and a number",
    ),
    "unknown segment": ("message.csv", "path,status,repeats\nQQQ,M,1\n", "no table has the segment QQQ"),
    "unknown group": ("message.csv", "path,status,repeats\nSG1/BGM,M,1\n", "the group of SG1/BGM"),
    "group without a trigger": (
        "message.csv",
        "path,status,repeats\nSG1,M,1\nSG1/BGM,C,1\n",
        "does not begin with a segment M 1",
    ),
    "unknown composite": (
        "segments.csv",
        "segment,code,status,repeats\nBGM,C999,M,1\n",
        "the composite C999",
    ),
    "unknown element": ("segments.csv", "segment,code,status,repeats\nBGM,9999,M,1\n", "the element 9999"),
    "representation": (
        "dictionary.csv",
        "code,representation,name\n1004,text,Number\n",
        "'text' is no representation",
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_are_no_good_are_told_in_words(name: str, tmp_path: Path) -> None:
    file, text, words = TABLES[name]
    (tmp_path / "message.csv").write_text("path,status,repeats\nBGM,M,1\n")
    (tmp_path / file).unlink(missing_ok=True)
    if text is not None:
        (tmp_path / file).write_text(text)
    spec = replace(SPEC, schema=tmp_path, shared=() if text is None else (SPEC.schema,))
    with pytest.raises(ValueError, match=words):
        adapter.describe(spec)
    (part,) = adapter.split(interchange(*GOOD), Limits())
    with pytest.raises(Unreadable) as caught:
        adapter.read(part, spec, Limits())
    assert [finding.code.id for finding in caught.value.findings] == ["EDI901"]
    (finding,) = adapter.check(adapter.read(part, SPEC, Limits()), spec)
    assert words in finding.message
    # A writer does not refuse: what it cannot place by a table comes in the order of the tree.
    written = adapter.write(adapter.read(part, SPEC, Limits()), spec)
    assert written.startswith(b"UNB+UNOC:3+A:ZZ+B+") and b"'CNT+1:1'" in written


def test_what_a_later_folder_says_wins_by_whole_segments_and_lists(tmp_path: Path) -> None:
    (tmp_path / "message.csv").write_text("# ours\npath,status,repeats\nUNH,M,1\nBGM,M,1\nUNT,M,1\n")
    (tmp_path / "segments.csv").write_text("segment,code,status,repeats\nBGM,1004,M,1\n")
    (tmp_path / "codes.csv").write_text("element,code,name\n1004,A,Letter\n")
    spec = replace(SPEC, schema=tmp_path, shared=(SPEC.schema,))
    assert [node.name for node in adapter.describe(spec).children[-1].children] == ["E1004"]
    _, findings = read(interchange("BGM+B"), spec)
    assert [finding.code.id for finding in findings] == ["EDI301"]
    (tmp_path / "codes.csv").write_text("element,code,name\n1004,A,Letter\n1004,B,Another\n")
    assert read(interchange("BGM+B"), spec)[1] == []


def test_facets_are_those_of_the_representations() -> None:
    children = {child.name: child for child in adapter.describe(SPEC).children}
    number = children["BGM"].children[1].facets
    assert number is not None and (number.base, number.min_length, number.max_length) == ("string", None, 35)
    shelf = children["SG3"].children[0].children[-1].facets
    assert shelf is not None and (shelf.base, shelf.min_length, shelf.max_length, shelf.patterns) == (
        "string",
        4,
        4,
        ("[0-9]*",),
    )
    line = children["SG3"].children[0].children[0].facets
    assert line is not None and (line.base, line.digits, line.enumeration) == ("decimal", (6, None), ())
    assert (children["SG3"].minimum, children["SG3"].maximum) == (1, 999)
