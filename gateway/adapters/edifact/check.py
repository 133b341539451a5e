"""Check a tree against the tables of its format: structure, elements, values, codes, characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.edifact import codes
from gateway.adapters.edifact.characters import Level, character_faults, level_of
from gateway.adapters.edifact.check_segment import bare_faults, segment_faults
from gateway.adapters.edifact.definition import Definition, definition
from gateway.adapters.edifact.layout import Layout
from gateway.adapters.edifact.locate import locate
from gateway.adapters.edifact.node_name import name_of, segments_of
from gateway.adapters.edifact.structure import NOT_IN_TREES, Place
from gateway.adapters.edifact.tree import EdifactTree
from gateway.adapters.fault import Fault, placed
from gateway.findings import Finding, Stage, in_order

_TOLD = 10_000
"""mistakes of one message that are told"""


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """Everything in which a tree differs from its format, in document order; empty when valid.

    A tree that was found right when it was read, and not touched since, is not gone over again.
    """
    noted = list(tree.noted) if isinstance(tree, EdifactTree) else []
    as_read = isinstance(tree, EdifactTree) and tree.clean and tree.spec is spec and tree.untouched
    if as_read and not (isinstance(tree, EdifactTree) and tree.wrong):
        return noted
    try:
        known = definition(spec)
    except ValueError as error:
        return [_unusable(error, spec)]
    root = tree.root
    level = level_of(root.findtext("UNB/S001/E0001") or "UNOC")
    if isinstance(tree, EdifactTree) and as_read:
        faults = _wrong(root, tree.wrong, known)
    else:
        faults = chain(_root(root, known), _characters(root, level))
    found = list(islice(faults, _TOLD))
    if len(found) == _TOLD:
        message = f"only the first {_TOLD:,} mistakes are told"
        found.append(Fault(codes.TOO_MANY_PARTS, root, message, "a message with fewer mistakes"))
    return in_order([*noted, *placed(locate, tree, spec, found)])


def _wrong(root: etree._Element, numbers: Sequence[int], known: Definition) -> Iterator[Fault]:
    """The faults of the segments of these numbers, all others being right."""
    segments = list(segments_of(root))
    for number in numbers:
        if number < len(segments):
            node = segments[number]
            layout = known.layouts.get(name_of(node).partition(".")[0])
            if layout is not None:
                yield from segment_faults(node, layout, known)


def _unusable(error: ValueError, spec: Spec) -> Finding:
    return Finding(
        codes.TABLES_UNUSABLE, f"the tables cannot be used: {error}", Stage.VALIDATE,
        expected="tables that explain all that they use", help=codes.TABLES_UNUSABLE.fix, format=spec.format,
    )  # fmt: skip


def _root(root: etree._Element, known: Definition) -> Iterator[Fault]:
    if root.tag != known.message.name:
        message = f"the message is {name_of(root)}"
        yield Fault(codes.UNKNOWN_ROOT, root, message, f"a message {known.message.name}", str(root.tag))
    yield from _level(root, known.message, known)


def _level(node: etree._Element, place: Place, known: Definition) -> Iterator[Fault]:
    """The segments and groups of a message or group: order, repeats, what is missing."""
    yield from bare_faults(node, True)
    by_name = {child.name: child for child in place.children if child.tag not in NOT_IN_TREES or child.group}
    here, count = -1, 0
    counts: dict[str, int] = {}
    followers: list[tuple[int, etree._Element]] = []
    for child in node.iterchildren("*"):
        name = str(child.tag)
        of = by_name.get(name)
        if of is None:
            yield _unexpected(child, place, known)
            continue
        counts[name] = counts.get(name, 0) + 1
        count = counts[name]
        if of.index < here:
            after = place.children[here].name
            yield Fault(codes.MISPLACED, child, f"{name} stands behind {after}", f"{name} before {after}")
        else:
            here = of.index
            followers.append((here, child))
        if count == of.repeats + 1:
            yield Fault(
                codes.TOO_MANY, child, f"{name} occurs more than {of.repeats} times", f"at most {of.repeats}"
            )
        if of.layout is None:
            yield from _level(child, of, known)
        else:
            yield from segment_faults(child, of.layout, known)
    yield from _missing(node, place, by_name, counts, followers)


def _missing(
    node: etree._Element,
    place: Place,
    by_name: dict[str, Place],
    counts: dict[str, int],
    followers: list[tuple[int, etree._Element]],
) -> Iterator[Fault]:
    for name, child in by_name.items():
        if not child.mandatory or counts.get(name):
            continue
        following = next((n for index, n in followers if index > child.index), None)
        what = f"{name} ({child.tag})" if child.group else name
        before = "" if following is None else f" before {name_of(following)}"
        at = node if following is None else following
        yield Fault(
            codes.MISSING,
            at,
            f"{name_of(node)} lacks {what}",
            f"{what}{before}",
            below=name,
            before=at is not node,
        )


def _unexpected(child: etree._Element, place: Place, known: Definition) -> Fault:
    name = str(child.tag)
    tag = name.partition(".")[0]
    title = known.name_of(tag)
    told = f"{tag} ({title})" if title else tag
    names = [each.name for each in place.children if each.tag not in NOT_IN_TREES or each.group]
    shown = f"one of {', '.join(names[:20])}{' ...' if len(names) > 20 else ''}"
    return Fault(codes.UNEXPECTED_SEGMENT, child, f"{told} is not expected here", shown, tag)


def _characters(root: etree._Element, level: Level) -> Iterator[Fault]:
    for node in root.iter("*"):
        if node.text and len(node) == 0:
            for code, message, expected in character_faults(node.text, level):
                yield Fault(code, node, f"{name_of(node)} {message}", expected, node.text)


def clean_segment(node: etree._Element, layout: Layout, known: Definition) -> bool:
    """Whether a segment of its own has nothing wrong, its characters apart."""
    return next(segment_faults(node, layout, known), None) is None
