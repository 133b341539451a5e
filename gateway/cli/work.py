"""Run one function over many files, in order, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from gateway.cli.exits import Misuse, Tally
from gateway.cli.inputs import Input, complain

if TYPE_CHECKING:
    from gateway.adapters.contract import Limits
    from gateway.formats import Catalog

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What became of one file: its results, or why it could not be opened."""

    name: str
    results: list[Result]
    error: str | None = None


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """All formats under the data roots, loaded once in every process."""
    from gateway.formats import Catalog

    return Catalog.load()


@lru_cache(maxsize=1)
def limits() -> Limits:
    """What readers accept at most; `GATEWAY_LIMITS__BYTES` and its like change it."""
    from gateway.adapters.contract import Limits

    changed: dict[str, int] = {}
    for field in fields(Limits):
        name = f"GATEWAY_LIMITS__{field.name.upper()}"
        value = os.environ.get(name)
        if value is None:
            continue
        if not value.isascii() or not value.isdigit() or int(value) == 0:
            raise Misuse(f"{name} must be a number above 0")
        changed[field.name] = int(value)
    return Limits(**changed)


def over(
    function: Callable[[str, bytes], list[Result]], entries: Sequence[Input], jobs: int, tally: Tally
) -> Iterator[Result]:
    """The results of `function(name, data)` for every input, in the order of the inputs.

    The function must be importable by name (or a partial of one) when `jobs` is above 1.
    """
    for done in _run(partial(_one, function), entries, jobs):
        if done.error is not None:
            complain(f"{done.name}: {done.error}", tally)
        yield from done.results


def _one(function: Callable[[str, bytes], list[Result]], entry: Input) -> Done[Result]:
    try:
        data = entry.read(limits().bytes)
    except OSError as error:
        return Done(entry.name, [], error.strerror or str(error))
    return Done(entry.name, function(entry.name, data))


def _run(
    function: Callable[[Input], Done[Result]], entries: Sequence[Input], jobs: int
) -> Iterator[Done[Result]]:
    if jobs == 1 or len(entries) < 2:
        yield from map(function, entries)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(entries))) as pool:
        yield from pool.map(function, entries, chunksize=max(1, min(16, len(entries) // (jobs * 4))))
