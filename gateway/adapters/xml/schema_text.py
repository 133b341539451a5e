"""XML Schema written from what was seen in samples, one file a namespace (XML Schema 1.0)."""

from __future__ import annotations

from lxml import etree

from gateway.adapters.draft import ENOUGH, codes, kind_of, longest
from gateway.adapters.xml.observe import Seen

_URI = "http://www.w3.org/2001/XMLSchema"
_XS = f"{{{_URI}}}"
_TYPES = {"integer": "xs:integer", "decimal": "xs:decimal", "date": "xs:date", "datetime": "xs:dateTime",
          "boolean": "xs:boolean"}  # fmt: skip


def schema_texts(seen: Seen, namespaces: dict[str, str]) -> dict[str, bytes]:
    """The files of a schema, `message.xsd` and those of further namespaces that it imports."""
    return _Writing(seen, namespaces).texts()


class _Writing:
    def __init__(self, seen: Seen, namespaces: dict[str, str]) -> None:
        self.seen = seen
        self.prefixes = {space: prefix or "tns" for prefix, space in namespaces.items()}
        self.schemas: dict[str, etree._Element] = {}
        self.globals: dict[str, Seen] = {}
        self.imports: dict[str, set[str]] = {}

    def texts(self) -> dict[str, bytes]:
        self._global(self.seen)
        written: set[str] = set()
        while len(written) < len(self.globals):
            tag = next(tag for tag in self.globals if tag not in written)
            written.add(tag)
            self._element(self.schema(_space(tag)), self.globals[tag], _space(tag), None)
        for space, others in self.imports.items():
            for other in sorted(others, reverse=True):
                place = {"namespace": other, "schemaLocation": self.file(other)}
                if not other:
                    del place["namespace"]
                self.schemas[space].insert(0, etree.Element(f"{_XS}import", place))
        made = {}
        for space, root in self.schemas.items():
            etree.indent(root)
            made[self.file(space)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
        return made

    def file(self, space: str) -> str:
        """The name of the file of a namespace."""
        return "message.xsd" if space == _space(self.seen.tag) else f"{self.prefixes.get(space, 'bare')}.xsd"

    def schema(self, space: str) -> etree._Element:
        """The file of a namespace, begun where it is not there yet."""
        if space not in self.schemas:
            names = {"xs": _URI, **{prefix: uri for uri, prefix in self.prefixes.items() if uri}}
            root = etree.Element(f"{_XS}schema", {"elementFormDefault": "qualified"}, nsmap=names)
            if space:
                root.set("targetNamespace", space)
            self.schemas[space] = root
        return self.schemas[space]

    def _global(self, seen: Seen) -> None:
        known = self.globals.get(seen.tag)
        self.globals[seen.tag] = seen if known is None or known is seen else _together(known, seen)

    def _element(self, above: etree._Element, seen: Seen, space: str, parent: Seen | None) -> None:
        made = etree.SubElement(above, f"{_XS}element")
        own = _space(seen.tag)
        if parent is not None and own and own != space:
            made.set("ref", f"{self.prefixes[own]}:{seen.tag.rpartition('}')[2]}")
            self.imports.setdefault(space, set()).add(own)
            self.schema(own)
            self._global(seen)
        else:
            made.set("name", seen.tag.rpartition("}")[2])
            if parent is not None and not own and space:
                made.set("form", "unqualified")
            self._type(made, seen, space)
        if parent is not None:
            sure = seen.parents == parent.times and parent.times >= ENOUGH and parent.ordered
            if not sure:
                made.set("minOccurs", "0")
            if seen.most > 1 or not parent.ordered:
                made.set("maxOccurs", "unbounded")

    def _type(self, element: etree._Element, seen: Seen, space: str) -> None:
        if seen.leaf and not seen.attributes:
            _simple(element, seen.texts, "type")
            return
        complex_ = etree.SubElement(element, f"{_XS}complexType")
        if seen.leaf and any(seen.texts):
            base = etree.SubElement(etree.SubElement(complex_, f"{_XS}simpleContent"), f"{_XS}extension")
            kind = kind_of(seen.texts)
            base.set("base", _TYPES.get(kind, "xs:string"))
            self._attributes(base, seen)
            return
        if seen.children:
            group = etree.SubElement(complex_, f"{_XS}{'sequence' if seen.ordered else 'choice'}")
            if not seen.ordered:
                group.set("minOccurs", "0")
                group.set("maxOccurs", "unbounded")
            for child in seen.children.values():
                self._element(group, child, space, seen)
        self._attributes(complex_, seen)

    def _attributes(self, type_: etree._Element, seen: Seen) -> None:
        for name, values in seen.attributes.items():
            if name.startswith("{"):
                continue
            _simple(etree.SubElement(type_, f"{_XS}attribute", {"name": name}), values, "type")
        if any(name.startswith("{") for name in seen.attributes):
            etree.SubElement(type_, f"{_XS}anyAttribute", {"namespace": "##other", "processContents": "lax"})


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def _together(one: Seen, other: Seen) -> Seen:
    """What two places of one name hold together."""
    made = Seen(
        one.tag, one.times + other.times, max(one.most, other.most), 0, {}, {}, [*one.texts, *other.texts]
    )
    made.ordered = one.ordered and other.ordered and list(one.children) == list(other.children)
    for tag in dict.fromkeys([*one.children, *other.children]):
        both = [seen.children[tag] for seen in (one, other) if tag in seen.children]
        made.children[tag] = both[0] if len(both) == 1 else _together(*both)
        made.children[tag].parents = sum(each.parents for each in both)
    for name in dict.fromkeys([*one.attributes, *other.attributes]):
        made.attributes[name] = [*one.attributes.get(name, ()), *other.attributes.get(name, ())]
    return made


def _simple(owner: etree._Element, values: list[str], attribute: str) -> None:
    kind = kind_of(values)
    if kind != "string":
        owner.set(attribute, _TYPES[kind])
        return
    limits = etree.SubElement(
        etree.SubElement(owner, f"{_XS}simpleType"), f"{_XS}restriction", {"base": "xs:string"}
    )
    found = codes(values)
    for code in found:
        etree.SubElement(limits, f"{_XS}enumeration", {"value": code})
    if not found:
        etree.SubElement(limits, f"{_XS}maxLength", {"value": str(longest(values))})
