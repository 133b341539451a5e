"""Keys: places of the model as gaps compare them, without positions but with what entries are chosen by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gateway.mapping.path import ModelPath, PathError, model_path

Step = tuple[str, frozenset[tuple[str, str]]]
Key = tuple[Step, ...]
"""A model path; each step has its name and the values that its entry is known to have."""


def key_of(path: ModelPath) -> Key:
    """The key of a model path of a table."""
    return tuple((step.name, frozenset(step.tests)) for step in path)


def key_at(text: str) -> Key:
    """The key of a path as it is written; raises PathError."""
    return key_of(model_path(text))


def maybe_key(text: object) -> Key | None:
    """The key of what may be a path, or `None`."""
    try:
        return key_at(text) if isinstance(text, str) and text else None
    except PathError:
        return None


def chosen_by(path: ModelPath) -> Iterator[Key]:
    """The places that the selectors of a path fill: `parties[role=exporter]` sets `parties/role`."""
    for depth, step in enumerate(path, 1):
        for name, value in step.tests:
            del value
            yield (*key_of(path[:depth]), (name, frozenset()))


def names(key: Key) -> tuple[str, ...]:
    """The names of the steps alone."""
    return tuple(name for name, _ in key)


def meets(one: Key, other: Key) -> bool:
    """Whether two keys of the same names may be the same place: no entry has two values of one field."""
    for (_, left), (_, right) in zip(one, other, strict=True):
        if left and right:
            known = dict(left)
            if any(known.get(name, value) != value for name, value in right):
                return False
    return True


def shown(key: Key) -> str:
    """A key as a person reads it: `declaration/parties[role=exporter]/name`."""
    return "/".join(name + "".join(f"[{k}={v}]" for k, v in sorted(tests)) for name, tests in key)


class KeySet:
    """Keys that can be asked whether one of them may be the same place as another."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._by_names: dict[tuple[str, ...], set[Key]] = {}
        for key in keys:
            self._by_names.setdefault(names(key), set()).add(key)

    def __iter__(self) -> Iterator[Key]:
        for keys in self._by_names.values():
            yield from keys

    def __contains__(self, key: Key) -> bool:
        found = self._by_names.get(names(key), set())
        return key in found or any(meets(key, other) for other in found)
