"""Write a tree as an interchange of one message: service characters, counts and references made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.edifact.characters import SUBSTITUTE, Level, encodable, level_of
from gateway.adapters.edifact.definition import Definition, definition
from gateway.adapters.edifact.layout import Layout, layouts
from gateway.adapters.edifact.node_name import is_group, segments_of
from gateway.adapters.edifact.segment_text import released, segment_text
from gateway.adapters.edifact.service import add_service
from gateway.adapters.edifact.service_string import ServiceString, default_for, parse_una
from gateway.adapters.edifact.structure import Place
from gateway.adapters.edifact.tables import Tables

_BREAKS = {"true": "\r\n", "lf": "\n", "crlf": "\r\n"}
_DETAIL = 100
"""repeats from which a group behind a lone UNS is taken for the detail section"""


def write(tree: Tree, spec: Spec) -> bytes:
    """The bytes of a tree.

    Options of the format: `una` (the service string, with or without `UNA`), `syntax` (`UNOC:3`)
    and `line_breaks` (true, "lf" or "crlf"). What the tree says of the syntax goes before the
    option; where neither does, it is UNOC:3, or UNOW:4 when ISO 8859-1 lacks a character. UNB/0020
    is the reference of the message and UNH/0062 is 1 where the tree has none; whatever else is
    absent stays absent. A stated set that lacks a character gives way to UNOW:4; a character that
    no interchange may hold is written as SUB, which is an error when it is read again.
    """
    return _Writing(tree.root, spec).written()


@dataclass(slots=True)
class _Syntax:
    level: Level
    identifier: str
    version: str
    service: ServiceString
    stated: bool


class _Writing:
    """One tree on its way to bytes."""

    def __init__(self, root: etree._Element, spec: Spec) -> None:
        self.root = root
        self.known: Definition | None = None
        try:
            self.known = definition(spec)
            self.layouts: dict[str, Layout] = self.known.layouts
        except ValueError:
            tables = Tables()
            add_service(tables)
            self.layouts = layouts(tables)
        self.syntax = _syntax(root, spec)
        self.line_break = _BREAKS.get(str(spec.options.get("line_breaks", "")).lower(), "")

    def written(self) -> bytes:
        """The whole interchange."""
        message = list(self._message())
        reference = self.root.findtext("UNH/E0062") or "1"
        unb, ung = self.root.find("UNB"), self.root.find("UNG")
        control = (None if unb is None else unb.findtext("E0020")) or reference
        out = [self._header(unb, control)]
        if ung is not None:
            out.append(self._text(ung))
        out += message
        out.append(self._trailer("UNT", str(len(message) + 1), reference))
        if ung is not None:
            out.append(self._trailer("UNE", "1", ung.findtext("E0048") or ""))
        out.append(self._trailer("UNZ", "1", control))
        end = self.syntax.service.terminator + self.line_break
        text = "".join(segment + end for segment in out)
        una = self.syntax.service.una + self.line_break if self.syntax.stated else ""
        return _encoded(una + text, self.syntax.level)

    def _header(self, unb: etree._Element | None, control: str) -> str:
        """UNB with the syntax and a reference."""
        made = etree.Element("UNB")
        for child in unb if unb is not None else ():
            if isinstance(child.tag, str):
                made.append(_copy(child))
        syntax = made.find("S001")
        if syntax is None:
            syntax = etree.Element("S001")
            made.insert(0, syntax)
        for name, value in (("E0002", self.syntax.version), ("E0001", self.syntax.identifier)):
            if syntax.findtext(name) != value:
                for empty in syntax.findall(name):
                    syntax.remove(empty)
                node = etree.Element(name)
                node.text = value
                syntax.insert(0, node)
        if not made.findtext("E0020"):
            for empty in made.findall("E0020"):
                made.remove(empty)
            etree.SubElement(made, "E0020").text = control
        return self._text(made)

    def _trailer(self, tag: str, count: str, reference: str) -> str:
        service = self.syntax.service
        return service.element.join([tag, count, released(reference, service)])

    def _text(self, node: etree._Element) -> str:
        tag = _tag(node)
        return segment_text(node, tag, self.layouts.get(tag), self.syntax.service)

    def _message(self) -> Iterator[str]:
        """UNH, what follows, and UNS in front of what stands behind it in the definition."""
        if self.root.find("UNH") is None:
            yield segment_text(_unh(self.root), "UNH", self.layouts["UNH"], self.syntax.service)
        sections = self._sections()
        places = {} if self.known is None else {child.name: child for child in self.known.message.children}
        for child in self.root.iterchildren("*"):
            if child.tag in ("UNB", "UNG"):
                continue
            place = places.get(str(child.tag))
            while place is not None and sections and sections[0][0].index < place.index:
                yield self._section(sections.pop(0)[1])
            if child.tag == "UNH":
                yield self._text(child if child.findtext("E0062") else _referenced(child))
            else:
                for segment in segments_of(child) if is_group(child) else (child,):
                    yield self._text(segment)
        for section, code in sections:
            if section.mandatory:
                yield self._section(code)

    def _sections(self) -> list[tuple[Place, str]]:
        """The places of UNS with the code of the section that each begins."""
        if self.known is None:
            return []
        children = self.known.message.children
        places = [child for child in children if child.tag == "UNS" and not child.group]
        if len(places) != 1:
            return [(place, "D" if place is not places[-1] else "S") for place in places]
        detail = any(child.group and child.repeats > _DETAIL for child in children[places[0].index :])
        return [(places[0], "D" if detail else "S")]

    def _section(self, code: str) -> str:
        return f"UNS{self.syntax.service.element}{code}"


def _tag(node: etree._Element) -> str:
    name = str(node.tag).rpartition("}")[2]
    odd = node.findtext("X0") if name == "X" else None
    return odd if odd is not None else name.partition(".")[0]


def _copy(node: etree._Element) -> etree._Element:
    made = etree.Element(node.tag)
    made.text = node.text
    for child in node.iterchildren("*"):
        made.append(_copy(child))
    return made


def _unh(root: etree._Element) -> etree._Element:
    """The header of a message that has none: its reference, and the type that its root says."""
    made = etree.Element("UNH")
    etree.SubElement(made, "E0062").text = "1"
    etree.SubElement(etree.SubElement(made, "S009"), "E0065").text = str(root.tag).rpartition("}")[2]
    return made


def _referenced(unh: etree._Element) -> etree._Element:
    made = _copy(unh)
    for empty in made.findall("E0062"):
        made.remove(empty)
    node = etree.Element("E0062")
    node.text = "1"
    made.insert(0, node)
    return made


def _syntax(root: etree._Element, spec: Spec) -> _Syntax:
    identifier, _, version = str(spec.options.get("syntax", "")).partition(":")
    text = "".join(str(each) for each in root.itertext())
    if not root.findtext("UNB/S001/E0001") and not identifier:
        identifier, version = (
            ("UNOC", version) if encodable(text, level_of("UNOC")) else ("UNOW", version or "4")
        )
    identifier = root.findtext("UNB/S001/E0001") or identifier
    version = root.findtext("UNB/S001/E0002") or version or "3"
    if not _carries(identifier, text) and encodable(text, level_of("UNOW")):
        # Another set than the one that is stated loses nothing; a character that is not there would.
        identifier, version = "UNOW", "4"
    stated = str(spec.options.get("una", ""))
    service = default_for(version)
    if stated:
        try:
            service = parse_una(stated.removeprefix("UNA"))
        except ValueError:
            stated = ""
    return _Syntax(level_of(identifier), identifier, version, service, bool(stated))


def _carries(identifier: str, text: str) -> bool:
    """Whether the bytes of a character set can hold a text."""
    try:
        text.encode(level_of(identifier).codec)
    except UnicodeEncodeError:
        return False
    return True


def _encoded(text: str, level: Level) -> bytes:
    """The bytes of a text; what the set lacks becomes SUB."""
    try:
        return text.encode(level.codec)
    except UnicodeEncodeError:
        return "".join(c if encodable(c, level) else SUBSTITUTE for c in text).encode(level.codec)
