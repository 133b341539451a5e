"""Where the components of one segment begin in its bytes."""

from __future__ import annotations

import re

from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import tokenise


class Offsets:
    """The elements of a segment, and the byte at which each of their components begins."""

    def __init__(self, raw: bytes, service: ServiceString, codec: str) -> None:
        self.elements = tokenise(raw.translate(None, b"\r\n").decode(codec, "replace"), service)
        self._starts: dict[tuple[int, int, int], int] = {(0, 0, 0): 0}
        release = f"{re.escape(service.release)}[\r\n]*(?s:.)?|" if service.release else ""
        marks = f"{service.component}{service.element}{service.repetition}"
        element = repetition = component = 0
        for found in re.finditer(f"{release}[{re.escape(marks)}]".encode(), raw):
            mark = found[0].decode("latin-1")
            if service.release and mark[0] == service.release:
                continue
            if mark == service.element:
                element, repetition, component = element + 1, 0, 0
            elif mark == service.component:
                component += 1
            else:
                repetition, component = repetition + 1, 0
            self._starts[element, repetition, component] = found.end()

    def of(self, element: int, repetition: int, component: int) -> int:
        """The first byte of a component, from 0; of the segment when there is no such component."""
        return self._starts.get(
            (element, repetition, component), self._starts.get((element, repetition, 0), 0)
        )
