"""Propose a first mapping: for every value of a schema a place in the model, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.formats import Format
from gateway.mapping.propose.leaf import Leaf, Names
from gateway.mapping.propose.placing import Anchor, Scores, anchors
from gateway.mapping.propose.scoring import Scored, Scoring
from gateway.mapping.propose.targets import Steps, Target

_FURTHER = 0.93
"""what a place counts for each list on the way to it that nothing repeats for"""
_MOST = 0.99
THRESHOLD = 0.5
"""from which confidence on a proposal becomes a row that maps"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one value: a model path (empty: none), how to convert, how sure, and why."""

    leaf: Leaf
    model: str = ""
    convert: str = ""
    confidence: float = 0.0
    evidence: str = ""

    @property
    def firm(self) -> bool:
        """Whether it is sure enough to become a row that maps."""
        return bool(self.model) and self.confidence >= THRESHOLD


def propose(leaves: list[Leaf], family: str, formats: Iterable[Format]) -> list[Proposal]:
    """A proposal for each value, in their order; `formats` are those whose mappings are examples."""
    scoring = Scoring(family, formats)
    scores: Scores = {leaf.path: scoring.score(leaf) for leaf in leaves}
    placed = anchors(leaves, scores)
    fitting = {leaf.path: _within(leaf, placed, scores[leaf.path]) for leaf in leaves}
    _share(leaves, placed, fitting)
    _agree(leaves, fitting)
    chosen = _chosen(leaves, placed, fitting)
    return [chosen.get(leaf.path, Proposal(leaf)) for leaf in leaves]


def _anchor(leaf: Leaf, placed: dict[Names, Anchor | None]) -> Anchor | None:
    return placed[leaf.groups[-1] if leaf.groups else ()]


def _within(leaf: Leaf, placed: dict[Names, Anchor | None], scores: dict[Steps, Scored]) -> list[Scored]:
    """The places below the list that a value's own element is; those in further lists count less."""
    anchor = _anchor(leaf, placed)
    if anchor is None:
        return []
    taken = {a.steps for a in placed.values() if a is not None and a.steps}
    found = []
    for scored in scores.values():
        target = scored.target
        if not anchor.holds(target.steps):
            continue
        further = [at for at, listed in enumerate(target.lists) if listed and at >= len(anchor.steps)]
        # A list that repeats elsewhere would be written there too.
        if any((*target.steps[:at], target.steps[at].partition("[")[0]) in taken for at in further):
            continue
        free = [at for at in target.free_lists if at >= len(anchor.steps)]
        scored.score *= _FURTHER ** len(free)
        # Without its role a party is nobody in particular.
        if any(target.steps[at] in ("parties", "offices") for at in free):
            scored.score *= 0.5
        found.append(scored)
    return found


def _agree(leaves: list[Leaf], fitting: dict[Names, list[Scored]]) -> None:
    """Values of one element mostly stand in one object: what most of them speak for counts more."""
    for up in (1, 2):
        votes: dict[Names, dict[Steps, float]] = defaultdict(lambda: defaultdict(float))
        for leaf in leaves:
            best: dict[Steps, float] = {}
            for scored in fitting[leaf.path]:
                owner = _owner(scored.target, up)
                best[owner] = max(best.get(owner, 0.0), scored.score)
            for owner, score in best.items():
                votes[leaf.path[:-up]][owner] += score**2
        for leaf in leaves:
            here = votes[leaf.path[:-up]]
            most = max(here.values(), default=0.0)
            for scored in fitting[leaf.path]:
                if most:
                    scored.score *= 0.8 + 0.2 * here[_owner(scored.target, up)] / most


def _share(
    leaves: list[Leaf], placed: dict[Names, Anchor | None], fitting: dict[Names, list[Scored]]
) -> None:
    """Values of one list entry, or of the whole message, mostly stand in the same part of the model."""
    votes: dict[Anchor, dict[Steps, float]] = defaultdict(lambda: defaultdict(float))
    for leaf in leaves:
        best: dict[Steps, float] = {}
        for scored in fitting[leaf.path]:
            part = _part(scored.target, _anchor(leaf, placed))
            best[part] = max(best.get(part, 0.0), scored.score)
        for part, score in best.items():
            votes[_anchor(leaf, placed) or Anchor()][part] += score**2
    for leaf in leaves:
        here = votes[_anchor(leaf, placed) or Anchor()]
        most = max(here.values(), default=0.0)
        for scored in fitting[leaf.path]:
            if most:
                scored.score *= 0.85 + 0.15 * here[_part(scored.target, _anchor(leaf, placed))] / most


def _part(target: Target, anchor: Anchor | None) -> Steps:
    return target.steps[: max(2, len(anchor.steps) + 1 if anchor else 2)]


def _owner(target: Target, up: int) -> Steps:
    plain = target.steps[:-1] if target.steps[-1] in ("value", "unit", "currency") else target.steps
    return plain[:-up]


def _chosen(
    leaves: list[Leaf], placed: dict[Names, Anchor | None], fitting: dict[Names, list[Scored]]
) -> dict[Names, Proposal]:
    """Each place once, the surest first."""
    made: dict[Names, Proposal] = {}
    offers = sorted(
        ((scored.score, leaf, scored) for leaf in leaves for scored in fitting[leaf.path]),
        key=lambda offer: (-offer[0], len(offer[2].target.steps), offer[2].target.steps, offer[1].path),
    )
    used: set[str] = set()
    for score, leaf, scored in offers:
        anchor = _anchor(leaf, placed)
        if leaf.path in made or anchor is None:
            continue
        model = written(scored.target, anchor)
        if model in used:
            continue
        used.add(model)
        made[leaf.path] = Proposal(
            leaf, model, scored.convert, round(min(score, _MOST), 2), scored.evidence()
        )
    return made


def written(target: Target, anchor: Anchor) -> str:
    """A place as a model path: `[]` where the native side repeats, the first entry elsewhere."""
    steps = []
    for at, (step, listed) in enumerate(zip(target.steps, target.lists, strict=True)):
        repeat = "[]" if at in anchor.repeats else "[1]" if listed and "[" not in step else ""
        steps.append(step + repeat)
    return "/".join(steps)
