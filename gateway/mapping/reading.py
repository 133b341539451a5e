"""What generated readers call: the account, residue, and whatever is rare.

The generated code (`read_source.py`) holds the common case only. Everything here runs for
values that are kept, refused, empty, unknown or out of order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

from lxml import etree
from pydantic import BaseModel, ValidationError

from gateway.mapping.converters import Converter

XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
ELEMENTS, ATTRIBUTES, MAPPED, CONVERTED, KEPT, IGNORED, RESIDUE = range(7)
FATES: Final = ("elements", "attributes", "mapped", "converted", "kept", "ignored", "residue")
Object = dict[str, Any]


class Refused:
    """Stands for the value of a text that a converter refused."""


REFUSED: Final = Refused()


@dataclass(slots=True)
class Account:
    """The running account of one message that is being read.

    `n` counts by the constants above; `problems` are conversions that were refused or differ;
    `later` are counts and sums to compare when the whole model is there; `retry` asks for the
    tracing twin, which sees to repeats and disorder; `trace` is filled by
    the tracing twin only, with (element, attribute, holder, (fate, field, row, reason)).
    `constants` counts the values that the table writes by itself; `labels` are the conditions that
    elements were chosen by, which tell their residue from that of others of the same tag. `placeholder`
    is the tag of the element by which the format says that there is no value.
    """

    format: str
    names: dict[str, str]
    root: Object = field(default_factory=dict)
    n: list[int] = field(default_factory=lambda: [0] * 7)
    problems: list[tuple[str, int, etree._Element, str | None, str, str]] = field(default_factory=list)
    later: list[tuple[int, Object, etree._Element, etree._Element, str | None, str]] = field(
        default_factory=list
    )
    trace: list[tuple[Any, ...]] | None = None
    retry: bool = False
    constants: int = 0
    labels: dict[etree._Element, str] = field(default_factory=dict)
    placeholder: str = ""

    def name(self, tag: str) -> str:
        """A tag with the prefix of the format, or in Clark notation when it has none."""
        namespace, brace, local = tag[1:].partition("}") if tag[0] == "{" else ("", "", tag)
        if not brace:
            return local
        prefix = self.names.get(namespace)
        return tag if prefix is None else f"{prefix}:{local}" if prefix else local

    def path(self, home: etree._Element, node: etree._Element, attribute: str | None) -> str:
        """Where a value stands: names to its home element, then names with ordinals below it."""
        below: list[str] = []
        here: etree._Element | None = node
        while here is not None and here is not home:
            below.append(self.name(str(here.tag)) + ordinal(here))
            here = here.getparent()
        above: list[str] = []
        while here is not None:
            above.append(self.name(str(here.tag)) + self.labels.get(here, ""))
            here = here.getparent()
        path = "/".join(above[::-1]) + "#" + "/".join(below[::-1])
        return path + (f"@{self.name(attribute)}" if attribute else "")

    def keep(
        self,
        kind: str,
        owner: Object,
        home: etree._Element,
        node: etree._Element,
        attribute: str | None,
        value: str | None,
        canonical: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Put a value into the extensions of an object."""
        entry = {"format": self.format, "kind": kind, "path": self.path(home, node, attribute)}
        for key, cell in (("value", value), ("canonical", canonical), ("reason", reason)):
            if cell is not None:
                entry[key] = cell
        owner.setdefault("extensions", []).append(entry)

    def log(
        self, node: Any, attribute: str | None, fate: int, row: int = -1, reason: str | None = None
    ) -> None:
        """One line of the trace for a value that has no field of the model."""
        if self.trace is not None:
            self.trace.append((node, attribute, None, (fate, None, row, reason)))


def ordinal(node: etree._Element) -> str:
    """`[n]` among siblings of the same tag, or nothing when there are none."""
    tag = str(node.tag)
    before = sum(1 for _ in node.itersiblings(tag, preceding=True))
    if before or next(node.itersiblings(tag), None) is not None:
        return f"[{before + 1}]"
    return ""


def reader_of(converter: Converter) -> Callable[[Any], tuple[Any, Any]]:
    """A converter's reading side, cached by text: (value, None), (value, canonical) or (REFUSED, expected).

    What a converter of one way has read is always kept beside the value, and is too large to be cached.
    """
    if converter.one_way:
        return _one_way(converter)

    @lru_cache(maxsize=16_384)
    def read(text: Any) -> tuple[Any, Any]:
        try:
            value = converter.read(text)
            canonical = converter.write(value)
        except ValueError as error:
            return REFUSED, str(error)
        return (value, None) if canonical == text else (value, canonical)

    return read


def _one_way(converter: Converter) -> Callable[[Any], tuple[Any, Any]]:
    def read(text: Any) -> tuple[Any, Any]:
        try:
            value = converter.read(text)
        except ValueError as error:
            return REFUSED, str(error)
        return value, str(value)

    return read


def select(owner: Object, name: str, tests: tuple[tuple[str, str], ...]) -> Object:
    """The entry of a list that has these values, made when it is not there."""
    entries = owner.get(name)
    if entries is None:
        entries = owner[name] = []
    for entry in entries:
        if all(entry.get(key) == value for key, value in tests):
            return entry  # type: ignore[no-any-return]
    made: Object = dict(tests)
    entries.append(made)
    return made


def nth(owner: Object, name: str, index: int) -> Object:
    """The entry of a list at an index (from 0), made when it is not there."""
    entries: list[Object] = owner.setdefault(name, [])
    while len(entries) <= index:
        entries.append({})
    return entries[index]


def early(k: Account, entry: Object, entries: list[Any], model: type[BaseModel]) -> None:
    """Make an object of the last entry of a list; what the model refuses is left for the careful twin."""
    try:
        # What `model_validate` does, without its checks of the arguments: half of the cost of a small object.
        validator = model.__pydantic_validator__
        entries[-1] = validator.validate_python(entry, by_alias=False, by_name=True, extra="ignore")
    except ValidationError:
        k.retry = True


def look(owner: Any, steps: tuple[Any, ...]) -> Any:
    """The value at the end of steps (names, indexes, selecting pairs) in plain dictionaries, or None."""
    here = owner
    for step in steps:
        if here is None:
            return None
        if isinstance(step, str):
            here = here.get(step)
        elif isinstance(step, int):
            here = here[step] if len(here) > step else None
        else:
            here = next((e for e in here if all(e.get(k) == v for k, v in step)), None)
    return here


def blank(k: Account, owner: Object, home: etree._Element, node: etree._Element) -> None:
    """A leaf without text: remembered as empty, or as residue when it has children after all."""
    if len(node):
        if is_nothing(k, owner, home, node):
            return
        if node.text and not node.text.isspace():
            k.n[RESIDUE] += 1
            k.keep("unmapped", owner, home, node, None, node.text)
            k.log(node, None, RESIDUE, reason="text beside elements")
        strays(k, owner, home, node)
        return
    hollow(k, owner, home, node)


def is_nothing(k: Account, owner: Object, home: etree._Element, node: etree._Element) -> bool:
    """Whether an element holds the placeholder of the format alone: it says nothing, and comes back as it is."""
    mark = node[0]
    if len(node) > 1 or mark.tag != k.placeholder or len(mark) or mark.text or mark.attrib:
        return False
    k.n[ELEMENTS] += 1
    k.n[IGNORED] += 1
    k.keep("empty", owner, home, mark, None, None)
    k.log(mark, None, IGNORED, reason="says that there is no value")
    return True


def hollow(k: Account, owner: Object, home: etree._Element, node: etree._Element) -> None:
    """An element that holds nothing: it is one value when it does not even have an attribute.

    Text where the table expects elements alone is a value without a row.
    """
    if node.text and not node.text.isspace():
        k.n[RESIDUE] += 1
        k.keep("unmapped", owner, home, node, None, node.text)
        k.log(node, None, RESIDUE, reason="text where elements are expected")
        return
    if not node.attrib:
        k.n[RESIDUE] += 1
        k.log(node, None, RESIDUE, reason="empty")
    k.keep("empty", owner, home, node, None, node.text)


def bare(k: Account, owner: Object, node: etree._Element) -> None:
    """An object that says nothing but what it was chosen by: remembered, so that it is written again."""
    k.keep("empty", owner, node, node, None, node.text)


def blank_attribute(
    k: Account, owner: Object, home: etree._Element, node: etree._Element, attribute: str
) -> None:
    """An attribute without text."""
    k.n[RESIDUE] += 1
    k.keep("empty", owner, home, node, attribute, "")
    k.log(node, attribute, RESIDUE, reason="empty")


def refuse(
    k: Account,
    owner: Object,
    home: etree._Element,
    node: etree._Element,
    attribute: str | None,
    text: str,
    expected: str,
    row: int,
    kind: str = "refused",
) -> None:
    """A value that its converter, constant or count does not accept: kept as it was written."""
    k.n[RESIDUE] += 1
    k.keep("lexical", owner, home, node, attribute, text, reason=expected)
    k.problems.append((kind, row, node, attribute, text, expected))
    k.log(node, attribute, RESIDUE, row, f"not convertible: {expected}")


def inexact(
    k: Account,
    owner: Object,
    home: etree._Element,
    node: etree._Element,
    attribute: str | None,
    text: str,
    canonical: str | None,
) -> None:
    """A value that was converted and would be written with other characters: the text is kept too."""
    if text != canonical:
        k.keep("lexical", owner, home, node, attribute, text, canonical)


def kept(
    k: Account,
    owner: Object,
    home: etree._Element,
    node: etree._Element,
    attribute: str | None,
    text: str,
    row: int,
    reason: str,
) -> None:
    """A value for which the model has no place, for a stated reason."""
    k.n[KEPT] += 1
    k.keep("kept", owner, home, node, attribute, text, reason=reason)
    k.log(node, attribute, KEPT, row, reason)


def absent(
    k: Account,
    owner: Object,
    home: etree._Element,
    node: etree._Element,
    child: str | None,
    attribute: str | None,
) -> None:
    """A constant or count that the message leaves out, so that writing leaves it out too."""
    path = k.path(home, node, attribute)
    if child is not None:
        path += ("" if path.endswith("#") else "/") + k.name(child)
    owner.setdefault("extensions", []).append({"format": k.format, "kind": "absent", "path": path})


def attributes(
    k: Account, owner: Object, home: etree._Element, node: etree._Element, known: frozenset[str]
) -> None:
    """Attributes without a row: `xsi:*` belongs to the envelope, the others are residue."""
    for name, value in node.items():
        if name in known:
            continue
        k.n[ATTRIBUTES] += 1
        if name.startswith(XSI):
            k.n[IGNORED] += 1
            k.log(node, name, IGNORED, reason="belongs to the envelope of the document")
        else:
            k.n[RESIDUE] += 1
            k.keep("unmapped", owner, home, node, name, value)
            k.log(node, name, RESIDUE, reason="no row")


def stray(k: Account, owner: Object, home: etree._Element, node: etree._Element, known: bool = True) -> None:
    """An element without a row, and all below it; one that the schema does not know is kept whole."""
    if not known:
        return _whole(k, owner, home, node)
    attributes(k, owner, home, node, frozenset())
    if len(node):
        if is_nothing(k, owner, home, node):
            return None
        strays(k, owner, home, node)
        return None
    k.n[RESIDUE] += 1
    k.keep("unmapped", owner, home, node, None, node.text)
    k.log(node, None, RESIDUE, reason="no row")
    return None


def strays(k: Account, owner: Object, home: etree._Element, node: etree._Element) -> None:
    """The children of an element, none of which has a row."""
    k.n[ELEMENTS] += len(node)
    for child in node:
        stray(k, owner, home, child)


def surplus(k: Account, owner: Object, home: etree._Element, node: etree._Element) -> None:
    """An element of a name that rows read, which none of them takes: kept whole.

    Kept value by value it would come back into one of its siblings.
    """
    _whole(k, owner, home, node, "no row takes it")


def _whole(
    k: Account,
    owner: Object,
    home: etree._Element,
    node: etree._Element,
    reason: str = "the schema does not know it",
) -> None:
    values = 0
    for element in node.iter():
        for name in element.attrib:
            k.n[ATTRIBUTES] += 1
            values += 1
            k.log(element, name, RESIDUE, reason=reason)
        if not len(element) and (element.text or not element.attrib):
            values += 1
            k.log(element, None, RESIDUE, reason=reason)
    k.n[ELEMENTS] += sum(1 for _ in node.iter()) - 1
    k.n[RESIDUE] += values
    k.keep("unknown", owner, home, node, None, etree.tostring(node, encoding="unicode", with_tail=False))


@cache
def places(pairs: tuple[tuple[str, int], ...]) -> dict[str, int]:
    """The canonical places of child names."""
    return dict(pairs)


def child(node: etree._Element, tag: str) -> etree._Element | None:
    """The first child with a tag, at a third of the cost of `find`, which parses its path first."""
    for found in node:
        if found.tag == tag:
            return found
    return None


def find(node: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of several tags."""
    return node.find(path)


def get_text(node: etree._Element | None) -> str | None:
    """The text of an element that may not be there."""
    return None if node is None else node.text or ""


def get_attribute(node: etree._Element | None, name: str) -> str | None:
    """An attribute of an element that may not be there."""
    return None if node is None else node.get(name)


def again(node: etree._Element) -> bool:
    """Whether the same tag came before among the siblings."""
    return next(node.itersiblings(str(node.tag), preceding=True), None) is not None


def disorder(k: Account, owner: Object, home: etree._Element, node: etree._Element, ranks: list[int]) -> None:
    """The children stand in another order than they would be written in: remember it."""
    order = sorted(range(len(ranks)), key=lambda i: ranks[i])
    place = {child: at for at, child in enumerate(order)}
    k.keep("order", owner, home, node, None, ",".join(str(place[i]) for i in range(len(ranks))))
