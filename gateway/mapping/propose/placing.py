"""Which list of the model each repeated element of a format is, so that repeats pair."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gateway.mapping.propose.leaf import Leaf, Names
from gateway.mapping.propose.scoring import Scored
from gateway.mapping.propose.targets import Steps
from gateway.mapping.propose.words import words_of

_LEAST = 0.2
_CALLED = 1.3
"""what a list counts that is called as the repeated element is"""
_SKIPPED = 0.85
"""what a list counts that stands in another list which nothing repeats for"""

Scores = dict[Names, dict[Steps, Scored]]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the model that repeats as often as a native one: steps, and which of them repeat."""

    steps: Steps = ()
    repeats: frozenset[int] = frozenset()

    def holds(self, steps: Steps) -> bool:
        """Whether a place is at or below this one."""
        return steps[: len(self.steps)] == self.steps


def anchors(leaves: list[Leaf], scores: Scores) -> dict[Names, Anchor | None]:
    """The list of the model for every repeated element, by its path; None where none is like it."""
    found: dict[Names, Anchor | None] = {(): Anchor()}
    inside: dict[Names, list[Leaf]] = defaultdict(list)
    within: dict[Names, dict[Names, None]] = defaultdict(dict)
    for leaf in leaves:
        above: Names = ()
        for group in leaf.groups:
            inside[group].append(leaf)
            within[above][group] = None
            above = group
    waiting: list[Names] = [()]
    while waiting:
        group = waiting.pop()
        below = list(within[group])
        found.update(_paired(below, found[group], inside, scores))
        waiting.extend(below)
    return found


def _paired(
    groups: list[Names], above: Anchor | None, inside: dict[Names, list[Leaf]], scores: Scores
) -> dict[Names, Anchor | None]:
    """Repeated elements of one place with the lists that are most like them, each list once."""
    made: dict[Names, Anchor | None] = dict.fromkeys(groups)
    if above is None:
        return made
    votes = [
        (vote, group, steps)
        for group in groups
        for steps, vote in _votes(group, above, inside[group], scores).items()
        if vote >= _LEAST
    ]
    taken: set[Steps] = set()
    for _, group, steps in sorted(votes, key=lambda v: (-v[0], v[1], v[2])):
        if made[group] is None and steps not in taken:
            made[group] = Anchor(steps, above.repeats | {len(steps) - 1})
            taken.add(steps)
    return made


def _votes(group: Names, above: Anchor, leaves: list[Leaf], scores: Scores) -> dict[Steps, float]:
    """How much the values of a repeated element speak for each list."""
    sums: dict[Steps, float] = defaultdict(float)
    whole = 0.0
    for leaf in leaves:
        best: dict[Steps, float] = {}
        for steps, scored in scores[leaf.path].items():
            if not above.holds(steps):
                continue
            free = [at for at in scored.target.free_lists if at >= len(above.steps)]
            for skipped, at in enumerate(free):
                here = scored.score * _SKIPPED**skipped
                if here > best.get(steps[: at + 1], 0.0):
                    best[steps[: at + 1]] = here
        # Values deeper down say less of what the element is.
        weight = 0.6 ** (len(leaf.groups) - 1 - leaf.groups.index(group)) * 0.8 ** (
            len(leaf.path) - len(group)
        )
        whole += weight
        for place, score in best.items():
            sums[place] += weight * score
    called = set(words_of(group[-1]))
    return {
        place: total / whole * (_CALLED if called & set(words_of(place[-1])) else 1.0)
        for place, total in sums.items()
    }
