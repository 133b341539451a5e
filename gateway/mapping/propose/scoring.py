"""How much speaks for each place of the model: names, descriptions, ids, shapes, and other mappings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gateway.formats import Format
from gateway.mapping.propose.fitting import fitting, seen_as
from gateway.mapping.propose.leaf import Leaf
from gateway.mapping.propose.neighbours import Neighbour, neighbours
from gateway.mapping.propose.targets import Rarity, Steps, Target, root_of, targets

_WCO = re.compile(r"\bWCO\b[^A-Za-z0-9]*(?:ID|DE|data element|element)?[\s:#.=-]*([A-Z]?\d{2,3}[A-Z]?)\b")
_TAGGED = re.compile(r"(?:^|_)([DGLRT]\d{3}|\d{3})$")
_NAME, _NEAR, _BOTH = 0.8, 0.95, 0.15
_ELSEWHERE, _OTHER_FAMILY, _CHOSEN = 0.8, 0.9, 0.85
_LEAST, _KEPT, _LIKELY = 0.12, 60, 250
_NEW_OBJECT, _NEW_FIELD = 0.82, 0.95
"""what a place counts that no mapping of the family uses: in an object that none uses, or in one that some use"""


@dataclass(slots=True)
class Scored:
    """What speaks for one place for one value: a score from 0 to about 1, the converter, the reasons."""

    target: Target
    score: float
    convert: str
    name: float
    near: float
    like: Neighbour | None
    others: frozenset[str]
    wco: str = ""
    seen: str = ""

    def evidence(self) -> str:
        """The reasons in a few words, the strongest first."""
        told = [f"WCO id {self.wco}"] if self.wco else []
        if self.like is not None and self.near >= 0.35:
            told.append(f"{self.like.format} maps {self.like.shown} alike ({self.near:.2f})")
        if self.name >= 0.3:
            told.append(f"names ({self.name:.2f})")
        return "; ".join([*told, *([f"values look like {self.seen}"] if self.seen else [])]) or "weak"


class Scoring:
    """The scores of the places of one family, with the mappings of some formats as examples."""

    def __init__(self, family: str, formats: Iterable[Format]) -> None:
        self.rows = neighbours(formats)
        self.family = family
        roots = (root_of(family), "envelope")
        further = frozenset(row.target for row in self.rows if row.target[0] in roots)
        self.targets = targets(family, further)
        self._list: Sequence[Target] = list(self.targets.values())
        self.rarity = Rarity([t.words for t in self._list] + [r.words for r in self.rows])
        self._places = _index(self.rarity.weigh(t.words) for t in self._list)
        self._examples = _index(self.rarity.weigh(r.words) for r in self.rows)
        self._used = {row.target for row in self.rows if row.family == family}
        self._owners = {steps[:-1] for steps in self._used}
        self._tails: dict[Steps, list[Target]] = defaultdict(list)
        for target in self._list:
            for size in (2, 3, 4):
                if len(target.steps) > size:
                    self._tails[target.steps[-size:]].append(target)

    def score(self, leaf: Leaf) -> dict[Steps, Scored]:
        """The places that something speaks for."""
        words = self.rarity.weigh(leaf.bag)
        names = _against(words, self._places)
        near = self._near(words)
        wco = _wco_ids(leaf)
        likely = sorted(
            (at for at, name in names.items() if name > _LEAST), key=names.__getitem__, reverse=True
        )
        chosen = {self._list[at].steps for at in likely[:_LIKELY]} | near.keys()
        if wco:
            chosen |= {t.steps for t in self._list if t.wco & wco}
        by_steps = {self._list[at].steps: name for at, name in names.items()}
        found: dict[Steps, Scored] = {}
        for steps in chosen:
            scored = self._scored(leaf, self.targets[steps], by_steps.get(steps, 0.0), near.get(steps), wco)
            if scored.score > _LEAST:
                found[steps] = scored
        return found

    def _scored(
        self,
        leaf: Leaf,
        target: Target,
        name: float,
        near: tuple[float, Neighbour, frozenset[str]] | None,
        wco: frozenset[str],
    ) -> Scored:
        alike, like, others = near or (0.0, None, frozenset())
        fit, convert = fitting(leaf, target)
        score = (
            max(_NAME * name, _NEAR * alike)
            + _BOTH * min(name, alike)
            + 0.02 * (len(others) - 1 if others else 0)
        )
        shared = target.wco & wco
        if shared:
            score = max(score, 0.75) + 0.15 * name
        seen = seen_as(leaf, target)
        score *= fit * (1.1 if seen else 1.0) * self._usual(target.steps)
        return Scored(target, score, convert, name, alike, like, others, min(shared, default=""), seen)

    def _usual(self, steps: Steps) -> float:
        if steps in self._used or not self._used:
            return 1.0
        return _NEW_FIELD if steps[:-1] in self._owners else _NEW_OBJECT

    def _near(self, words: dict[str, float]) -> dict[Steps, tuple[float, Neighbour, frozenset[str]]]:
        found: dict[Steps, tuple[float, Neighbour, frozenset[str]]] = {}
        alike = _against(words, self._examples)
        for at in sorted(alike, key=alike.__getitem__, reverse=True)[:_KEPT]:
            row, likeness = self.rows[at], alike[at]
            likeness *= _CHOSEN if row.chosen else 1.0
            if row.family != self.family:
                likeness *= _OTHER_FAMILY
            for steps, value in self._meant(row, likeness):
                before = found.get(steps)
                others = (before[2] if before else frozenset()) | {row.format}
                if before is None or value > before[0]:
                    found[steps] = (value, row, others)
                else:
                    found[steps] = (before[0], before[1], others)
        return found

    def _meant(self, row: Neighbour, likeness: float) -> Iterable[tuple[Steps, float]]:
        """The place of a row, and those that end as it does."""
        if row.target in self.targets:
            yield row.target, likeness
        for size, share in ((4, 0.95), (3, 0.9), (2, _ELSEWHERE)):
            ending = self._tails.get(row.target[-size:], ()) if len(row.target) > size else ()
            for target in ending:
                if target.steps != row.target:
                    yield target.steps, likeness * share
            if ending and size > 2 and row.target not in self.targets:
                return


def _wco_ids(leaf: Leaf) -> frozenset[str]:
    """WCO ids that the names or the words of the schema tell."""
    said = {found for text in leaf.texts[-1:] for found in _WCO.findall(text)}
    name = leaf.path[-1].rpartition("}")[2].lstrip("@")
    tagged = _TAGGED.search(name)
    if tagged and (tagged[1][0].isalpha() or name.startswith(("WCO", "DE_", "de_"))):
        said.add(tagged[1])
    return frozenset(said)


_Index = dict[str, list[tuple[int, float]]]


def _index(bags: Iterable[dict[str, float]]) -> _Index:
    made: _Index = defaultdict(list)
    for at, words in enumerate(bags):
        for word, weight in words.items():
            made[word].append((at, weight))
    return made


def _against(words: dict[str, float], index: _Index) -> dict[int, float]:
    """Likenesses (cosines) with all bags of an index that share a word."""
    found: dict[int, float] = defaultdict(float)
    for word, weight in words.items():
        for at, other in index.get(word, ()):
            found[at] += weight * other
    return found
