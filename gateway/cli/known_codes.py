"""Every finding code there is, found by place: the modules `codes` of all packages."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

import gateway
from gateway.findings.code import CATALOGUE, Code


@lru_cache(maxsize=1)
def known_codes() -> dict[str, Code]:
    """All codes by id, sorted."""
    for name in _modules():
        importlib.import_module(name)
    return {id: CATALOGUE[id] for id in sorted(CATALOGUE) if not id.startswith("TST")}


def _modules() -> list[str]:
    """The modules that declare codes; only packages on the way to one are imported."""
    found: list[str] = []
    packages = [("gateway", list(gateway.__path__))]
    while packages:
        package, folders = packages.pop()
        for module in pkgutil.iter_modules(folders):
            name = f"{package}.{module.name}"
            if module.ispkg:
                packages.append((name, [f"{folder}/{module.name}" for folder in folders]))
            elif module.name == "codes":
                found.append(name)
    return sorted(found)
