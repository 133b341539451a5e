"""The catalogue of finding codes, complete: the modules `codes` of all packages, found by place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import gateway
from gateway.findings import CATALOGUE, Code


@cache
def load_codes() -> dict[str, Code]:
    """Every code that there is, by id, sorted."""
    for name in _modules("gateway", list(gateway.__path__)):
        importlib.import_module(name)
    return {id: CATALOGUE[id] for id in sorted(CATALOGUE)}


def _modules(package: str, folders: list[str]) -> Iterator[str]:
    for module in sorted(pkgutil.iter_modules(folders), key=lambda found: found.name):
        name = f"{package}.{module.name}"
        if module.ispkg:
            yield from _modules(name, [f"{folder}/{module.name}" for folder in folders])
        elif module.name == "codes":
            yield name
