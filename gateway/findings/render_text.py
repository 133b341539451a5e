"""Findings as text for people: one line each, or with the place in the source and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gateway.findings.code import Severity
from gateway.findings.escape import escape
from gateway.findings.finding import Finding
from gateway.findings.frame import Source, frame
from gateway.findings.language import ENGLISH, words
from gateway.findings.report import Report
from gateway.findings.telling import in_language

LONGEST = 200
"""characters shown of a value"""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@dataclass(frozen=True, slots=True)
class Style:
    """How text is painted: with ANSI colours or without."""

    colour: bool = False

    def paint(self, text: str, codes: str) -> str:
        """The text in this colour, or as it is."""
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour else text


PLAIN = Style()


def concise(
    reports: Iterable[Report], style: Style = PLAIN, limit: int | None = None, language: str = ENGLISH
) -> Iterator[str]:
    """One line a finding."""
    for report in reports:
        for finding in report.findings[:limit]:
            yield headline(report.file, finding, style, language)
        yield from _left_out(report, limit, language)


def text(
    reports: Iterable[Report], style: Style = PLAIN, limit: int | None = None, language: str = ENGLISH
) -> Iterator[str]:
    """A block of lines a finding, and a line that sums up."""
    messages, valid = 0, 0
    found = dict.fromkeys(Severity, 0)
    for report in reports:
        messages += 1
        valid += report.outcome == "valid"
        source = Source(report.data) if report.data is not None else None
        for severity in Severity:
            found[severity] += report.count(severity)
        for finding in report.findings[:limit]:
            yield from block(report.file, finding, source, style, language)
            yield ""
        yield from _left_out(report, limit, language)
    yield _summary(messages, valid, found, style, language)


def headline(file: str, finding: Finding, style: Style = PLAIN, language: str = ENGLISH) -> str:
    """`file:line:column: CODE severity message`: the line that says it all."""
    finding = in_language(finding, language)
    colour = _COLOURS[finding.severity]
    code = style.paint(finding.code.id, f"1;{colour}")
    severity = style.paint(words(language)[finding.severity.value], colour)
    return f"{style.paint(_place(file, finding, language), '1')}: {code} {severity} {escape(finding.message)}"


def block(
    file: str, finding: Finding, source: Source | None, style: Style = PLAIN, language: str = ENGLISH
) -> Iterator[str]:
    """The headline, the path, the lines of the source and what to do about it."""
    yield headline(file, finding, style, language)
    if finding.where.path:
        yield f"  {style.paint('-->', '34')} {escape(finding.where.path)}"
    if source is not None and finding.where.line is not None:
        caret = style.paint("{}", f"1;{_COLOURS[finding.severity]}")
        for line in frame(source, finding.where.line, finding.where.column, caret):
            yield f"  {line}"
    known = words(language)
    for label, told in _details(in_language(finding, language), language):
        yield f"  {style.paint('=', '34')} {style.paint(known[label], '1')}{known['colon']}{told}"


def _details(finding: Finding, language: str) -> Iterator[tuple[str, str]]:
    if finding.value is not None:
        yield "value", f"'{escape(_shortened(finding.value, language))}'"
    if finding.expected:
        yield "expected", escape(finding.expected)
    if finding.wco_id:
        yield "element", f"WCO {escape(finding.wco_id)}"
    if finding.rule:
        yield "rule", escape(finding.rule)
    if finding.help:
        yield "help", escape(finding.help)
    chosen = "" if language == ENGLISH else f" --lang {language}"
    yield "more", f"gateway explain {finding.code.id}{chosen}"


def _place(file: str, finding: Finding, language: str) -> str:
    where = finding.where
    parts = [escape(file)]
    if where.line is not None:
        parts.append(str(where.line))
        if where.column is not None:
            parts.append(str(where.column))
    elif where.cell is not None:
        parts.append(escape(where.cell))
    elif where.segment is not None:
        parts.append(f"{words(language)['segment']} {where.segment}")
    return ":".join(parts)


def _shortened(value: str, language: str) -> str:
    if len(value) <= LONGEST:
        return value
    return f"{value[:LONGEST]}... ({len(value)} {words(language)['characters']})"


def _left_out(report: Report, limit: int | None, language: str) -> Iterator[str]:
    if limit is None or len(report.findings) <= limit:
        return
    rest = len(report.findings) - limit
    if language == ENGLISH:
        yield f"{escape(report.file)}: {counted(rest, 'more finding')} not shown (--limit-findings {limit})"
    else:
        known = words(language)
        told = f"{known['findings-not-shown']}{known['colon']}{rest}"
        yield f"{escape(report.file)}{known['colon']}{told} (--limit-findings {limit})"


def _summary(messages: int, valid: int, found: dict[Severity, int], style: Style, language: str) -> str:
    if language != ENGLISH:
        return _counts(messages, valid, found, language)
    read = counted(messages, "message")
    if not any(found.values()) and valid == messages:
        return style.paint(f"{read} read, no findings.", "32")
    listed = (
        (found[Severity.ERROR], "error"),
        (found[Severity.WARNING], "warning"),
        (found[Severity.INFO], "remark"),
    )
    words = ", ".join(counted(number, word) for number, word in listed if number)
    return f"{read} read, {valid} valid: {words or 'no findings'}."


def _counts(messages: int, valid: int, found: dict[Severity, int], language: str) -> str:
    """The same as labels with numbers, which need no plural."""
    known = words(language)
    labels = {
        "messages-read": messages,
        "messages-valid": valid,
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "remarks": found[Severity.INFO],
    }
    told = known["between"].join(f"{known[label]}{known['colon']}{n}" for label, n in labels.items())
    return f"{told[:1].upper()}{told[1:]}."


def counted(number: int, word: str) -> str:
    """A number with its word, in the plural where it is not one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
