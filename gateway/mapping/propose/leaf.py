"""The values that a format allows, as the proposer sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gateway.adapters.contract import Facets, Node
from gateway.mapping.propose.words import bag, weight_above, words_of, words_of_text

_SAID = 0.35

Names = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """One value that a schema allows: names from the root, which of them repeat, and what is known of it.

    `texts` is what the schema says in words of the element at each step; `values` are some that samples have.
    """

    path: Names
    repeats: tuple[bool, ...]
    facets: Facets
    texts: tuple[str, ...]
    values: tuple[str, ...] = ()

    @cached_property
    def bag(self) -> dict[str, float]:
        """The words of its names, and of what is said about it."""
        return named(self.path, self.texts)

    @property
    def groups(self) -> tuple[Names, ...]:
        """The paths of the repeated elements that it stands in, the outermost first; itself counts too."""
        return tuple(self.path[:depth] for depth, repeats in enumerate(self.repeats, 1) if repeats)


def named(path: Names, texts: tuple[str, ...] = ()) -> dict[str, float]:
    """The words of a native path; the root of the message says little."""
    steps = list(reversed(path[1:] or path))
    said = list(reversed(texts[1:] if len(path) > 1 else texts))
    parts: list[tuple[tuple[str, ...], float]] = []
    for at, step in enumerate(steps):
        weight = weight_above(at)
        parts.append((words_of(step), weight))
        if at < 2 and at < len(said) and said[at]:
            parts.append((words_of_text(said[at][:300]), weight * _SAID))
    return bag(parts)


def leaves_of(
    schema: Node,
    texts: Mapping[Names, str] | None = None,
    values: Mapping[Names, tuple[str, ...]] | None = None,
) -> list[Leaf]:
    """Every value that a schema allows, in its order; attributes are values too.

    A shared node is looked into only where one of the `values` stands.
    """
    return list(_leaves(schema, (), (), texts or {}, values or {}, _led(values or {})))


def _led(values: Iterable[Names]) -> frozenset[Names]:
    return frozenset(path[:depth] for path in values for depth in range(1, len(path)))


def _leaves(
    node: Node,
    above: Names,
    repeats: tuple[bool, ...],
    texts: Mapping[Names, str],
    values: Mapping[Names, tuple[str, ...]],
    led: frozenset[Names],
) -> Iterator[Leaf]:
    path = (*above, node.name)
    here = (*repeats, bool(above) and (node.maximum is None or node.maximum > 1))
    if node.facets is not None:
        said = tuple(texts.get(path[:depth], "") for depth in range(1, len(path) + 1))
        yield Leaf(path, here, node.facets, said, values.get(path, ()))
    if node.shared and above and path not in led:
        return
    for child in node.children:
        yield from _leaves(child, path, here, texts, values, led)
