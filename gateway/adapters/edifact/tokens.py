"""Take a segment apart with care: elements, their repetitions and their components, released or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gateway.adapters.edifact.service_string import ServiceString

Element = list[list[str]]
"""the repetitions of an element (one in versions 1 to 3), each a list of components"""


@lru_cache(maxsize=256)
def _pieces(service: ServiceString) -> re.Pattern[str]:
    """A released character, or a separator."""
    marks = re.escape(service.separators)
    release = f"{re.escape(service.release)}(?s:.)?|" if service.release else ""
    return re.compile(f"{release}[{marks}]")


def tokenise(text: str, service: ServiceString) -> list[Element]:
    """The elements of a segment without its terminator; the first is its tag.

    A release character before nothing, at the end of a segment that was cut off, is dropped.
    """
    if not (service.release and service.release in text):
        mark, component = service.repetition, service.component
        return [
            [each.split(component) for each in (element.split(mark) if mark else (element,))]
            for element in text.split(service.element)
        ]
    elements: list[Element] = []
    components: list[str] = []
    repetitions: Element = []
    value: list[str] = []
    for mark, part in _marked(text, service):
        value.append(part)
        if mark == service.release and mark:
            continue
        components.append("".join(value))
        value = []
        if mark == service.component:
            continue
        repetitions.append(components)
        components = []
        if mark == service.repetition and mark:
            continue
        elements.append(repetitions)
        repetitions = []
    return elements


def _marked(text: str, service: ServiceString) -> Iterator[tuple[str, str]]:
    """Stretches of text with what ends each: a separator, nothing (the end), or the release character."""
    start = 0
    for found in _pieces(service).finditer(text):
        mark = found[0]
        if service.release and mark[0] == service.release:
            yield service.release, text[start : found.start()] + mark[1:]
        elif mark == service.terminator:
            continue
        else:
            yield mark, text[start : found.start()]
        start = found.end()
    yield "", text[start:]


@lru_cache(maxsize=256)
def _segments(service: ServiceString) -> re.Pattern[bytes]:
    end = re.escape(service.terminator.encode())
    release = re.escape(service.release.encode())
    if not release:
        return re.compile(rb"[^%b]*+" % end)
    return re.compile(rb"(?s:[^%b%b]++|%b.?)*+" % (end, release, release))


def segments(body: bytes, service: ServiceString) -> list[bytes]:
    """The segments of a body without terminators; what follows the last terminator comes last.

    An empty last one means that the body ends with a terminator.
    """
    end = service.terminator.encode()
    if not service.release or service.release.encode() not in body:
        return body.split(end)
    if service.release.encode() + end not in body:
        return body.split(end)
    found, start, pattern = [], 0, _segments(service)
    while True:
        match = pattern.match(body, start)
        assert match is not None
        found.append(match[0])
        if match.end() >= len(body):
            break
        start = match.end() + 1
        if start == len(body):
            found.append(b"")
            break
    return found


def find_end(data: bytes, start: int, service: ServiceString, limit: int) -> int:
    """The place of the terminator of a segment that starts at `start`; -1 if there is none in reach."""
    end, release = service.terminator.encode(), service.release.encode()
    at = data.find(end, start, start + limit)
    while at >= 0 and release and is_released(data, at, start, release):
        at = data.find(end, at + 1, start + limit)
    return at


def is_released(data: bytes, at: int, start: int, release: bytes) -> bool:
    """Whether a byte is released: an odd number of release characters stands right before it."""
    first = at
    while first > start and data[first - 1 : first] == release:
        first -= 1
    return (at - first) % 2 == 1
