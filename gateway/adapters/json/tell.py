"""Tell what a schema objects to: every mistake once, in our words, with its exact place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gateway.adapters.fault import Fault
from gateway.adapters.json import codes
from gateway.adapters.json.names import decoded, encoded
from gateway.adapters.json.shape import Shape
from gateway.adapters.json.tags import parts_of
from gateway.adapters.json.values import expectation, judge, shown
from gateway.findings import Severity

Steps = list[str | int]


def unknown(node: etree._Element, shape: Shape) -> Fault:
    """A member that the schema neither names nor forbids."""
    return _unknown(decoded(parts_of(str(node.tag))[0]), node, shape, None, Severity.WARNING)


def told(error: Any, reach: Reach) -> Iterator[Fault]:
    """What one error of the validator is about; members are told of one by one."""
    steps, kind = list(error.instance_path), error.kind
    node, held = reach.find(steps)
    path, name = _pointer(steps), _name(steps)
    match kind.name:
        case "required":
            missing = kind.property
            wanted = held.member(encoded(missing))
            expected = f"{missing}: {expectation(wanted)}"
            yield Fault(
                codes.MISSING_MEMBER,
                node,
                f"{name} lacks {missing}",
                expected,
                path=f"{path}/{_step(missing)}",
            )
        case "additionalProperties" | "unevaluatedProperties":
            for extra in kind.unexpected:
                at, _ = reach.find([*steps, extra])
                yield _unknown(extra, at, held, f"{path}/{_step(extra)}", Severity.ERROR)
        case "maxItems":
            at, _ = reach.find([*steps, kind.limit])
            many = len(error.instance)
            yield Fault(
                codes.TOO_MANY_ITEMS, at, f"{name} has {many} items", f"at most {kind.limit} items", path=path
            )
        case "minItems":
            few = f"at least {kind.limit} item{'s' if kind.limit > 1 else ''}"
            yield Fault(codes.TOO_FEW_ITEMS, node, f"{name} has too few items", few, path=path)
        case "oneOf" | "anyOf":
            yield from _choice(error, reach, node, held, name, path)
        case _:
            code, expected, help_ = judge(kind.name, held, error.instance)
            value = shown(error.instance)
            yield Fault(
                code, node, f"{name} is {_quoted(error.instance)}", expected, value, help=help_, path=path
            )


def _unknown(name: str, node: etree._Element, shape: Shape, path: str | None, severity: Severity) -> Fault:
    names = [decoded(each) for each in shape.members]
    near = difflib.get_close_matches(name, names, 3, 0.5)
    few = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    return Fault(
        codes.UNKNOWN_MEMBER, node, f"there is no member {name[:60]} at this place", f"one of {few}" if few else "no more members",
        name, help=f"nearest: {', '.join(near)}" if near else None, path=path, severity=severity,
    )  # fmt: skip


def _choice(
    error: Any, reach: Reach, node: etree._Element, held: Shape, name: str, path: str
) -> Iterator[Fault]:
    """A place at which one of several sets of members stands: none, more than one, or one with mistakes."""
    branches = error.kind.context
    begun = [
        branch for branch in branches if branch and all(inner.kind.name != "required" for inner in branch)
    ]
    if len(begun) == 1 and all(branches):
        yield from (fault for inner in begun[0] for fault in told(inner, reach))
        return
    wanted = [words.get("required", []) for words in held.words.get(error.kind.name, [])]
    names = [each[0] for each in wanted if len(each) == 1] if all(len(each) == 1 for each in wanted) else []
    there = [each for each in names if isinstance(error.instance, dict) and each in error.instance]
    listed = ", ".join(names)
    if names and not there:
        yield Fault(codes.MISSING_MEMBER, node, f"{name} has none of {listed}", f"one of {listed}", path=path)
    elif len(there) > 1 and error.kind.name == "oneOf":
        message = f"{name} has {' and '.join(there)}, which exclude each other"
        yield Fault(codes.STRUCTURE, node, message, f"only one of {listed}", path=path)
    else:
        message = f"{name} is none of the things, or more than one, that the schema has here to choose from"
        yield Fault(codes.STRUCTURE, node, message, "what the schema of the format allows", path=path)


class Reach:
    """Finds elements by the validator's steps; the children of a parent are grouped once."""

    def __init__(self, root: etree._Element, shape: Shape) -> None:
        self._root, self._shape = root, shape
        self._groups: dict[etree._Element, dict[str, list[etree._Element]]] = {}

    def find(self, steps: Steps) -> tuple[etree._Element, Shape]:
        """The element at these steps, or the last one on the way that is there; and its shape.

        Of an array that is its first item, with the shape of the array.
        """
        node, held, at = self._root, self._shape, 0
        while at < len(steps):
            step = steps[at]
            if isinstance(step, int):
                if step >= len(node):
                    return node, held
                node, held, at = node[step], held.items, at + 1
                continue
            held, at = held.member(encoded(step)), at + 1
            same = self.named(node, encoded(step))
            if not same:
                return node, held
            if at < len(steps) and isinstance(steps[at], int) and parts_of(str(same[0].tag))[2] != "array":
                node, held, at = same[min(int(steps[at]), len(same) - 1)], held.items, at + 1
            else:
                node = same[0]
        return node, held

    def named(self, parent: etree._Element, name: str) -> list[etree._Element]:
        """The children of this escaped name."""
        groups = self._groups.get(parent)
        if groups is None:
            groups = self._groups[parent] = {}
            for child in parent.iterchildren("*"):
                groups.setdefault(parts_of(str(child.tag))[0], []).append(child)
        return groups.get(name, [])


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _pointer(steps: Steps) -> str:
    return "".join(f"/{_step(str(step))}" for step in steps)


def _name(steps: Steps) -> str:
    names = [step for step in steps if isinstance(step, str)]
    return names[-1][:60] if names else "the message"


def _quoted(value: Any) -> str:
    text = shown(value)
    if not isinstance(value, str):
        return text
    return repr(text if len(text) <= 60 else text[:57] + "...") if text else "empty"
