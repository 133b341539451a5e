"""Findings as text."""

from __future__ import annotations

import re

import pytest

from gateway.findings import Severity, Where
from gateway.findings.render import render
from gateway.findings.render_text import Style


def lines(*reports, **settings):
    return list(render(reports, **settings))


def test_block_says_where_what_and_what_to_do(report, finding):
    assert lines(report(finding())) == [
        "in.xml:5:9: TST301 error the code is not in the list",
        "  --> /Declaration/Code",
        "    |",
        "  3 |   <ID>1</ID>",
        "  4 |   <Name>caf\u00e9 <b/></Name>",
        "  5 |   <Code>XX</Code>",
        "    |         ^",
        "  6 |   <Last/>",
        "  7 | </Declaration>",
        "    |",
        "  = value: 'XX'",
        "  = expected: a code of the list",
        "  = help: nearest: XI",
        "  = more: gateway explain TST301",
        "",
        "1 message read, 0 valid: 1 error.",
    ]


def test_concise_is_one_line_a_finding(report, finding):
    other = finding("another", severity=Severity.WARNING, where=Where(line=2))
    assert lines(report(finding(), other), output="concise") == [
        "in.xml:5:9: TST301 error the code is not in the list",
        "in.xml:2: TST301 warning another",
    ]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (Where(), "in.xml"),
        (Where(line=3), "in.xml:3"),
        (Where(line=3, column=4), "in.xml:3:4"),
        (Where(segment=12), "in.xml:segment 12"),
        (Where(cell="C7"), "in.xml:C7"),
    ],
)
def test_place_is_as_exact_as_it_is_known(report, finding, where, place):
    (line,) = lines(report(finding(where=where)), output="concise")
    assert line.startswith(f"{place}: TST301 ")


def test_clean_messages_are_summed_up(report):
    assert lines(report(outcome="valid")) == ["1 message read, no findings."]
    assert lines(report(outcome="valid"), output="concise") == []


def test_without_a_line_or_source_there_is_no_frame(report, finding):
    assert not any("|" in line for line in lines(report(finding(where=Where(path="/a")))))
    assert not any("|" in line for line in lines(report(finding(), data=None)))
    assert not any("|" in line for line in lines(report(finding(where=Where(line=99)))))


@pytest.mark.parametrize("output", ["text", "concise"])
def test_limit_tells_what_it_leaves_out(report, finding, output):
    shown = lines(report(finding(), finding(), finding()), output=output, limit=1)
    assert sum("TST301 error" in line for line in shown) == 1
    assert "in.xml: 2 more findings not shown (--limit-findings 1)" in shown


HOSTILE = "a\x1b[31mb\x07\nc\u202ed\x9b0\u2028\ud800"
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")


@pytest.mark.parametrize("output", ["text", "concise"])
def test_nothing_in_a_message_reaches_the_terminal_as_control(report, finding, output):
    hostile = finding(
        HOSTILE, value=HOSTILE, expected=HOSTILE, help=HOSTILE, where=Where(path=HOSTILE, line=1)
    )
    source = b"\x1b]0;title\x07 caf\xe9 \xe2\x80\xae"
    shown = lines(report(hostile, data=source), output=output)
    assert shown
    assert not [line for line in shown if FORBIDDEN.search(line)]
    assert "\\x1b[31m" in "\n".join(shown)


def test_colours_only_where_they_are_wanted(report, finding):
    assert "\x1b" not in "\n".join(lines(report(finding())))
    coloured = lines(report(finding()), style=Style(colour=True))
    assert re.sub("\x1b\\[[0-9;]*m", "", "\n".join(coloured)) == "\n".join(lines(report(finding())))
    assert "\x1b[1;31mTST301\x1b[0m" in coloured[0]


def test_long_values_are_cut_and_say_so(report, finding):
    shown = "\n".join(lines(report(finding(value="x" * 5000))))
    assert "(5000 characters)" in shown
    assert len(shown) < 1500
