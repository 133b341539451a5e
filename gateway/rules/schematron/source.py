"""The XML of a file of rules, without anything that would be read from elsewhere."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from gateway.rules import codes
from gateway.rules.schematron.mistake import Mistakes
from gateway.rules.schematron.schema import Spot

LARGEST = 4_000_000
"""bytes of one file of rules"""


def xml_of(file: Path, mistakes: Mistakes) -> etree._Element | None:
    """The root of a file, or None and a mistake; elements know the line in which they begin."""
    spot = Spot(file.name, 1)
    try:
        data = file.read_bytes()
        if len(data) > LARGEST:
            mistakes.add(
                codes.EXPENSIVE, spot, f"{file.name} has more than {LARGEST:,} bytes", str(len(data))
            )
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
        )
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        spot = Spot(file.name, (error.lineno or 1))
        mistakes.add(codes.UNREADABLE, spot, str(error.msg), expected="well-formed XML")
        return None
    except (OSError, ValueError) as error:
        mistakes.add(codes.UNREADABLE, spot, str(error), expected="an XML file")
        return None
    if root.getroottree().docinfo.doctype:
        mistakes.add(codes.UNREADABLE, spot, f"{file.name} has a DOCTYPE", expected="no DOCTYPE")
        return None
    for node, line in zip(root.iter("*"), _lines(data), strict=False):
        node.sourceline = line  # type: ignore[misc]
    return root


def _lines(data: bytes) -> list[int]:
    """The lines in which the elements begin, in document order: libxml2 knows where their start tags end."""
    found: list[int] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda *_: found.append(reader.CurrentLineNumber)
    with suppress(expat.ExpatError, ValueError):
        reader.Parse(data, True)
    return found
