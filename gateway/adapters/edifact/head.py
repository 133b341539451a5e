"""The head of a message, made before its format is known: UNB, UNG and UNH, and what it calls itself."""

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
from gateway.adapters.edifact.tokens import tokenise
from gateway.adapters.edifact.tree import Envelope

UNNAMED = "MESSAGE"
"""the root of a message whose UNH does not say its type"""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}", re.ASCII)
_LIMITS = Limits()


def head_of(envelope: Envelope, unh: bytes) -> etree._Element:
    """A root of the message's type that holds UNB, UNG and UNH."""
    level, service = envelope.level, envelope.service
    inner = _segment(unh, level, service)
    xml = [_known(envelope.unb.raw, level, service)]
    if envelope.ung is not None:
        xml.append(_known(envelope.ung.raw, level, service))
    root = etree.fromstring(f"<{UNNAMED}>{''.join([*xml, inner])}</{UNNAMED}>")
    named = root.findtext("UNH/S009/E0065") or ""
    if _NAME.fullmatch(named):
        root.tag = named
    return root


def kind_of(root: etree._Element) -> str:
    """What a message calls itself: `INVOIC D.96A UN EAN008`; empty when it does not."""
    said = root.find("UNH/S009")
    if said is None:
        return ""
    release = ".".join(filter(None, (said.findtext("E0052"), said.findtext("E0054"))))
    return " ".join(
        filter(None, (said.findtext("E0065"), release, said.findtext("E0051"), said.findtext("E0057")))
    )


@lru_cache(maxsize=16)
def _known(raw: bytes, level: Level, service: ServiceString) -> str:
    return _segment(raw, level, service)


def _segment(raw: bytes, level: Level, service: ServiceString) -> str:
    elements = tokenise(raw.replace(b"\r", b"").replace(b"\n", b"").decode(level.codec, "replace"), service)
    tag = elements[0][0][0]
    if tag not in _service():
        return ""
    return f"<{tag}>{inner_xml(elements, _service()[tag], service, _LIMITS)}</{tag}>"


@lru_cache(maxsize=1)
def _service() -> dict[str, Layout]:
    tables = Tables()
    add_service(tables)
    return layouts(tables)
