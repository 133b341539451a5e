"""What the demonstration sends: samples of the declaration that ships most of them, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from json import loads
from pathlib import Path

from gateway.cli.exits import Misuse
from gateway.cli.pages.format import sample_files
from gateway.cli.work import catalog, limits
from gateway.formats import Format

BAD = 3
"""bad samples that are sent: each of another kind of mistake"""


@dataclass(frozen=True, slots=True)
class Good:
    """A sample that is in order: its facts for routing, and how many items it has."""

    file: Path
    data: bytes
    facts: Mapping[str, tuple[str, ...]]
    items: int
    values: int

    def says(self, fact: str, value: str) -> bool:
        """Whether the message says this of itself."""
        return value in self.facts.get(fact, ())


@dataclass(frozen=True, slots=True)
class Bad:
    """A sample with a mistake, and the codes of the findings that it must give."""

    file: Path
    data: bytes
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The messages of the demonstration, all of one format."""

    format: Format
    good: list[Good]
    bad: list[Bad]
    others: list[Format] = field(default_factory=list)
    """other formats that can be translated into"""

    def commonest(self, fact: str) -> str | None:
        """The value of a fact that most good messages say; `None` where none says anything."""
        said = Counter(value for good in self.good for value in good.facts.get(fact, ()))
        return min(said, key=lambda value: (-said[value], value)) if said else None


def cast() -> Cast:
    """The messages to send. Raises Misuse when no format has samples of both kinds and a mapping."""
    formats = [format for format in catalog() if format.mapping_dir is not None and format.in_force]
    chosen = max(formats, key=_samples, default=None)
    if chosen is None:
        raise Misuse("no format with a mapping is installed; gateway doctor says what is there")
    good = [_good(file, chosen) for file in sample_files(chosen.folder, "good")]
    bad = list(_various(sample_files(chosen.folder, "bad")))
    if not good or not bad:
        raise Misuse(f"{chosen.id} has no good or no bad samples to show")
    good.sort(key=lambda one: (-one.items, one.file.name))
    return Cast(chosen, good, bad, [format for format in formats if format is not chosen])


def _samples(format: Format) -> tuple[bool, int]:
    """A declaration before all others, and the one with the most good samples."""
    return format.family == "Declaration", len(sample_files(format.folder, "good"))


def _good(file: Path, format: Format) -> Good:
    from gateway.pipeline import receive
    from gateway.router import facts_of, walk

    data = file.read_bytes()
    (inbound,) = receive(data, catalog(), as_format=format.id, limits=limits())
    facts = facts_of(inbound.message, family=format.family, from_format=format.id)
    items = sum(1 for _ in walk(inbound.message, "declaration.goods_shipment.items.sequence"))
    values = inbound.counts.values if inbound.counts is not None else 0
    return Good(file, data, facts, items, values)


def _various(files: Iterable[Path]) -> Iterable[Bad]:
    """The first samples whose mistakes are of different kinds (first digit of the code)."""
    kinds: set[str] = set()
    for file in files:
        codes = tuple(item["code"] for item in loads(_expectation(file).read_text(encoding="utf-8")))
        kind = codes[0][3] if codes else ""
        if codes and kind not in kinds and len(kinds) < BAD:
            kinds.add(kind)
            yield Bad(file, file.read_bytes(), codes)


def _expectation(file: Path) -> Path:
    return file.with_name(f"{file.stem}.expected.json")
