"""The plan of a mapping: its rows as a tree of native elements, each with its place in the model.

Both directions are generated from the plan. An element of the plan is one row group: the same
tag may stand in a parent several times with different conditions. Children are in the order of
the schema; order of the rows decides only between row groups of one tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from gateway.adapters.contract import Node
from gateway.mapping.path import ModelPath, ModelStep, SourcePath, SourceStep, Test
from gateway.mapping.table import Row

DISCRIMINATOR = "discriminator"
"""the note of the row of a value that an element is chosen by"""


@dataclass(slots=True)
class Element:
    """One row group of a native element.

    `above` is the model path of the object that the parent works on and `steps` leads from there
    to this element's own object (empty: the same object). `loop` says that each native element
    makes one list entry; `scalar` that the entry is a value, not an object. `rank` is the place
    among the siblings in canonical order, `places` the schema's order of all child names.
    """

    step: SourceStep
    parent: Element | None = None
    schema: Node | None = None
    rows: list[Row] = field(default_factory=list)
    attributes: dict[str, list[Row]] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    joint: list[Row] = field(default_factory=list)
    above: ModelPath = ()
    steps: ModelPath = ()
    rank: int = 0
    number: int = 0
    places: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The tag in Clark notation."""
        return self.step.name

    @property
    def here(self) -> ModelPath:
        """The model path of the object that the element's rows work on."""
        return self.above + self.steps

    @property
    def depth(self) -> int:
        """How many elements lead here, this one included."""
        return 1 + (self.parent.depth if self.parent is not None else 0)

    @property
    def loop(self) -> ModelStep | None:
        """The list that gets one entry for each native element, if any."""
        return next((step for step in self.steps if step.repeat), None) if self.step.repeat else None

    @property
    def scalar(self) -> bool:
        """Whether the list entries are values (the only row below holds them)."""
        if not self.step.repeat or self.loop is not None:
            return False
        return any(m and m[-1].repeat and m[:-1] == self.here for r in self.everything() for m in r.models)

    @property
    def home(self) -> bool:
        """Whether the element has an object of its own, where its residue is kept."""
        if self.parent is None:
            return True
        return bool(self.steps) and not self.scalar and (bool(self.children) or self.loop is not None)

    @property
    def inline(self) -> bool:
        """Whether the element's values are read and written by its parent's code."""
        return self.parent is not None and not self.children and not self.home

    @property
    def label(self) -> str:
        """What tells an element from others of its tag that work on the same object: its conditions."""
        if self.step.repeat or self.step.positional:
            return ""
        signs = {"equals": "", "absent": "!"}
        return "".join(
            f"[{signs.get(t.kind, '')}{'/'.join(t.path)}{f'={t.value}' if t.kind == 'equals' else ''}]"
            for t in self.step.tests
        )

    @property
    def noted(self) -> bool:
        """Whether the element keeps residue of its own, in the object that it shares with its parent.

        It does where it may say nothing but what the table writes by itself.
        """
        if self.parent is None or self.inline or self.home:
            return False
        if any(element.scalar for element in self.trail()):
            return False
        weak = any(
            r.kind == "constant" and not r.firm and r.note != DISCRIMINATOR
            for c in self.children
            for r in c.rows
        )
        return weak or bool(self.label)

    def trail(self) -> Iterator[Element]:
        """The element and those above it."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def everything(self) -> Iterator[Row]:
        """All rows of the element and below it, each once."""
        seen = set()
        for row in self._everything():
            if id(row) not in seen:
                seen.add(id(row))
                yield row

    def _everything(self) -> Iterator[Row]:
        yield from self.rows
        for rows in self.attributes.values():
            yield from rows
        yield from self.joint
        for child in self.children:
            yield from child._everything()

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def build(rows: Iterable[Row], schema: Node) -> Element:
    """The plan of a table's rows, in the order of a schema."""
    top = Element(SourceStep("/"))
    every = list(rows)
    for row in [*every, *_discriminators(every)]:
        _insert(top, row)
    if len(top.children) != 1:
        raise ValueError("the rows of a mapping must share one root element")
    root = top.children[0]
    root.parent = None
    _arrange(root, schema)
    _anchor(root, (), 0)
    for number, element in enumerate(root.walk()):
        element.number = number
        _rank(element)
    return root


def _rank(element: Element) -> None:
    """Give the children their canonical places; row groups that fill one list share theirs."""
    shared: dict[tuple[str, ModelPath], int] = {}
    count: dict[str, int] = {}
    for child in element.children:
        place = element.places.get(child.name, len(element.places) * 100)
        entry = (child.name, _list_of(child))
        if entry[1] and entry in shared:
            child.rank = shared[entry]
            continue
        count[child.name] = count.get(child.name, 0) + 1
        child.rank = shared[entry] = place + count[child.name]


def _list_of(element: Element) -> ModelPath:
    """The model path of the list that an element's repeats fill, without conditions."""
    path = list(element.here)
    while path and not path[-1].repeat:
        path.pop()
    if element.loop is None or not path:
        return ()
    return (*path[:-1], replace(path[-1], tests=(), there=()))


def _discriminators(rows: list[Row]) -> Iterator[Row]:
    seen: set[SourcePath] = set()
    for row in rows:
        for source in row.sources:
            for depth, step in enumerate(source, 1):
                for test in step.tests:
                    if test.kind == "equals":
                        path = (*source[:depth], *(SourceStep(name) for name in test.path))
                        if path not in seen:
                            seen.add(path)
                            yield _constant(row, path, test)


def _constant(row: Row, path: SourcePath, test: Test) -> Row:
    return replace(
        row,
        kind="constant",
        sources=(path,),
        models=(),
        otherwise=(),
        converter="",
        arguments=(),
        when=(),
        constant=test.value,
        firm=False,
        position=False,
        note=DISCRIMINATOR,
    )


def _insert(top: Element, row: Row) -> None:
    owners: list[tuple[Element, str | None]] = []
    for source in row.sources:
        element = top
        for step in source:
            if step.name.startswith("@"):
                element.attributes.setdefault(step.name[1:], [])
                owners.append((element, step.name[1:]))
                break
            element = _child(element, step)
        else:
            owners.append((element, None))
    if len(owners) == 1:
        element, attribute = owners[0]
        (element.rows if attribute is None else element.attributes[attribute]).append(row)
        return
    _common([element for element, _ in owners]).joint.append(row)


def _child(parent: Element, step: SourceStep) -> Element:
    for child in parent.children:
        if replace(child.step, collect=False) == replace(step, collect=False):
            return child
    child = Element(step, parent)
    parent.children.append(child)
    return child


def _common(elements: list[Element]) -> Element:
    trails: list[list[Element]] = []
    for element in elements:
        trail: list[Element] = []
        here = element
        while here.parent is not None:
            trail.append(here)
            here = here.parent
        trails.append(trail[::-1])
    shared: Element | None = None
    for level in zip(*trails, strict=False):
        if any(element is not level[0] for element in level):
            break
        shared = level[0]
    if shared is None:
        raise ValueError("the sources of one row share no element")
    return shared


def _arrange(element: Element, schema: Node | None) -> None:
    element.schema = schema
    order = {}
    if schema is not None:
        children = [c for c in schema.children if not c.name.startswith("@")]
        order = {child.name: (place, child) for place, child in enumerate(children)}
    unknown = len(order)
    element.children.sort(key=lambda c: order.get(c.name, (unknown, None))[0])
    for child in element.children:
        _arrange(child, order[child.name][1] if child.name in order else None)
    element.places = {name: place * 100 for name, (place, _) in order.items()}


def object_path(path: ModelPath) -> ModelPath:
    """A model path without its last step, the value."""
    return path[:-1]


def _anchor(element: Element, above: ModelPath, loops: int) -> None:
    element.above = above
    own = loops + element.step.repeat
    rows = [r for r in element.everything() if r.kind == "value"]
    # A text with a default or an ordinal alone is written where its parent is, also where its object is absent.
    made = all(r.constant is not None or r.position for r in rows)
    free = not element.children and not element.attributes and made
    paths = [] if free else [object_path(m) for r in rows for m in r.models]
    prefix = _prefix(paths) if paths else above
    # A list entry may be entered only by the element that repeats with it.
    while sum(step.repeat for step in prefix) > own:
        prefix = prefix[:-1]
    # What a condition within a list asks must be found from the object that the rows work on.
    for condition in (c.path for r in element.everything() for c in r.when):
        if any(step.repeat for step in condition) and condition[: len(prefix)] != prefix:
            prefix = _prefix([prefix, condition])
    if element.parent is None:
        prefix = ()
    if len(prefix) > len(above):
        element.steps = prefix[len(above) :]
    for child in element.children:
        _anchor(child, element.here, own)


def _prefix(paths: list[ModelPath]) -> ModelPath:
    first, *others = paths
    length = len(first)
    for other in others:
        length = min(
            length,
            next((i for i, (a, b) in enumerate(zip(first, other, strict=False)) if a != b), len(other)),
        )
    return first[:length]
