"""Drafts of formats: what the adapter of a syntax makes of samples or of a schema (`infer.py` of its package)."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from gateway.formats.manifest import Format


def inferring(syntax: str) -> ModuleType | None:
    """The module of an adapter that infers schemas from samples and reads others' schemas; None without one."""
    name = f"gateway.adapters.{syntax}.infer"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def notes(format: Format) -> dict[tuple[str, ...], str]:
    """What the schema of a format says in words about its elements, by their paths of names."""
    module = inferring(format.syntax)
    found: dict[tuple[str, ...], str] = module.notes(format.spec) if module is not None else {}
    return found
