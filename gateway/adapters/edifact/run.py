"""Go over the segments of a message once: each to its place, its elements to XML.

Segments that were met before at the same place with the same arrangement of values take one
dictionary, one pattern and one template; everything else goes step by step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gateway.adapters.contract import Limits
from gateway.adapters.edifact.automaton import Automaton, Step, automaton
from gateway.adapters.edifact.convert import Converter, converter
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.shapes import Variant

MISSING = "UNS is missing before this segment"
UNEXPECTED = "UNS is not expected here"
WRONG = "UNS does not say in one letter which section begins"
_REMEMBERED = 2_000
"""arrangements of values that are remembered at one place"""
_SAME = 100
"""segments that are remembered as they are at one place; then those are forgotten and new ones are"""
_SHORT = 300
"""bytes of a segment that is remembered as it is"""
_LEARNED = 300
"""variants that are made for one message: a pattern costs more than reading some segments with care"""
_VARIANTS = 8
"""choices of filled values that are tried for one arrangement of separators"""


_Seen = tuple[bytes, int, int, int, int]
"""XML, the next place, and the counters of the step"""
_Same = dict[bytes, _Seen]


class _Known(NamedTuple):
    """A step at a place for segments of one shape; the variants have the XML around them in their templates."""

    variants: list[Variant]
    place: int
    counted: int
    fresh: int
    most: int


@dataclass(slots=True)
class Outcome:
    """The XML of a message's segments and whether all of it is right.

    `sections` says what is wrong with UNS, at the segments numbered from 1. `learned` counts the
    variants that were made for it. `wrong` are the segments that have something wrong within them,
    `controls` those that are UNS and so in no tree.
    """

    xml: bytes = b""
    clean: bool = True
    sections: list[tuple[int, str]] = field(default_factory=list)
    learned: int = 0
    wrong: list[int] = field(default_factory=list)
    controls: list[int] = field(default_factory=list)


class Runner:
    """What is known about the messages of one definition with the same service characters.

    Threads may share it: what is remembered stays as it is.
    """

    def __init__(self, steps: Automaton, convert: Converter) -> None:
        self.automaton, self.converter = steps, convert
        self.known: list[dict[bytes, _Known]] = [{} for _ in steps.places]
        self.same: list[_Same] = [{} for _ in steps.places]

    def run(self, raws: list[bytes], limits: Limits) -> Outcome:
        """The XML of segments. Raises Unreadable when one has more parts than the limits allow."""
        made, counts, outcome = list[bytes](), [0] * len(self.automaton.places), Outcome()
        out, values, place, wrong = made.append, self.converter.values, 0, outcome.wrong
        known = [{} for _ in self.known] if _narrow(limits) else self.known
        same = [{} for _ in self.same] if _narrow(limits) else self.same
        for number, raw in enumerate(raws, 1):
            seen = same[place].get(raw)
            if seen is not None:
                xml, target, counted, fresh, most = seen
                if counted < 0:
                    counts[fresh] = 1
                    out(xml)
                    place = target
                    continue
                if counts[counted] < most:
                    counts[counted] += 1
                    out(xml)
                    place = target
                    continue
            found = known[place].get(raw[:3] + raw.translate(None, values))
            if found is not None:
                variants, target, counted, fresh, most = found
                taken = None
                for each in variants:
                    taken = each[0](raw)
                    if taken is not None:
                        break
                if taken is not None and (counted < 0 or counts[counted] < most):
                    if counted < 0:
                        counts[fresh] = 1
                    else:
                        counts[counted] += 1
                    filled = taken.groups()
                    xml = each[1] % filled
                    out(xml)
                    right = each[3]
                    for at, codes in each[2]:
                        if filled[at] not in codes:
                            right = False
                    if not right:
                        wrong.append(number)
                    elif each[4]:
                        outcome.controls.append(number)
                    else:
                        _keep(same[place], raw, (xml, target, counted, fresh, most))
                    place = target
                    continue
            place, xml = self._slowly(place, raw, number, counts, outcome, limits)
            out(xml)
        closing, complete, sections = self.automaton.end(place)
        if sections:
            outcome.sections.append((len(raws) + 1, MISSING))
        out(closing)
        outcome.xml, outcome.clean = b"".join(made), complete and outcome.clean
        return outcome

    def _slowly(
        self, place: int, raw: bytes, number: int, counts: list[int], outcome: Outcome, limits: Limits
    ) -> tuple[int, bytes]:
        """One segment, step by step: the next place and the segment's XML."""
        tag, xml, right, known = self.converter.carefully(raw, limits)
        first = self.automaton.step(place, tag)
        step, fits = _counted(first, counts)
        usual = step is first and fits and step.clean and not step.sections and not _narrow(limits)
        if usual and outcome.learned < _LEARNED:
            outcome.learned += self._remember(place, raw, step)
        if usual and right and known and not step.section:
            whole = step.before + xml + step.after
            _keep(self.same[place], raw, (whole, step.place, step.counted, step.fresh, step.most))
        if step.sections:
            outcome.sections.append((number, MISSING))
        if not step.expected and tag == b"UNS":
            outcome.sections.append((number, UNEXPECTED))
            outcome.controls.append(number)
            return place, b""
        if step.section and not (right and fits):
            outcome.sections.append((number, WRONG if fits else UNEXPECTED))
        if step.section:
            outcome.controls.append(number)
        if not right:
            outcome.wrong.append(number)
        if not (known and fits and step.clean):
            outcome.clean = False
        return step.place, step.before if step.section else step.before + xml + step.after

    def _remember(self, place: int, raw: bytes, step: Step) -> bool:
        known = self.known[place]
        shape = raw[:3] + raw.translate(None, self.converter.values)
        found = known.get(shape)
        if len(known) >= _REMEMBERED or len(shape) > 200 or (found and len(found.variants) >= _VARIANTS):
            return False
        made = self.converter.variant(raw)
        if made is None:
            return False
        whole = step.before + made.template + step.after
        if step.section:
            whole = step.before + b"%.0b" * made.template.count(b"%b")
        made = made._replace(template=whole, control=step.section)
        if found is None:
            known[shape] = _Known([made], step.place, step.counted, step.fresh, step.most)
        else:
            found.variants.append(made)
        return True


def _keep(same: _Same, raw: bytes, seen: _Seen) -> None:
    """Remember a segment that is right as it is."""
    if len(same) >= _SAME:
        same.clear()
    if len(raw) < _SHORT:
        same[raw] = seen


def _narrow(limits: Limits) -> bool:
    """Whether the limits are below those that no known segment passes."""
    return limits.attributes < 256 or limits.namespaces < 64


def _counted(step: Step, counts: list[int]) -> tuple[Step, bool]:
    """The step that a tag takes when repeats are counted, and whether they are not too many."""
    here: Step | None = step
    while here is not None:
        if here.counted < 0:
            if here.fresh >= 0:
                counts[here.fresh] = 1
            return here, True
        if counts[here.counted] < here.most:
            counts[here.counted] += 1
            return here, True
        here = here.otherwise
    return step, False


@lru_cache(maxsize=64)
def runner(known: Definition, service: ServiceString) -> Runner:
    """The runner of a definition and its service characters."""
    return Runner(automaton(known), converter(known, service))
