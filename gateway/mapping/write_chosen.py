"""Generate how a writer brings what an element is chosen by, where nothing else brings it.

A group of a message may be chosen by a value deep within its first segment (`SG6[NAD/E3035=EX]`).
Where only later members of the group have data, that segment has none of its own: its least, the
value that the group is chosen by, is put into its place all the same.
"""

from __future__ import annotations

from gateway.mapping.path import Test
from gateway.mapping.plan import Element
from gateway.mapping.table import Row
from gateway.mapping.write_leaves import WriteLeaves
from gateway.mapping.writing import quoted

Leaves = list[tuple[Row, str]]


class WriteChosen(WriteLeaves):
    """Writes the lines that remember places in an element, and those that fill them at its end."""

    def _bare(self, child: Element) -> tuple[str, Leaves]:
        """The least of a child that its parent is chosen by, as XML text, and the rows of its values."""
        tests = child.parent.step.tests if child.parent is not None else ()
        if child.step.tests or child.step.repeat or child.scalar or child.inline:
            return "", []
        inner = [t for t in tests if t.kind == "equals" and len(t.path) > 1 and t.path[0] == child.name]
        leaves: Leaves = []
        body = self._inner(child, [(t.path[1:], t) for t in inner], leaves)
        tag = self._tag(child.name)
        return (f"<{tag}>{body}</{tag}>" if leaves else ""), leaves

    def _inner(self, element: Element, tests: list[tuple[tuple[str, ...], Test]], leaves: Leaves) -> str:
        made = ""
        for child in element.children:
            own = [(path[1:], test) for path, test in tests if path[0] == child.name]
            if not own:
                continue
            tag = self._tag(child.name)
            if own[0][0]:
                made += f"<{tag}>{self._inner(child, own, leaves)}</{tag}>"
            elif row := next((r for r in child.rows if r.kind == "constant"), None):
                leaves.append((row, own[0][1].value))
                made += f"<{tag}>{quoted(own[0][1].value)}</{tag}>"
        return made

    def _remember_place(self, child: Element) -> None:
        self.out.add(f"g{child.number} = len(s)")
        if self.traced:
            self.out.add(f"m{child.number} = len(k.trace)")

    def _brought(self, child: Element) -> None:
        with self.out.block("if q:"):
            self.out.add(f"g{child.number} = -1")

    def _chosen_by(self, element: Element) -> None:
        """Put what the element is chosen by into its places; the last first, so that the others stay right."""
        out = self.out
        for child in reversed(element.children):
            text, leaves = self._bare(child)
            if not text:
                continue
            place = f"g{child.number}"
            with out.block(f"if d and {place} >= 0:"):
                out.add(f"s = s[:{place}] + {text!r} + s[{place}:]")
                if self.traced:
                    entries = ", ".join(
                        f"(None, None, {self.rows[id(row)]}, {value!r})" for row, value in leaves
                    )
                    out.add(f"k.trace[m{child.number} : m{child.number}] = [{entries}]")
