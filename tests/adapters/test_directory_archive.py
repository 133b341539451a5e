"""Zips that are no directory, damaged directories and hostile zips: refused with place, expectation and help."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.adapters.edifact.directory import (
    DirectoryUnreadable,
    archive,
    message_rows,
    open_archive,
    read_directory,
    tables_of,
    tags_of,
)

RULE = "-" * 70
MESSAGE = """
4.3.1  Segment table

Pos    Tag Name                                      S   R

0010   UNH Message header                            M   1     
0020 * BGM Beginning of message                      M   1     

0030       ----- Segment group 1  ------------------ C   99----------+
0040   RFF Reference with a name that is so long                     |
           that it goes on                           M   1           |
                                                                     |
0050       ----- Segment group 2  ------------------ C   9----------+|
0060 X DTM Date/time/period                          M   1----------++
0070   UNT Message trailer                           M   1     

1234 This line comes after the table and is text.
"""
SEGMENTS = f"""
2.   Segment specifications

{RULE}

    *  BGM  BEGINNING OF MESSAGE

       Function: To say what it is.

010    C002 DOCUMENT/MESSAGE NAME                      C    1
       1001  Document name code                        C      an..3
       1000  Document name                             C      an..35

020 +  1225 MESSAGE FUNCTION CODE                      C    1 an..3

{RULE}

       DTM  DATE/TIME/PERIOD

010    2005 DATE OR TIME FUNCTION WITH A NAME
            THAT GOES ON                               M    5 an..3

{RULE}

 X     RFF  REFERENCE

010    1154 REFERENCE                                  M    1 an..35
"""
COMPOSITES = f"""
{RULE}

|      C002 DOCUMENT/MESSAGE NAME

       Desc: A name.

010    1001  Document name code                        C      an..3
020 #  1000  Document name                             C      an..35
"""
ELEMENTS = f"""
{RULE}

     1000  Document name                                           [B]

|    Desc: A name.

     Repr: an..35

{RULE}

#|   1001  Document name code                                      [C]

     Desc: A code.

     Repr: an..3

{RULE}

     1154  Reference                                               [B]

     Repr: an..35

{RULE}

     1225  Message function code that has a
           long name                                               [B]

     Repr: an..3

{RULE}

     2005  Date or time function                                   [B]

     Repr: an..3
"""
CODES = f"""
{RULE}

*    1001  Document name code                                      [C]

     Desc: A code.

     Repr: an..3

     Note:
           2     Not a code but a remark on one

     1     Certificate of something that has a long
           name
              A description with 2     words.

#|   AB    Second \x92thing\x92

X    XX    Third
"""


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(zipfile.ZipInfo(name, (2003, 12, 22, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(**changed: str) -> dict[str, bytes]:
    texts = {
        "message": MESSAGE,
        "edsd": SEGMENTS,
        "edcd": COMPOSITES,
        "eded": ELEMENTS,
        "uncl": CODES,
        **changed,
    }
    return {
        name: text.replace("\n", "\r\n").encode("latin-1") + b"\x1a"
        for name, text in zip(
            ("TESTER_D.03B", "EDSD.03B", "EDCD.03B", "EDED.03B", "UNCL.03B"), texts.values(), strict=True
        )
    }


def directory_of(path: Path, data: bytes):
    path.write_bytes(data)
    return read_directory(open_archive(path))


def tables(path: Path, **changed: str):
    directory = directory_of(path, zipped(parts(**changed)))
    table = message_rows(directory.message("TESTER"))
    return table, tables_of(directory, [tags_of(table)]), directory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "d03b.zip"


def test_a_small_directory_gives_its_tables(file: Path) -> None:
    table, found, directory = tables(file)
    assert table == [
        ("0010", "UNH", "M", "1"),
        ("0020", "BGM", "M", "1"),
        ("0030", "SG1", "C", "99"),
        ("0040", "SG1/RFF", "M", "1"),
        ("0050", "SG1/SG2", "C", "9"),
        ("0060", "SG1/SG2/DTM", "M", "1"),
        ("0070", "UNT", "M", "1"),
    ]
    assert found["segments"] == [
        ("BGM", "010", "C002", "C", "1"),
        ("BGM", "020", "1225", "C", "1"),
        ("DTM", "010", "2005", "M", "5"),
        ("RFF", "010", "1154", "M", "1"),
    ]
    assert found["composites"] == [("C002", "010", "1001", "C", "1"), ("C002", "020", "1000", "C", "1")]
    assert ("1225", "an..3", "Message function code that has a long name") in found["dictionary"]
    assert ("BGM", "", "BEGINNING OF MESSAGE") in found["dictionary"]
    assert found["codes"][0] == ("1001", "1", "Certificate of something that has a long name")
    assert found["codes"][1:] == [("1001", "AB", "Second \u2019thing\u2019"), ("1001", "XX", "Third")]
    assert directory.version == "d03b" and directory.oddities == []


def test_folders_nested_zips_and_case_do_not_matter(file: Path) -> None:
    files = parts()
    inner = zipped({f"Edmd/{name.lower()}": data for name, data in files.items()})
    directory = directory_of(file, zipped({"d03b\\EDIFACT\\Edmd.zip": inner, "d03b/readme.txt": b"x"}))
    assert len(directory.message("TESTER")) == 7
    assert directory.files["TESTER"].place == "d03b.zip/EDMD.ZIP/TESTER_D.03B"


@pytest.mark.parametrize(
    ("changed", "place", "told"),
    [
        ({"message": MESSAGE.replace("Segment table", "Table")}, "TESTER_D.03B", "no segment table"),
        ({"message": MESSAGE.replace("0020 * BGM", "0020 * B")}, "TESTER_D.03B, line 7", "cannot be read"),
        ({"message": MESSAGE.replace("M   1----------++", "M   1----------+")}, "line 14", "do not agree"),
        ({"message": MESSAGE.replace("9----------+|", "9----------+||")}, "line 13", "outside its group"),
        ({"message": MESSAGE.replace("0050  ", "0030  ")}, "line 13", "positions do not rise"),
        ({"message": MESSAGE.replace("0070   UNT", "0070   UNX")}, "TESTER_D.03B", "cannot be read"),
        ({"edsd": SEGMENTS.replace("C    1 an..3", "       ")}, "EDSD.03B, line 14", "no status"),
        ({"edsd": SEGMENTS.replace("010    C002", "010    Z0")}, "EDSD.03B, line 10", "cannot be read"),
        ({"edsd": SEGMENTS.replace("BGM  BEG", "BGMBEG")}, "EDSD.03B, line 6", "no heading"),
        ({"edsd": SEGMENTS.replace("DTM  DATE", "RFF  DATE")}, "EDSD.03B", "RFF is there twice"),
        ({"edsd": SEGMENTS.replace("RFF  REF", "ZZZ  REF")}, "d03b.zip", "the segment RFF is used"),
        ({"edcd": COMPOSITES.replace("C002", "C003")}, "d03b.zip", "the composite C002 is used"),
        ({"edcd": "nothing"}, "EDCD.03B", "no entries"),
        ({"eded": ELEMENTS.replace("     1154", "     1155")}, "d03b.zip", "the data element 1154 is used"),
        ({"eded": ELEMENTS.replace("     2005", "     1154")}, "EDED.03B", "1154 is there twice"),
        ({"eded": ""}, "EDED.03B", "no entries"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(
    file: Path, changed: dict[str, str], place: str, told: str
) -> None:
    with pytest.raises(DirectoryUnreadable) as raised:
        tables(file, **changed)
    text = str(raised.value)
    assert place in text and told in text and "expected: " in text and "help: " in text


def test_lines_among_codes_that_are_none_are_told_and_passed_over(file: Path) -> None:
    _, found, directory = tables(file, uncl=CODES.replace("X    XX    Third", "   what is this"))
    assert [row[1] for row in found["codes"]] == ["1", "AB"]
    assert [(oddity.line, oddity.text) for oddity in directory.oddities] == [(19, "   what is this")]


def test_a_frame_that_ends_too_much_is_read_and_told(file: Path) -> None:
    table, _, directory = tables(file, message=MESSAGE.replace("M   1----------++", "M   1---------+++"))
    assert table[-2][1] == "SG1/SG2/DTM"
    assert [oddity.line for oddity in directory.oddities] == [14]


def test_a_missing_message_is_told_with_the_nearest_ones(file: Path) -> None:
    directory = directory_of(file, zipped(parts()))
    with pytest.raises(DirectoryUnreadable, match=r"TESTED is not in release 03B.*one of TESTER"):
        directory.message("TESTED")


def test_a_missing_part_is_named(file: Path) -> None:
    files = parts()
    del files["UNCL.03B"]
    directory = directory_of(file, zipped(files))
    with pytest.raises(DirectoryUnreadable, match=r"a file is missing.*UNCL\.03B"):
        tables_of(directory, [["BGM"]])


def test_messages_of_interactive_exchange_are_refused(file: Path) -> None:
    text = MESSAGE.replace("UNH", "UIH").replace("UNT", "UIT")
    with pytest.raises(DirectoryUnreadable, match="interactive exchange"):
        tables(file, message=text)


def test_of_several_releases_one_must_be_named(file: Path) -> None:
    file.write_bytes(zipped({**parts(), "EDSD.99B": b""}))
    opened = open_archive(file)
    with pytest.raises(DirectoryUnreadable, match=r"several releases.*one of 03B, 99B"):
        read_directory(opened)
    assert read_directory(opened, "d03b").release == "03B"
    assert read_directory(opened, "99B").version == "d99b"
    with pytest.raises(DirectoryUnreadable, match="the release is not in it"):
        read_directory(opened, "d21b")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and then nothing", zipped(parts())[:-40], b"%PDF-1.4"])
def test_what_is_no_zip_is_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(DirectoryUnreadable, match="cannot be unpacked"):
        open_archive(file)


def test_damage_inside_a_zip_is_found(file: Path) -> None:
    data = bytearray(zipped(parts()))
    data[60:90] = b"\x00" * 30
    file.write_bytes(data)
    with pytest.raises(DirectoryUnreadable, match=r"d03b\.zip: it cannot be unpacked"):
        open_archive(file)


def test_a_zip_without_files_of_a_directory_is_refused(file: Path) -> None:
    file.write_bytes(zipped({"readme.txt": b"hello", "EDSD.TXT": b""}))
    with pytest.raises(DirectoryUnreadable, match="no file of a directory"):
        open_archive(file)


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(DirectoryUnreadable):
            open_archive(path)


def test_a_zip_that_unpacks_too_large_is_refused_unread(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 100_000)
    bomb = zipped({"EDSD.03B": b"\0" * 50_000_000})
    assert len(bomb) < 100_000
    for data in (bomb, zipped({"a.zip": bomb}), zipped({f"A{n}.ZIP": zipped({"EDSD.03B": b"\0" * 60_000}) for n in (1, 2)})):  # fmt: skip
        file.write_bytes(data)
        with pytest.raises(DirectoryUnreadable, match=r"unpacks to more than is read.*at most 100,000 bytes"):
            open_archive(file)


def test_a_size_that_the_zip_lies_about_is_not_believed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 100_000)
    data = bytearray(zipped({"EDSD.03B": b"\0" * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    file.write_bytes(bytes(data).replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(DirectoryUnreadable):
        open_archive(file)


def test_zips_in_zips_have_an_end(file: Path) -> None:
    data = zipped(parts())
    for _ in range(3):
        data = zipped({"more.zip": data})
    file.write_bytes(data)
    with pytest.raises(DirectoryUnreadable, match="too deep"):
        open_archive(file)


def test_too_many_entries_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 4)
    file.write_bytes(zipped(parts()))
    with pytest.raises(DirectoryUnreadable, match="too many entries"):
        open_archive(file)


def test_a_zip_with_a_password_is_told(file: Path) -> None:
    data = bytearray(zipped({"EDSD.03B": b"secret"}))
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    file.write_bytes(data)
    with pytest.raises(DirectoryUnreadable, match="needs a password"):
        open_archive(file)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    which=st.sampled_from(["message", "edsd", "edcd", "eded", "uncl"]),
    place=st.floats(0, 1),
    length=st.integers(0, 40),
    new=st.text(" 0123456789MCX+-|*abnSEG\n.:", max_size=30),
)
def test_damage_gives_tables_or_a_clear_refusal(
    tmp_path: Path, which: str, place: float, length: int, new: str
) -> None:
    texts = {"message": MESSAGE, "edsd": SEGMENTS, "edcd": COMPOSITES, "eded": ELEMENTS, "uncl": CODES}
    start = int(place * len(texts[which]))
    damaged = texts[which][:start] + new + texts[which][start + length :]
    try:
        table, found, _ = tables(tmp_path / "d03b.zip", **{which: damaged})
    except DirectoryUnreadable as refusal:
        assert refusal.expected and refusal.help
    else:
        codes = {row[0] for row in found["dictionary"]}
        assert {row[2] for row in (*found["segments"], *found["composites"])} <= codes
        assert table[-1][1] == "UNT"


@pytest.mark.parametrize("which", ["message", "edsd", "edcd", "eded", "uncl"])
def test_long_lines_and_many_lines_have_an_end(file: Path, which: str) -> None:
    """Blanks, letters and rules that a careless pattern would try again and again."""
    texts = {"message": MESSAGE, "edsd": SEGMENTS, "edcd": COMPOSITES, "eded": ELEMENTS, "uncl": CODES}
    texts["message"] = MESSAGE.partition("0070")[0]
    head = texts[which].rstrip("\n")
    tails = (" " * 300_000 + "x", " M" * 100_000, "-" * 300_000 + "x", "\n           name" * 50_000)
    for tail in tails:
        for begin in ("", "\n0015   BGM ", "\n010    1000 ", "\n     1000  a", "\n     1     a"):
            try:
                tables(file, **{which: head + begin + tail})
            except DirectoryUnreadable as refusal:
                assert len(str(refusal)) < 1000
