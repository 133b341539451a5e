"""What XML Schema says about an element beyond names, cardinality and facets."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.adapters.contract import Node


@dataclass(frozen=True, slots=True)
class Choice:
    """Branches of which one may be there; `required` when one must. A branch is a set of tags."""

    branches: tuple[frozenset[str], ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Content(Node):
    """A node of a schema's description, with how its children stand together.

    `ordered` when children come in the order listed; `open` when elements may come that are not
    listed (a wildcard, or a recursion that the description cuts off); `loose` the same of
    attributes; `mixed` when text may stand between elements.
    """

    ordered: bool = True
    open: bool = False
    loose: bool = False
    mixed: bool = False
    choices: tuple[Choice, ...] = ()
