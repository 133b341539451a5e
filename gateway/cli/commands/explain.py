"""`gateway explain`: what a code, an element, a path, a format or a rule of a format is."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

import click

from gateway.cli import options
from gateway.cli.exits import Misuse
from gateway.cli.known_codes import known_codes
from gateway.cli.pages.code import code_page
from gateway.cli.printing import print_lines
from gateway.cli.work import catalog
from gateway.findings.escape import escape

EVERYONES = "RUL4"
"""how codes of rules begin; those of everyone have a page of their own below that of the code"""


@click.command("explain", short_help="Explain a code, a WCO element, a model path, a format or a rule.")
@click.argument("topic")
@click.argument("rule", required=False)
@options.language
def command(topic: str, rule: str | None, language: str) -> None:
    """Explain TOPIC: a finding code, a WCO element, a path of the common model or a format.

    With RULE, explain a rule of the agency whose format TOPIC is, by its id or its code.

    \b
    gateway explain MAP201
    gateway explain D014
    gateway explain declaration/goodsShipment/items
    gateway explain xx/example@1
    gateway explain xx/example@1 L01
    """
    if rule is not None:
        print_lines(_of_rule(topic.strip(), rule.strip()))
        return
    page = _page(topic.strip(), language)
    if page is None:
        nearest = get_close_matches(topic, _topics(), 3, 0.5) or get_close_matches(
            topic.upper(), _topics(), 3
        )
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        raise Misuse(f"nothing is called {escape(topic)}.{hint}")
    print_lines(page)


def _page(topic: str, language: str) -> Iterator[str] | None:
    return _of_code(topic, language) or _of_format(topic) or _of_element(topic) or _of_path(topic)


def _of_code(topic: str, language: str) -> Iterator[str] | None:
    codes = known_codes()
    code = codes.get(topic.upper()) or next((c for c in codes.values() if c.name == topic), None)
    if code is None:
        return None
    if not code.id.startswith(EVERYONES):
        return code_page(code, language)
    from gateway.cli.pages.model_rule import model_rule_page

    return chain(code_page(code, language), model_rule_page(code))


def _of_format(topic: str) -> Iterator[str] | None:
    from gateway.cli.pages.format import format_page
    from gateway.formats import UnknownFormat

    try:
        return format_page(catalog().get(topic))
    except UnknownFormat:
        return None


def _of_rule(format: str, rule: str) -> Iterator[str]:
    from gateway.cli.chosen import chosen
    from gateway.cli.pages.rule import UnknownRule, rule_page

    (found,) = chosen((format,))
    try:
        return rule_page(found, rule)
    except UnknownRule as error:
        raise Misuse(escape(str(error))) from None


def _of_element(topic: str) -> Iterator[str] | None:
    from gateway.cli.pages.element import element_page
    from gateway.model import wco_index

    return element_page(topic.upper(), catalog()) if topic.upper() in wco_index() else None


def _of_path(topic: str) -> Iterator[str] | None:
    from gateway.cli.pages.element import path_page
    from gateway.model import UnknownPath, fields_of

    path = topic.strip("/")
    try:
        fields_of(path)
    except UnknownPath as error:
        if error.nearest and "/" in path:
            raise Misuse(str(error)) from None
        return None
    return path_page(path, catalog())


def _topics() -> list[str]:
    from gateway.model import walk_paths, wco_index

    codes = known_codes()
    names = [code.name for code in codes.values()]
    return [*codes, *names, *(f.id for f in catalog()), *wco_index(), *walk_paths()]
