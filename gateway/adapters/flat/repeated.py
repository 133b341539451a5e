"""Values that a record repeats of another one: they are not in its element, but in that of the other."""

from __future__ import annotations

from lxml import etree

from gateway.adapters.flat.layout import TOP, Field, Layout, Record


class Repeated:
    """Values of the records of one tree, with those that they repeat."""

    def __init__(self, root: etree._Element, layout: Layout) -> None:
        self._root, self._layout = root, layout
        self._alone: dict[str, etree._Element] = {}
        self._fields = {
            (record.name, each.name): each for record in layout.records.values() for each in record.fields
        }

    def alone(self, node: etree._Element) -> None:
        """Note a record below the root: the first of its kind is the one that others repeat."""
        record = self._layout.records.get(str(node.tag))
        if record is not None and TOP in record.parents:
            self._alone.setdefault(record.name, node)

    def of(self, field: Field, above: etree._Element | None) -> str | None:
        """The value that a field of a record below `above` repeats; `None` where nothing tells."""
        if field.source is None or field.use == "refer":
            return None
        name, wanted = field.source
        here = above
        while here is not None and here is not self._root:
            if here.tag == name:
                return self.value(here, wanted)
            here = here.getparent()
        holder = None if field.use == "key" else self._alone.get(name)
        return None if holder is None else self.value(holder, wanted)

    def value(self, node: etree._Element, name: str) -> str:
        """The value of a field of a record: its own, or the one that it repeats; empty where there is none."""
        own = node.find(name)
        if own is not None:
            return own.text or ""
        field = self._fields.get((str(node.tag), name))
        return (self.of(field, node.getparent()) or "") if field is not None else ""


def joins(record: Record, parent: str, layout: Layout) -> tuple[list[Field], list[Field]]:
    """The keys of a record that a parent of this name answers, and those that it leaves open."""
    keys = [each for each in record.fields if each.use == "key"]
    above = layout.above(parent) if parent != TOP else frozenset()
    answered = [each for each in keys if each.source is not None and each.source[0] in above]
    return answered, [each for each in keys if each not in answered]
