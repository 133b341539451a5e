"""The segments and groups of a message, as a tree made from its table of paths."""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.adapters.edifact.layout import Layout, suffixed
from gateway.adapters.edifact.tables import TablesUnusable, Use

NOT_IN_TREES = ("UNS", "UNT", "UNE", "UNZ")
"""service segments that are regenerated on writing"""


@dataclass(slots=True, eq=False)
class Place:
    """A segment or a group at one place of a message.

    `name` is the name in trees, `tag` that of the segment or, of a group, of its trigger;
    `index` is its place in its parent. A group has a `children`; its first child is its trigger.
    """

    name: str
    tag: str
    mandatory: bool
    repeats: int
    parent: Place | None = None
    index: int = 0
    children: list[Place] = field(default_factory=list)
    layout: Layout | None = None

    @property
    def group(self) -> bool:
        """Whether it is a group."""
        return self.layout is None

    @property
    def depth(self) -> int:
        """How many groups it is in; 0 for what stands below the message itself."""
        return 0 if self.parent is None or self.parent.parent is None else self.parent.depth + 1

    def by_name(self, name: str) -> Place | None:
        """The child of a name."""
        return next((child for child in self.children if child.name == name), None)


def structure(root: str, lines: list[Use], layouts: dict[str, Layout]) -> Place:
    """The message as a place whose children are UNB, UNG, UNH and what its table says.

    Raises TablesUnusable for a path whose group or segment is not known.
    """
    message = Place(root, "UNB", True, 1)
    groups: dict[str, Place] = {"": message}
    for tag, mandatory in (("UNB", True), ("UNG", False), ("UNH", True)):
        _add(message, Place(tag, tag, mandatory, 1, layout=layouts[tag]))
    for line in lines:
        above, _, last = line.code.rpartition("/")
        if above not in groups:
            raise TablesUnusable(f"message.csv: the group of {line.code} comes before it nowhere")
        parent = groups[above]
        if last in ("UNH", "UNT"):
            continue
        if last.startswith("SG") and last[2:].isdigit():
            groups[line.code] = _add(parent, Place(last, "", line.mandatory, line.repeats))
            continue
        if last not in layouts:
            raise TablesUnusable(f"message.csv: no table has the segment {last} of {line.code}")
        count = 1 + sum(child.tag == last and not child.group for child in parent.children)
        place = Place(suffixed(last, count), last, line.mandatory, line.repeats, layout=layouts[last])
        _add(parent, place)
    for path, group in groups.items():
        _close(path, group)
    return message


def _add(parent: Place, place: Place) -> Place:
    place.parent, place.index = parent, len(parent.children)
    parent.children.append(place)
    return place


def _close(path: str, group: Place) -> None:
    """A group has the tag of its first segment, which must be there once."""
    first = group.children[0] if group.children else None
    if first is None or first.group or not first.mandatory or first.repeats != 1:
        raise TablesUnusable(f"message.csv: the group {path} does not begin with a segment M 1")
    group.tag = first.tag
