"""Read XML as a stranger's: bytes to a tree with nothing followed, expanded or guessed.

Source: XML 1.0 (5th edition), section 2.8 (prolog).
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from gateway.adapters.contract import Limits, Part, Tree
from gateway.adapters.unreadable import unreadable
from gateway.adapters.xml import codes
from gateway.adapters.xml.encoding import Decoded, decode
from gateway.adapters.xml.limiting import limit_bytes, limit_tags, limit_tree
from gateway.adapters.xml.locate import locate
from gateway.adapters.xml.malformed import not_well_formed
from gateway.findings import Finding, Stage, Unreadable, Where

_PROLOG = re.compile(rb"(?:[ \t\r\n]+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_BYTES = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
_REFERENCE = re.compile(rb"&#(?:x0*20[26][0-9A-Fa-f]|0*82[39][0-9]);")


def read(data: bytes, limits: Limits) -> Part:
    """The one message of an XML file. Raises Unreadable with one finding that says why not."""
    if not data or data.isspace():
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="an XML document")
    limit_bytes(data, limits)
    decoded = decode(data)
    text = decoded.text
    try:
        _refuse_doctype(text)
        limit_tags(text, limits)
        root = _parse(text)
        limit_tree(root, text, limits)
    except Unreadable as error:
        raise Unreadable([_in_the_bytes(finding, decoded) for finding in error.findings]) from error
    part = Part(data, root)
    if _may_hide(text):
        part.repairs.extend(_hidden(part))
    return part


def _in_the_bytes(finding: Finding, decoded: Decoded) -> Finding:
    """A finding about the text in UTF-8, with its offset in the bytes that came."""
    at = finding.where.offset
    return finding if at is None else finding.at(replace(finding.where, offset=decoded.offsets([at])[at]))


def parser() -> etree.XMLParser:
    """A new hardened parser: no entities, no network, no comments, no processing instructions."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        remove_comments=True, remove_pis=True, huge_tree=False, recover=False,
    )  # fmt: skip


def _refuse_doctype(text: bytes) -> None:
    """A DOCTYPE can only stand in the prolog: look there and nowhere else."""
    prolog = _PROLOG.match(text)
    at = prolog.end() if prolog else 0
    if text[at : at + 9].upper() == b"<!DOCTYPE":
        where = Where(line=text.count(b"\n", 0, at) + 1, column=at - text.rfind(b"\n", 0, at), offset=at)
        raise unreadable(codes.DOCTYPE, "the document has a DOCTYPE", None, "a document without one", where)


def _parse(text: bytes) -> etree._Element:
    try:
        root = etree.fromstring(text, parser())
    except etree.XMLSyntaxError as error:
        raise not_well_formed(error, text) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise unreadable(codes.DOCTYPE, "the document has a DOCTYPE", None, "a document without one")
    return root


def _may_hide(text: bytes) -> bool:
    """Whether a character that turns the direction of text may be in the document."""
    if not text.isascii() and _BIDI_BYTES.search(text):
        return True
    # One byte is found at a glance, two are not.
    return b"&" in text and _REFERENCE.search(text) is not None


def _hidden(part: Part) -> list[Finding]:
    found: list[tuple[etree._Element, str, str]] = []
    for node in part.head.iter():
        texts = [("", node.text or ""), *(("", child.tail or "") for child in node)]
        attributes = [(f"/@{etree.QName(name).localname}", value) for name, value in node.items()]
        for below, value in (*texts, *attributes):
            if _BIDI.search(value):
                found.append((node, below, value))
    places = locate(Tree(part, None, part.head), [node for node, _, _ in found])
    return [
        Finding(
            codes.BIDI_CONTROL,
            f"{etree.QName(node).localname}{below} holds a hidden direction character", Stage.PARSE,
            Where(f"{place.path}{below}", place.line, place.column, offset=place.offset), value=value[:200],
            expected="text without U+202A to U+202E and U+2066 to U+2069", help=codes.BIDI_CONTROL.fix,
        )
        for (node, below, value), place in zip(found, places, strict=True)
    ]  # fmt: skip
