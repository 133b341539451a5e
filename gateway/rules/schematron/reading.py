"""Read rules.sch: ISO/IEC 19757-3 Schematron, the part of it that docs/rules.md lists; the rest is refused."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from gateway.findings import Severity
from gateway.rules import codes
from gateway.rules.schematron.mistake import Mistakes, nearest
from gateway.rules.schematron.schema import (
    Check,
    Diagnostic,
    Extends,
    Inserted,
    Let,
    Pattern,
    Phase,
    Rule,
    Schema,
    Spot,
    Text,
)
from gateway.rules.schematron.source import xml_of

SCH = "http://purl.oclc.org/dsdl/schematron"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = {severity.value: severity for severity in Severity}
_NAME = re.compile(r"[^\W\d][\w.-]*")
_INCLUDES = 20

# What may stand where: the attributes (with * where one is needed) and the elements below.
_PARTS: dict[str, tuple[str, str]] = {
    "schema": ("queryBinding* defaultPhase schemaVersion id see icon", "title p ns let phase pattern diagnostics include"),
    "ns": ("prefix* uri*", ""),
    "let": ("name* value*", ""),
    "phase": ("id*", "active let p"),
    "active": ("pattern*", "text"),
    "pattern": ("id abstract is-a see icon", "title p let rule param include"),
    "param": ("name* value*", ""),
    "rule": ("id abstract context see icon", "p let assert report extends include"),
    "extends": ("rule*", ""),
    "assert": ("id* test* role flag see diagnostics icon", "text value-of name emph dir span"),
    "report": ("id* test* role flag see diagnostics icon", "text value-of name emph dir span"),
    "diagnostics": ("", "diagnostic include"),
    "diagnostic": ("id* see icon", "text value-of name emph dir span"),
    "value-of": ("select*", ""),
    "name": ("path", ""),
    "title": ("", "text dir"),
    "p": ("id class icon", "text dir emph span"),
    "dir": ("value", "text"),
    "emph": ("", "text"),
    "span": ("class*", "text"),
    "include": ("href*", ""),
}  # fmt: skip


def read_schema(file: Path, mistakes: Mistakes) -> Schema:
    """The schema of a file and of those that it includes; what is wrong goes into `mistakes`."""
    root = xml_of(file, mistakes)
    schema = Schema()
    if root is None:
        return schema
    if root.tag != f"{{{SCH}}}schema":
        mistakes.add(
            codes.UNREADABLE,
            Spot(file.name, 1),
            "the root is not sch:schema",
            str(root.tag),
            f"schema of {SCH}",
        )
        return schema
    _Reader(file.name, mistakes, schema).schema(root)
    return schema


class _Reader:
    """One file; those that it includes are read by others of the same schema."""

    def __init__(self, file: str, mistakes: Mistakes, schema: Schema, above: tuple[str, ...] = ()) -> None:
        self.file, self.mistakes, self.made = file, mistakes, schema
        self.above = (*above, file)

    def spot(self, node: etree._Element) -> Spot:
        return Spot(self.file, node.sourceline or 1)

    def children(self, node: etree._Element) -> list[tuple[_Reader, str, etree._Element]]:
        """The elements below one that may stand there, with those of included files in their place."""
        found: list[tuple[_Reader, str, etree._Element]] = []
        name = _local(node)
        allowed = _PARTS[name][1].split()
        for child in node.iterchildren("*"):
            own = _local(child)
            if not str(child.tag).startswith(f"{{{SCH}}}") or own not in allowed:
                words = ", ".join(each for each in allowed if each != "text") or "nothing"
                self.mistakes.add(
                    codes.UNKNOWN_PART, self.spot(child), f"{own} is not read in {name}", own, words
                )
                continue
            self._attributes(child, own)
            if own == "include":
                found.extend(self._included(child, allowed))
            else:
                found.append((self, own, child))
        loose = "".join([node.text or "", *((child.tail or "") for child in node)]).strip()
        if loose and "text" not in allowed:
            self.mistakes.add(codes.UNKNOWN_PART, self.spot(node), f"{name} holds no text", loose, "elements")
        return found

    def _attributes(self, node: etree._Element, name: str) -> None:
        allowed = _PARTS[name][0].replace("*", "").split()
        for key in node.attrib:
            if str(key) not in (*allowed, LANGUAGE, LANGUAGE.replace("lang", "space")):
                self.mistakes.add(
                    codes.UNKNOWN_PART, self.spot(node), f"{name} has no attribute {key}", str(key),
                    ", ".join(allowed) or "no attribute",
                )  # fmt: skip
        for key in _PARTS[name][0].split():
            if key.endswith("*") and not node.get(key[:-1], "").strip():
                self.mistakes.add(
                    codes.UNKNOWN_PART, self.spot(node), f"{name} lacks {key[:-1]}", expected=key[:-1]
                )

    def _included(
        self, node: etree._Element, allowed: list[str]
    ) -> list[tuple[_Reader, str, etree._Element]]:
        href, spot = node.get("href", ""), self.spot(node)
        if not href or "/" in href or "\\" in href or href.startswith(".") or ":" in href or "#" in href:
            self.mistakes.add(
                codes.UNKNOWN_PART,
                spot,
                "a file is included by its name alone",
                href,
                "the name of a file",
            )
            return []
        if href in self.above or len(self.above) > _INCLUDES:
            self.mistakes.add(codes.CIRCLE, spot, f"{href} includes itself", href)
            return []
        if not (file := self.mistakes.file(href)).is_file():
            wanted = "a file of the same folder, or of one that the format shares"
            self.mistakes.add(codes.UNKNOWN_NAME, spot, f"there is no file {href}", href, wanted)
            return []
        root = xml_of(file, self.mistakes)
        if root is None:
            return []
        own, reader = _local(root), _Reader(href, self.mistakes, self.made, self.above)
        if not str(root.tag).startswith(f"{{{SCH}}}") or own not in allowed or own in ("text", "include"):
            reader.mistakes.add(
                codes.UNKNOWN_PART, reader.spot(root), f"{own} is not read here", own, ", ".join(allowed)
            )
            return []
        reader._attributes(root, own)
        return [(reader, own, root)]

    def schema(self, root: etree._Element) -> None:
        made = self.made
        self._attributes(root, "schema")
        binding = root.get("queryBinding", "")
        if binding and binding not in ("xslt", "xslt1", "xpath"):
            self.mistakes.add(
                codes.UNKNOWN_PART, self.spot(root), "the query binding is not XPath 1.0", binding, "xslt"
            )
        made.default_phase = root.get("defaultPhase", "")
        for reader, name, node in self.children(root):
            reader._part(name, node)

    def _part(self, name: str, node: etree._Element) -> None:
        made = self.made
        if name == "title":
            made.title = _words(node)
        elif name == "ns":
            prefix, uri = node.get("prefix", ""), node.get("uri", "")
            if made.namespaces.setdefault(prefix, uri) != uri:
                self.mistakes.add(
                    codes.TWICE, self.spot(node), f"the prefix {prefix} is declared twice", prefix
                )
        elif name == "let":
            made.lets.append(self.let(node))
        elif name == "phase":
            made.phases.append(self.phase(node))
        elif name == "pattern":
            made.patterns.append(self.pattern(node))
        elif name == "diagnostics":
            made.diagnostics.extend(
                Diagnostic(
                    each.get("id", ""), reader.text(each), (each.get(LANGUAGE) or "").partition("-")[0],
                    reader.spot(each),
                )
                for reader, _, each in self.children(node)
            )  # fmt: skip

    def let(self, node: etree._Element) -> Let:
        name = node.get("name", "")
        if name and not _NAME.fullmatch(name):
            self.mistakes.add(codes.UNKNOWN_PART, self.spot(node), f"{name} is not a name", name, "a name")
        self.children(node)
        return Let(name, node.get("value", ""), self.spot(node))

    def phase(self, node: etree._Element) -> Phase:
        found = self.children(node)
        active = tuple(each.get("pattern", "") for _, name, each in found if name == "active")
        lets = tuple(reader.let(each) for reader, name, each in found if name == "let")
        return Phase(node.get("id", ""), active, lets, self.spot(node))

    def pattern(self, node: etree._Element) -> Pattern:
        found = self.children(node)
        params: dict[str, str] = {}
        for reader, name, each in found:
            key = each.get("name", "")
            if name == "param" and params.setdefault(key, each.get("value", "")) != each.get("value", ""):
                reader.mistakes.add(
                    codes.TWICE, reader.spot(each), f"the parameter {key} is given twice", key
                )
        return Pattern(
            node.get("id", ""), next((_words(each) for _, name, each in found if name == "title"), ""),
            self.yes(node), node.get("is-a", ""), params,
            tuple(reader.let(each) for reader, name, each in found if name == "let"),
            tuple(reader.rule(each) for reader, name, each in found if name == "rule"), self.spot(node),
        )  # fmt: skip

    def yes(self, node: etree._Element) -> bool:
        value = node.get("abstract", "false")
        if value not in ("true", "false"):
            self.mistakes.add(
                codes.UNKNOWN_PART, self.spot(node), "abstract is true or false", value, "true, false"
            )
        return value == "true"

    def rule(self, node: etree._Element) -> Rule:
        items: list[Let | Check | Extends] = []
        for reader, name, each in self.children(node):
            if name == "let":
                items.append(reader.let(each))
            elif name == "extends":
                items.append(Extends(each.get("rule", ""), reader.spot(each)))
            elif name in ("assert", "report"):
                items.append(reader.check(each, name == "report"))
        abstract, context = self.yes(node), node.get("context", "")
        if abstract == bool(context.strip()):
            told = "an abstract rule has no context" if abstract else "rule lacks context"
            self.mistakes.add(codes.UNKNOWN_PART, self.spot(node), told, context, "context, or abstract")
        if abstract and not node.get("id"):
            self.mistakes.add(
                codes.UNKNOWN_PART, self.spot(node), "an abstract rule lacks its id", expected="id"
            )
        return Rule(node.get("id", ""), context, abstract, tuple(items), self.spot(node))

    def check(self, node: etree._Element, reports: bool) -> Check:
        role, text = node.get("role", "error"), self.text(node)
        if role not in _ROLES:
            self.mistakes.add(
                codes.UNKNOWN_PART, self.spot(node), f"no role {role}", role, nearest(role, _ROLES)
            )
        if not text:
            self.mistakes.add(codes.UNKNOWN_PART, self.spot(node), "the rule says nothing", expected="a text")
        return Check(
            node.get("id", ""), node.get("test", ""), reports, text, _ROLES.get(role, Severity.ERROR),
            node.get("flag", "").strip(), node.get("see", ""), tuple(node.get("diagnostics", "").split()), self.spot(node),
        )  # fmt: skip

    def text(self, node: etree._Element) -> Text:
        """The words of an element with blanks as one, and what is to be put between them."""
        found: list[str | Inserted] = [node.text or ""]
        for reader, name, child in self.children(node):
            if name == "value-of":
                found.append(Inserted(child.get("select", ""), reader.spot(child)))
            elif name == "name":
                found.append(Inserted(f"name({child.get('path', '.')})", reader.spot(child)))
            else:
                reader.children(child)
                found.append(_words(child))
            found.append(child.tail or "")
        return _tidy(found)


def _tidy(parts: list[str | Inserted]) -> Text:
    made: list[str | Inserted] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] += part
        else:
            made.append(part)
    made = [re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in made]
    if made and isinstance(made[0], str):
        made[0] = made[0].lstrip()
    if made and isinstance(made[-1], str):
        made[-1] = made[-1].rstrip()
    return tuple(part for part in made if part != "")


def _words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
