"""Generate how a writer brings what an element must have, where no data of its own brings it.

An element may be chosen by a value deep within a child (`SG6[NAD/E3035=EX]`), and the schema may
want a child that has nothing but constants and ordinals (`CST` in `SG30`). Where only others of the
element's children have data, that child is put into its place with what can be said of it.
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

    def _wanted(self, child: Element) -> bool:
        """Whether the child may have to be brought: it is mandatory, or its parent is chosen by it."""
        return _mandatory(child) or bool(self._bare(child)[0])

    def _remember_place(self, child: Element, holder: str) -> None:
        out = self.out
        out.add(f"g{child.number}, h{child.number} = len(s), {holder}")
        if self.traced:
            out.add(f"m{child.number} = len(k.trace)")

    def _brought(self, child: Element) -> None:
        with self.out.block("if q:"):
            self.out.add(f"g{child.number} = -1")

    def _bring(self, element: Element, marked: bool) -> None:
        """Put what is wanted into its places; the last first, so that the others stay right."""
        data = " or y" if marked else ""
        for child in reversed(element.children):
            single = not child.inline and child.loop is None and not child.scalar
            if single and says(element, child) and self._wanted(child):
                place = f"g{child.number}"
                with self.out.block(f"if (d or must{data}) and {place} >= 0:"):
                    self._made(child)
                    with self.out.block("if q:"):
                        self.out.add(f"s = s[:{place}] + q + s[{place}:]")

    def _made(self, child: Element) -> None:
        """`q` becomes the child with its constants and ordinals, or the least that its parent is chosen by."""
        out, number = self.out, child.number
        text, leaves = self._bare(child)
        out.add("q = ''")
        if _mandatory(child):
            with out.block(f"if h{number} is not None:"):
                if self.traced:
                    out.add("t_ = len(k.trace)")
                out.add(f"q = w{number}(h{number}, k, u, x, i, r, 1)")
                if self.traced:
                    out.add("e_ = k.trace[t_:]", "del k.trace[t_:]", f"k.trace[m{number} : m{number}] = e_")
        if text:
            with out.block("if not q:"):
                out.add(f"q = {text!r}")
                if self.traced:
                    entries = ", ".join(
                        f"(None, None, {self.rows[id(row)]}, {value!r})" for row, value in leaves
                    )
                    out.add(f"k.trace[m{number} : m{number}] = [{entries}]")


def _mandatory(child: Element) -> bool:
    """Whether the schema wants the child, once."""
    step = child.step
    return bool(
        child.schema is not None
        and child.schema.minimum
        and not (step.repeat or step.collect or step.positional or step.tests)
    )


def says(element: Element, child: Element) -> bool:
    """Whether something is written of a child: a row says it, or joins it with other values."""
    if any(row.kind not in ("kept", "ignored") for row in child.everything()):
        return True
    return any(
        source[element.depth :] and source[element.depth] == child.step
        for row in element.joint
        for source in row.sources
    )
