"""Code frames."""

from __future__ import annotations

import pytest

from gateway.findings.frame import Source, frame


def caret_of(lines):
    """The text above the caret, from the caret on."""
    at = next(n for n, line in enumerate(lines) if line.strip("| ") == "^")
    return lines[at - 1][lines[at].index("^") :]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_xml_says(ending):
    source = Source(ending.join(["one", "two\x0bstill two", "three"]).encode())
    assert [source.line(n) for n in (0, 1, 2, 3, 4)] == [None, "one", "two\x0bstill two", "three", None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_source_is_decoded_as_it_says(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<a>\u00e9</a>'
    assert Source(declared.encode(encoding)).line(2) == "<a>\u00e9</a>"


def test_unknown_encoding_and_broken_bytes_still_show():
    assert Source(b'<?xml version="1.0" encoding="nonsense"?>\n<a>\xff</a>').line(2) == "<a>\ufffd</a>"


@pytest.mark.parametrize("before", ["", "\t\t", "\u4e2d\u6587", "e\u0301", "\x1b[0m\u202e"])
def test_caret_stands_under_its_column(before):
    text = f"<a>{before}<Wrong/>"
    lines = list(frame(Source(text.encode()), 1, len(f"<a>{before}") + 1))
    assert lines[1].replace("\u4e2d\u6587", "____").endswith("<Wrong/>")
    wide = len(before) if before == "\u4e2d\u6587" else 0
    combining = 1 if "\u0301" in before else 0
    at = next(line for line in lines if line.strip("| ") == "^").index("^")
    assert lines[1][at - wide + combining :] == "<Wrong/>"


def test_a_very_long_line_is_shown_around_its_column():
    text = "x" * 100_000 + "<Wrong/>" + "y" * 100_000
    lines = list(frame(Source(text.encode()), 1, 100_001))
    assert max(map(len, lines)) < 120
    assert caret_of(lines).startswith("<Wrong/>")


def test_an_empty_last_line_is_not_context():
    assert [line for line in frame(Source(b"one\ntwo\n"), 2, None)] == ["  |", "1 | one", "2 | two", "  |"]


def test_a_column_past_the_line_has_no_caret():
    assert not any("^" in line for line in frame(Source(b"ab"), 1, 40))


def test_an_archive_has_no_lines_to_show():
    assert list(frame(Source(b"PK\x03\x04\x14\x00\x00\n\x00"), 1, 1)) == []
