"""One format: what it cannot say of the model, and what of it the model has no place for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.mapping.gap.keys import Key, names, shown
from gateway.mapping.gap.sides import NOT_STATED, Class, Place, Side, native_path
from gateway.model.paths import UnknownPath, family_field, fields_of, split_path, walk_below


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A place of the model that a format neither reads nor writes; `carriers` are the formats that do."""

    model_path: str
    wco_id: str | None
    wco_class: str | None
    definition: str
    carriers: dict[str, list[str]]
    """native paths by format"""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A place of a format that the model does not hold; `wco_class` is that of the nearest mapped object."""

    native: str
    kind: str
    mandatory: bool
    definition: str
    reason: str
    wco_class: str | None
    near: str


@dataclass(slots=True)
class FormatGap:
    """The gaps of one format. `places` counts its schema by class; `model_paths` those of its family."""

    format: str
    family: str
    mapped: bool
    places: dict[str, int]
    model_paths: int
    model_paths_said: int
    peers: list[str]
    cannot_say: list[Unsaid] = field(default_factory=list)
    no_place: list[Unplaced] = field(default_factory=list)


def format_gap(side: Side, peers: Sequence[Side]) -> FormatGap:
    """The gaps of a format; `peers` are all formats of its family (itself may be among them)."""
    others = [peer for peer in peers if peer.format.id != side.format.id and peer.mapped]
    both = side.both
    carriers: dict[Key, dict[str, list[str]]] = {}
    for peer in others:
        for key, row in ((k, r) for found in peer.writers.values() for k, r in found):
            if key not in both:
                native = native_path(step.name for step in row.sources[0])
                paths = carriers.setdefault(key, {}).setdefault(peer.format.id, [])
                if native not in paths:
                    paths.append(native)
    unsaid = [_unsaid(key, found) for key, found in carriers.items()]
    unsaid.sort(key=lambda one: (-len(one.carriers), one.model_path))
    universe = family_paths(side.format.family)
    said = {"/".join(names(key)) for key in both}
    no_place = [_unplaced(side, p) for p in side.places.values() if p.kind in (Class.KEPT, Class.OPEN)]
    return FormatGap(
        side.format.id, side.format.family, side.mapped, side.counted(), len(universe), len(said & universe),
        [peer.format.id for peer in others], unsaid, no_place,
    )  # fmt: skip


def family_paths(family: str) -> frozenset[str]:
    """All leaves of the model that a message of a family may fill, without selectors."""
    tops = ["envelope", *filter(None, [family_field(family)])]
    return frozenset(path.replace("[]", "") for name in tops for path in walk_below(name))


def wco_class(key: Key) -> str | None:
    """The WCO id of the nearest class above a place."""
    parts = shown(key[:-1]).split("/") if len(key) > 1 else []
    steps = split_path("/".join(parts))
    for depth in range(len(steps), 0, -1):
        place = _field("/".join(steps[:depth]))
        if place is not None and place[0]:
            return place[0]
    return None


def _field(path: str) -> tuple[str | None, str] | None:
    try:
        place = fields_of(path)
    except UnknownPath:
        return None
    return place.wco_id, place.description


def _unsaid(key: Key, carriers: dict[str, list[str]]) -> Unsaid:
    found = _field(shown(key)) or (None, "")
    return Unsaid(shown(key), found[0], wco_class(key), found[1] or NOT_STATED, carriers)


def _unplaced(side: Side, place: Place) -> Unplaced:
    near = _nearest(side, place)
    near_class = None if near is None else wco_class(near)
    told = shown(near[:-1]) if near is not None else ""
    return Unplaced(
        place.native, place.kind.value, place.mandatory, place.definition, place.reason, near_class, told
    )


def _nearest(side: Side, place: Place) -> Key | None:
    """The model place of the mapped row that shares the longest way with a place."""
    for depth in range(len(place.path) - 1, 0, -1):
        found = side.neighbours.get(place.path[:depth])
        if found is not None:
            return found
    return None
