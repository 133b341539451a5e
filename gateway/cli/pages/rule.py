"""The page of a rule of an agency: what it says, where it is from, and samples that break and keep it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.pages.format import sample_files
from gateway.findings.render_text import counted

if TYPE_CHECKING:
    from gateway.findings import Finding
    from gateway.formats import Format
    from gateway.pipeline import Inbound
    from gateway.rules.schematron import AgencyRules, Ruled
    from gateway.rules.schematron.schema import Text

_LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French"}


class UnknownRule(LookupError):
    """A format has no rule of this name; the message says which there are."""


def rule_page(format: Format, name: str) -> Iterator[str]:
    """Each rule of an id or a publisher's code, and samples that break it and keep it. Raises UnknownRule."""
    from gateway.rules.schematron import RulesUnusable, rules_of

    if format.rules is None:
        raise UnknownRule(f"{format.id} has no rules of its agency")
    try:
        rules = rules_of(format)
    except RulesUnusable as error:
        raise UnknownRule(f"the rules of {format.id} cannot be used: {error}") from None
    found = rules.named(name)
    if not found:
        names = {each for check in rules.checks for each in (check.id, check.flag) if each}
        near = ", ".join(get_close_matches(name, sorted(names), 3, 0.4)) or f"there are {len(names)} names"
        raise UnknownRule(f"{format.id} has no rule {name}; nearest: {near}")
    return _page(format, name, rules, found)


def _page(format: Format, name: str, rules: AgencyRules, found: list[Ruled]) -> Iterator[str]:
    yield f"{name}: {counted(len(found), 'rule')} of {format.id}"
    for _, group in groupby(found, key=lambda ruled: ruled.check.id):
        yield ""
        yield from _rule(format, list(group))
    yield ""
    yield from _samples(format, rules, found)


def _rule(format: Format, uses: list[Ruled]) -> Iterator[str]:
    check, rule = uses[0].check, uses[0].rule
    assert format.rules is not None
    code = f", code {check.flag}" if check.flag else ""
    yield f"{check.id} ({check.severity.value}{code})"
    yield f"  {_words(check.text)}"
    for each in uses[0].diagnostics:
        language = _LANGUAGES.get(each.language, each.language)
        yield f"  {language + ': ' if language else ''}{_words(each.text)}"
    if check.see:
        yield f"  source    {check.see}"
    yield f"  file      {check.spot.file}:{check.spot.line}"
    for use in uses:
        yield f"  context   {_line(use.rule.context)}"
    yield from (f"  value     ${let.name} = {_line(let.value)}" for let in rule.lets)
    yield f"  {'broken if' if check.reports else 'must hold'} {_line(check.test)}"


def _samples(format: Format, rules: AgencyRules, found: list[Ruled]) -> Iterator[str]:
    """At most three samples that break the rules, and three good ones in which there is something to test."""
    broken: list[str] = []
    kept: list[str] = []
    for kind in ("good", "bad"):
        for file in sample_files(format.folder, kind):
            for inbound in _received(file, format):
                wrong = [finding for finding in inbound.findings if _is_of(finding, found)]
                broken.extend(f"  {_place(format, file, finding)}" for finding in wrong)
                tree = inbound.tree
                if kind == "good" and not wrong and tree is not None:
                    count = sum(rules.tested(ruled.rule, tree) for ruled in found)
                    kept.extend(
                        [f"  {_name(format, file)}: tested {counted(count, 'time')}"] if count else []
                    )
    for title, lines in (("Broken by", broken), ("Kept by", kept)):
        yield title if lines else f"{title} no sample."
        yield from lines[:3]


def _received(file: Path, format: Format) -> list[Inbound]:
    from gateway.cli.work import catalog, limits
    from gateway.pipeline import receive

    return list(receive(file.read_bytes(), catalog(), as_format=format.id, limits=limits(), to_model=False))


def _is_of(finding: Finding, found: list[Ruled]) -> bool:
    from gateway.rules.codes import BROKEN

    return finding.code is BROKEN and any(finding.rule == ruled.check.name for ruled in found)


def _place(format: Format, file: Path, finding: Finding) -> str:
    where = finding.where
    line = f":{where.line}" if where.line else f", segment {where.segment}" if where.segment else ""
    value = f" ({finding.value})" if finding.value else ""
    return f"{_name(format, file)}{line} {where.path or ''}{value}"


def _name(format: Format, file: Path) -> str:
    return file.relative_to(format.folder).as_posix()


def _words(text: Text) -> str:
    return "".join(part if isinstance(part, str) else f"{{{_line(part.select)}}}" for part in text)


def _line(text: str) -> str:
    return " ".join(text.split())
