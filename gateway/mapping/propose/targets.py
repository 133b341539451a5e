"""The places of the common model that a value may be proposed for, with the words that they have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log

from gateway.mapping.path import PathError, model_path
from gateway.mapping.propose.words import bag, weight_above, words_of, words_of_text
from gateway.mapping.shape import Shape, resolve
from gateway.model import OFFICE_ROLES, ROLES, family_field, fields_of, split_path, walk_paths, wco_index

_SAID = 0.3
_DEEPEST = 9

Steps = tuple[str, ...]
"""A place without its repeats: names, a role in brackets where one is meant (`parties[role=exporter]`)."""


@dataclass(frozen=True, eq=False)
class Target:
    """A place that holds a value: its steps, which of them are lists, the type of its values."""

    steps: Steps
    lists: tuple[bool, ...]
    holds: type
    moment: bool
    codes: str = ""
    wco: frozenset[str] = frozenset()
    words: dict[str, float] = field(default_factory=dict)

    @property
    def free_lists(self) -> list[int]:
        """The positions of lists that no role or value chooses in."""
        return [at for at, listed in enumerate(self.lists) if listed and "[" not in self.steps[at]]


def root_of(family: str) -> str:
    """Where in the model messages of a family stand."""
    return family_field(family) or "declaration"


@lru_cache(maxsize=8)
def targets(family: str, further: frozenset[Steps] = frozenset()) -> dict[Steps, Target]:
    """All places of a family, parties and offices by their roles; `further` are such as mappings name."""
    root = root_of(family)
    ids: dict[Steps, set[str]] = {}
    for wco_id, paths in wco_index().items():
        for path in paths:
            ids.setdefault(steps_of(path), set()).add(wco_id)
    found: dict[Steps, None] = {}
    for path in walk_paths():
        head = path.split("/", 2)
        if head[0] not in (root, "envelope") or head[1] == "amended":
            continue
        if path.count("/") < _DEEPEST:
            found.update(dict.fromkeys(_with_roles(steps_of(path))))
    found.update(dict.fromkeys(further))
    made = (_target(steps, ids) for steps in found)
    return {target.steps: target for target in made if target is not None}


def steps_of(path: str) -> Steps:
    """The steps of a model path without `[]` and positions."""
    return tuple(_without_repeats(step) for step in split_path(path))


def _without_repeats(step: str) -> str:
    name, *selectors = step.replace("]", "").split("[")
    kept = [s for s in selectors if "=" in s]
    return name + "".join(f"[{s}]" for s in kept)


def _with_roles(steps: Steps) -> list[Steps]:
    made = [steps]
    for at, step in enumerate(steps):
        roles = ROLES if step == "parties" else OFFICE_ROLES if step == "offices" else ()
        if roles:
            made.extend((*steps[:at], f"{step}[role={role}]", *steps[at + 1 :]) for role in roles)
            break
    return [m for m in made if m[-1] != "role" or m == steps]


def _target(steps: Steps, ids: dict[Steps, set[str]]) -> Target | None:
    try:
        shapes = resolved(steps)
        place = fields_of("/".join(steps))
    except (PathError, LookupError):
        return None
    if not shapes[-1].leaf:
        return None
    plain = tuple(step.partition("[")[0] for step in steps)
    wco = frozenset(
        ids.get(steps, set()) | ids.get(plain, set()) | ({place.wco_id} if place.wco_id else set())
    )
    return Target(
        steps,
        tuple(s.listed for s in shapes),
        shapes[-1].holds,
        place.moment,
        place.codes or "",
        wco,
        _words(steps),
    )


def resolved(steps: Steps) -> list[Shape]:
    """What each of these steps leads to. Raises PathError."""
    path = list(model_path("/".join(steps)))
    shapes: list[Shape] = []
    for depth in range(len(path)):
        here = path[: depth + 1]
        try:
            shapes = resolve(tuple(here))
        except PathError:
            path[depth] = replace(path[depth], repeat=True)
            shapes = resolve(tuple(path[: depth + 1]))
    return shapes


def _words(steps: Steps) -> dict[str, float]:
    """Names from the last one up; that of a number or an object of one field stands for nothing."""
    shown = list(steps)
    if shown[-1] == "value" and len(shown) > 1:
        shown.pop()
    parts: list[tuple[tuple[str, ...], float]] = []
    for at, step in enumerate(reversed(shown)):
        weight = weight_above(at)
        name, _, chosen = step.partition("[")
        chosen = chosen.rstrip("]").partition("=")[2]
        # A role says more than the list that it stands in.
        parts.append((words_of(chosen) if chosen else words_of(name), weight))
        if chosen:
            parts.append((words_of(name), weight * 0.4))
        if at < 2:
            described = fields_of("/".join(shown[: len(shown) - at])).description
            parts.append((words_of_text(described), weight * _SAID))
    return bag(parts)


class Rarity:
    """How much a word tells: one that many names have tells little."""

    def __init__(self, bags: list[dict[str, float]]) -> None:
        counts = Counter(word for each in bags for word in each)
        self._most = log(1 + len(bags))
        self._of = {word: log(1 + len(bags) / count) for word, count in counts.items()}

    def weigh(self, words: dict[str, float]) -> dict[str, float]:
        """A bag with its weights by rarity, of length 1."""
        weighed = {word: weight * self._of.get(word, self._most * 0.6) for word, weight in words.items()}
        size = sum(w * w for w in weighed.values()) ** 0.5 or 1.0
        return {word: weight / size for word, weight in weighed.items()}
