"""Places of one message in two terms: native paths of its format, and paths of the common model.

What a ledger says value by value, asked the other way round: where in the model stands what has
this native path, and where in the message stands what has this place in the model. Native paths
are compared without prefixes and without `[1]`, which writers of paths set and leave out as they
like.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from gateway.formats import Format

if TYPE_CHECKING:
    from gateway.mapping import Entry
    from gateway.mapping.table import Row

_FIRST = re.compile(r"\[1\]")
_ORDINAL = re.compile(r"\[(\d+)\]")
_SELECTOR = re.compile(r"\[[^\]]*\]")
_PREFIX = re.compile(r"(?<=/)(@?)[^/:\[\]@]+:")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: model paths (several for a value that is several), or native ones.

    `exact` says that this is what was asked for, not just the nearest thing around it.
    """

    paths: tuple[str, ...] = ()
    exact: bool = False

    @property
    def path(self) -> str:
        """The one path, or what the several ones share; empty for no place."""
        return self.paths[0] if len(self.paths) == 1 else shared(self.paths)

    @property
    def known(self) -> bool:
        """Whether there is a place at all."""
        return bool(self.path)


def normal(path: str) -> str:
    """A native path as paths are compared: absolute, without prefixes, without `[1]`."""
    absolute = path if path.startswith("/") else f"/{path}"
    return _FIRST.sub("", _PREFIX.sub(r"\1", absolute.rstrip("/")))


def parent(path: str) -> str:
    """A path without its last step; empty at the top."""
    return path.rpartition("/")[0]


def ordinal(path: str) -> int:
    """The position that the last step of a path names, from 1."""
    found = _ORDINAL.search(path.rpartition("/")[2])
    return int(found[1]) if found else 1


def bare(path: str) -> str:
    """A path without ordinals and selectors."""
    return _SELECTOR.sub("", path)


def shared(paths: Iterable[str]) -> str:
    """The longest path of whole steps that all paths begin with."""
    listed = [path.split("/") for path in paths]
    return "/".join(listed[0][: _common(listed)]) if listed else ""


def _common(paths: list[list[str]]) -> int:
    """How many first steps all paths have."""
    levels = enumerate(zip(*paths, strict=False))
    return next((n for n, steps in levels if any(step != steps[0] for step in steps)), min(map(len, paths)))


@dataclass(slots=True)
class Places:
    """The values of one message: model paths by native path, and native path by model path."""

    models: dict[str, tuple[str, ...]] = field(default_factory=dict)
    natives: dict[str, str] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    """native paths of values that come from another object than their neighbours"""
    written: dict[str, str] = field(default_factory=dict)
    """native paths as the ledger has them, with every ordinal"""
    _sorted: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    @classmethod
    def of(cls, entries: Iterable[Entry], format: Format) -> Places:
        """The places that a ledger tells of; values that the model has no field for have none."""
        places, joint, suspects = cls(), [], _inheriting(format)
        for entry in entries:
            # Paths of ledgers have no prefixes: there is less to do than for those that others write.
            path = entry.path.replace("[1]", "")
            places.written[path] = entry.path
            if entry.model_path and " + " in entry.model_path:
                joint.append((path, entry.model_path.split(" + ")))
            elif entry.model_path:
                places._add(path, (entry.model_path,))
                if path.rpartition("/")[2] in suspects and not _own(format, path, entry.model_path):
                    places.inherited.add(path)
        places._sorted = (sorted(places.models), sorted(places.natives))
        for path, models in joint:
            # The ledger names the fields alone; their object is that of the element's other values.
            around = places.model_of(parent(path)).path
            places._add(path, tuple(_continued(around, model) for model in models))
        places._sorted = (sorted(places.models), sorted(places.natives))
        return places

    def _add(self, path: str, models: tuple[str, ...]) -> None:
        self.models[path] = models
        for model in models:
            self.natives.setdefault(model, path)

    def model_of(self, native: str) -> Spot:
        """Where in the model a native path stands.

        An element that holds several values is the object that they share; for what is not there
        it is the nearest element around it.
        """
        path, exact = normal(native), True
        while path:
            if path in self.models and exact:
                return Spot(self.models[path], True)
            below = [
                model
                for other in _below(self._sorted[0], path)
                if other not in self.inherited
                for model in self.models[other]
            ]
            if below:
                return Spot((shared(parent(model) for model in below),), exact)
            path, exact = parent(path), False
        return Spot()

    def native_of(self, spot: Spot) -> Spot:
        """The native path of a place in the model, or of the nearest thing around it."""
        found = [self._native(model) for model in spot.paths]
        if not found or not all(one.known for one in found):
            return Spot()
        exact = spot.exact and all(one.exact for one in found)
        return Spot((shared(one.path for one in found),), exact)

    def inside(self, model: str) -> Iterator[tuple[str, str]]:
        """The values at or below a place in the model: model path and native path."""
        if model in self.natives:
            yield model, self.natives[model]
        for other in _below(self._sorted[1], model):
            yield other, self.natives[other]

    def shown(self, native: str) -> str:
        """A native path with the ordinals that are left out in comparing."""
        path = normal(native)
        value = next(_below(self._sorted[0], path), path)
        return "/".join(self.written.get(value, path).split("/")[: path.count("/") + 1])

    def _native(self, model: str) -> Spot:
        path, exact = model, True
        while path:
            if path in self.natives and exact:
                return Spot((self.natives[path],), True)
            inside = [self.natives[other] for other in _below(self._sorted[1], path)]
            if inside:
                return Spot((shared(parent(native) for native in inside),), exact)
            path, exact = parent(path), False
        return Spot()


def _below(paths: list[str], above: str) -> Iterator[str]:
    """Those of sorted paths that lie below a path."""
    start = f"{above}/"
    for path in paths[bisect_left(paths, start) :]:
        if not path.startswith(start):
            return
        yield path


def _continued(around: str, model: str) -> str:
    """A model path without ordinals, with those of an object that it lies in."""
    known = around.split("/") if around else []
    steps = model.split("/")
    same = _common([[bare(step) for step in known], steps])
    return "/".join([*known[:same], *steps[same:]])


def _own(format: Format, native: str, model: str) -> bool:
    """Whether a value stands where its row has it first, not where it is inherited from."""
    path, rows = bare(model).split("/"), _rows(format).get(_names(native), ())
    return not rows or any([step.name for step in row.models[0]] == path for row in rows)


@lru_cache(maxsize=64)
def _inheriting(format: Format) -> frozenset[str]:
    """The last native names of rows whose value may be inherited from another object."""
    return frozenset(names[-1] for names, rows in _rows(format).items() if any(row.otherwise for row in rows))


def by_table(format: Format, native: str, around: Spot) -> Spot:
    """Where a native path would stand by the table of its format, for a value that is not there.

    `around` is the nearest object that is there. What the table says in several ways is the
    object that these share.
    """
    steps = normal(native).strip("/").split("/")
    base = around.path.split("/") if around.known else []
    found = set()
    for row in _rows(format).get(_names(native), ()):
        for model in row.models:
            names = [step.name for step in model]
            if names[: len(base)] == [bare(step) for step in base]:
                found.add("/".join([*base, *_rest(row, steps, len(base))]))
    if not found:
        return around
    return Spot((found.pop(),), True) if len(found) == 1 else Spot((shared(sorted(found)),), False)


def _rest(row: Row, steps: list[str], known: int) -> Iterator[str]:
    """The steps of a row's model path beyond those that are known, as the native ordinals number them."""
    ordinals = iter(
        [ordinal(step) for step, source in zip(steps, row.sources[0], strict=True) if source.repeat]
    )
    for place, step in enumerate(row.models[0]):
        number = f"[{next(ordinals, 1)}]" if step.repeat else ""
        if step.index is not None:
            number = f"[{step.index + 1}]"
        elif step.tests and not step.repeat:
            number = "".join(f"[{key}={value}]" for key, value in step.tests)
        if place >= known:
            yield f"{step.name}{number}"


def occurrence(places: Places, format: Format, path: str) -> int | None:
    """Which one of its kind the entry of a list is in the message; `None` for an entry that is not there.

    The table pairs the repeating elements of a native path with the lists of its model path.
    """
    depth = sum("[" in step for step in path.split("/"))
    for model, native in places.inside(path):
        for row in _rows(format).get(_names(native), ()):
            if [step.name for step in row.models[0]] != bare(model).split("/"):
                continue
            # How many of the model's lists so far repeat with an element; others are of a fixed place.
            lists = [step for step in row.models[0] if step.repeat or step.selects][:depth]
            if len(lists) < depth or not lists[-1].repeat:
                return 1
            steps = zip(normal(native).strip("/").split("/"), row.sources[0], strict=True)
            repeated = [ordinal(step) for step, source in steps if source.repeat]
            return repeated[sum(step.repeat for step in lists) - 1]
    return None


@lru_cache(maxsize=64)
def _rows(format: Format) -> dict[tuple[str, ...], list[Row]]:
    """The rows of a format's table that read values, by the local names of their sources."""
    from gateway.mapping import mapping_of

    found: dict[tuple[str, ...], list[Row]] = {}
    for row in mapping_of(format).parts.rows:
        for source in row.sources:
            if row.kind == "value" and len(row.sources) == 1 and len(row.models) == 1:
                found.setdefault(tuple(_local(step.name) for step in source), []).append(row)
    return found


def _names(native: str) -> tuple[str, ...]:
    return tuple(bare(normal(native)).strip("/").split("/"))


def _local(name: str) -> str:
    return f"{'@' if name.startswith('@') else ''}{name.lstrip('@').rpartition('}')[2]}"
