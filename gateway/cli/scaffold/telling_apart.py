"""Conditions that tell a new format apart from others with the same root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.formats.adapters import adapter_for

if TYPE_CHECKING:
    from gateway.adapters.contract import Limits, Node
    from gateway.cli.scaffold.wish import Wish
    from gateway.formats import Catalog, Format

_ENOUGH = 3


def conditions(wish: Wish, format: Format, catalog: Catalog, limits: Limits) -> tuple[str, ...]:
    """Children of the root that every message has and that messages of other formats do not need.

    Empty where no other format has the root. Those that no other schema knows come first.
    """
    others = [
        each for each in catalog
        if each.syntax == format.syntax and each.identify_root == format.identify_root and each.id != format.id
    ]  # fmt: skip
    if not others:
        return ()
    adapter = adapter_for(format.syntax)
    schema = adapter.describe(format.spec)
    always = _always(wish, format, schema, limits)
    known = {child.name for other in others for child in adapter.describe(other.spec).children}
    chosen = sorted(always, key=lambda name: name in known)[:_ENOUGH]
    root = _shown(format.identify_root, format)
    return tuple(f"{root}/{_shown(name, format)}" for name in chosen)


def _always(wish: Wish, format: Format, schema: Node, limits: Limits) -> list[str]:
    """Children that are mandatory, or that all samples have."""
    from gateway.findings import Unreadable

    adapter = adapter_for(format.syntax)
    seen: list[set[str]] = []
    for _, data in wish.samples:
        try:
            for part in adapter.split(data, limits):
                seen.append({str(child.tag) for child in adapter.read(part, format.spec, limits).root})
        except Unreadable:
            continue
    in_all = set.intersection(*seen) if seen else set()
    return [
        child.name for child in schema.children
        if not child.name.startswith("@") and (child.name in in_all if seen else child.minimum > 0)
    ]  # fmt: skip


def _shown(name: str, format: Format) -> str:
    space, _, local = name.rpartition("}")
    prefix = next((p for p, s in format.namespaces.items() if s == space[1:]), "") if space else ""
    return f"{prefix}:{local}" if prefix else local
