"""The head of a message, made before its format is known: UNB, UNG and UNH."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.edifact.careful import inner_xml
from gateway.adapters.edifact.characters import Level
from gateway.adapters.edifact.layout import Layout, layouts
from gateway.adapters.edifact.service import add_service
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tables import Tables
from gateway.adapters.edifact.tokens import Element, tokenise
from gateway.adapters.edifact.tree import Envelope

UNNAMED = "MESSAGE"
"""the root of a message whose UNH does not say its type"""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}", re.ASCII)
_LIMITS = Limits()


def head_of(envelope: Envelope, unh: bytes) -> tuple[etree._Element, str]:
    """A root of the message's type that holds UNB, UNG and UNH, and what the message calls itself.

    That is `INVOIC D.96A UN EAN008`, or empty when UNH does not say it.
    """
    level, service = envelope.level, envelope.service
    xml = [_known(envelope.unb.raw, level, service)]
    if envelope.ung is not None:
        xml.append(_known(envelope.ung.raw, level, service))
    elements = _elements(unh, level, service)
    said = [*(elements[2][0] if len(elements) > 2 else []), "", "", "", "", ""]
    root = said[0] if _NAME.fullmatch(said[0]) else UNNAMED
    head = etree.fromstring(f"<{root}>{''.join([*xml, _segment(elements, service)])}</{root}>")
    release = ".".join(filter(None, said[1:3]))
    return head, " ".join(filter(None, (said[0], release, *said[3:5])))


@lru_cache(maxsize=16)
def _known(raw: bytes, level: Level, service: ServiceString) -> str:
    return _segment(_elements(raw, level, service), service)


def _elements(raw: bytes, level: Level, service: ServiceString) -> list[Element]:
    return tokenise(raw.translate(None, b"\r\n").decode(level.codec, "replace"), service)


def _segment(elements: list[Element], service: ServiceString) -> str:
    tag = elements[0][0][0]
    layout = _service().get(tag)
    return "" if layout is None else f"<{tag}>{inner_xml(elements, layout, service, _LIMITS)}</{tag}>"


@lru_cache(maxsize=1)
def _service() -> dict[str, Layout]:
    tables = Tables()
    add_service(tables)
    return layouts(tables)
