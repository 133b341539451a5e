"""`gateway formats import-directory`: the tables that it writes, and what it says when it cannot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULE = "-" * 70
TABLE = """
4.3.1  Segment table

0010   UNH Message header                            M   1
0020   {tag} Something                                 M   1
0030   UNT Message trailer                           M   1
"""
FILES = {
    "EDSD": f"{RULE}\n\n       BGM  BEGINNING\n\n010    1000 {{name}}                      C    1 an..35\n"
    f"{RULE}\n\n       DTM  DATE\n\n010    2005 DATE QUALIFIER                     M    1 an..3\n",
    "EDCD": f"{RULE}\n\n       C001 NOTHING\n\n010    1000  Document name                           C      an..35\n",
    "EDED": f"{RULE}\n\n     1000  {{name}}   [B]\n\n     Repr: an..35\n{RULE}\n\n     2005  Date qualifier   [B]\n\n     Repr: an..3\n",
    "UNCL": f"{RULE}\n\n     2005  Date qualifier\n\n     Repr: an..3\n\n     137   Document date\n              Its date.\n",
}  # fmt: skip


def directory(release: str, name: str = "Document name", tags: tuple[str, ...] = ("BGM", "DTM")) -> bytes:
    files = {f"{key}.{release}": text.replace("{name}", name) for key, text in FILES.items()}
    files |= {f"TEST{tag[:2]}_D.{release}": TABLE.format(tag=tag) for tag in tags}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for file, text in files.items():
            opened.writestr(zipfile.ZipInfo(file, (2003, 12, 22, 0, 0, 0)), text)
    return out.getvalue()


@pytest.fixture
def zip_file(folder: Path) -> Path:
    file = folder / "d03b.zip"
    file.write_bytes(directory("03B"))
    return file


def lines(file: str) -> list[str]:
    return Path(file).read_text("utf-8").splitlines()


def test_tables_are_written_with_their_source_and_date(run, zip_file):
    shown = run("formats", "import-directory", zip_file, "testbg").stdout
    assert "schemas/un/testbg/d03b/message.csv: 3 rows" in shown
    assert lines("schemas/un/testbg/d03b/message.csv") == [
        "# source: UN/EDIFACT directory D.03B of UNECE, file TESTBG_D.03B; facts only",
        "# date: 2003-12-22",
        "position,path,status,repeats",
        "0010,UNH,M,1",
        "0020,BGM,M,1",
        "0030,UNT,M,1",
    ]
    assert lines("schemas/un/_shared/d03b/segments.csv")[2:] == [
        "segment,position,code,status,repeats",
        "BGM,010,1000,C,1",
    ]
    assert lines("schemas/un/_shared/d03b/dictionary.csv")[3:] == [
        "1000,an..35,Document name",
        "BGM,,BEGINNING",
    ]
    assert lines("schemas/un/_shared/d03b/codes.csv")[2:] == ["element,code,name"]


def test_messages_that_are_there_already_are_counted_in_and_order_does_not_matter(run, zip_file, folder):
    run("formats", "import-directory", zip_file, "TESTBG")
    run("formats", "import-directory", zip_file, "TESTDT")
    run("formats", "import-directory", zip_file, "TESTDT", "TESTBG", "--into", "other")
    written = sorted(path.relative_to(folder / "schemas") for path in folder.glob("schemas/**/*.csv"))
    assert len(written) == 6
    for path in written:
        assert Path("schemas", path).read_bytes() == Path("other", "schemas", path).read_bytes()
    assert lines("schemas/un/_shared/d03b/codes.csv")[3:] == ["2005,137,Document date"]


def test_an_overlay_holds_what_differs(run, zip_file, folder):
    run("formats", "import-directory", zip_file, "TESTBG", "TESTDT", "--owner", "xx")
    later = folder / "d04a.zip"
    later.write_bytes(directory("04A", name="Document title"))
    run("formats", "import-directory", later, "TESTBG", "TESTDT", "--owner", "xx", "--base", "d03b")
    assert lines("schemas/xx/_shared/d04a/dictionary.csv") == [
        "# source: UN/EDIFACT directory D.04A of UNECE, file EDED.04A; facts only; what differs from d03b",
        "# date: 2003-12-22",
        "code,representation,name",
        "1000,an..35,Document title",
    ]
    assert len(lines("schemas/xx/_shared/d04a/segments.csv")) == 3
    assert len(lines("schemas/xx/testbg/d04a/message.csv")) == 6
    shown = run("formats", "import-directory", later, "TESTBG", "--owner", "xx", "--base", "d99z", exit=2)
    assert "d99z" in shown.stderr and "No such file" in shown.stderr


def test_what_cannot_be_read_is_told_and_nothing_is_written(run, zip_file, folder):
    shown = run("formats", "import-directory", zip_file, "TESTXX", exit=2).stderr
    assert "the message TESTXX is not in release 03B; expected: one of TESTDT, TESTBG; help:" in shown
    (folder / "none.zip").write_bytes(b"not a zip")
    assert "cannot be unpacked" in run("formats", "import-directory", "none.zip", "X", exit=2).stderr
    assert "no such file" in run("formats", "import-directory", "nowhere.zip", "X", exit=2).stderr
    shown = run("formats", "import-directory", zip_file, "TESTBG", "--release", "d99b", exit=2).stderr
    assert "the release is not in it; found: 'd99b'; expected: one of 03B" in shown
    assert "is not the name of an owner" in run("formats", "import-directory", zip_file, "TESTBG", "--owner", "../x", exit=2).stderr  # fmt: skip
    assert "Missing argument" in run("formats", "import-directory", zip_file, exit=2).stderr
    assert not Path("schemas").exists()


def test_a_table_that_somebody_changed_is_told(run, zip_file):
    run("formats", "import-directory", zip_file, "TESTBG")
    Path("schemas/un/testbg/d03b/message.csv").write_text("nothing\n", encoding="utf-8")
    shown = run("formats", "import-directory", zip_file, "TESTDT", exit=2).stderr
    assert "testbg/d03b/message.csv: expected the columns position, path, status, repeats" in shown


@pytest.mark.parametrize(
    ("name", "messages"),
    [("d96b", ("CUSCAR", "CUSDEC", "CUSRES")), ("d99b", ("CUSDEC", "CUSREP")), ("d03b", ("CUSCAR",))],
)
def test_the_tables_of_the_project_are_what_the_command_writes(run, shared, folder, name, messages):
    zips = shared / "corpus" / "edifact" / "un-directories"
    run("formats", "import-directory", zips / f"{name}.zip", *messages)
    written = sorted(path.relative_to(folder) for path in folder.glob("schemas/un/**/*.csv"))
    assert len(written) == len(messages) + 4
    for path in written:
        assert (folder / path).read_bytes() == (ROOT / path).read_bytes(), path


def test_lines_that_are_passed_over_are_told(run, folder, monkeypatch):
    monkeypatch.setitem(FILES, "UNCL", FILES["UNCL"] + "\n    what is this\n")
    (folder / "d03b.zip").write_bytes(directory("03B"))
    shown = run("formats", "import-directory", "d03b.zip", "TESTDT")
    assert (
        "d03b.zip/UNCL.03B, line 10: neither a code nor a description: passed over: what is this"
        in shown.stderr
    )
    assert lines("schemas/un/_shared/d03b/codes.csv")[3:] == ["2005,137,Document date"]
