"""Generate the reading direction of a plan: one function an element that has children.

Every function has the signature `r<n>(e, o, r, h, k, i)`: the native element, the object that
its rows work on, the object and element that its residue goes to, the account, and its ordinal.
There are three twins of the same code. `read` goes through the children once, straight down the
schema's order, and asks for another try when it meets anything unusual; `read_traced` does the
same with a line of trace for every value; `read_careful` takes children in any order, sees to
repeats, stray attributes and children of values, and traces as well.
"""

from __future__ import annotations

from gateway.mapping.lines import Lines
from gateway.mapping.plan import Element
from gateway.mapping.read_values import ReadValues
from gateway.mapping.read_ways import COMPUTED, is_regenerated
from gateway.mapping.shape import resolve
from gateway.mapping.table import Row


class ReadSource(ReadValues):
    """Writes the code of one plan, function by function."""

    def generate(self) -> Lines:
        """The code of all functions; `r0` reads the root element."""
        for element in self.plan.walk():
            if not element.inline:
                self._function(element)
        return self.out

    def _function(self, element: Element) -> None:
        out = self.out
        with out.block(f"def r{element.number}(e, o, r, h, k):"):
            start = len(out.lines)
            self._own_values(element)
            if element.children:
                for child in element.children:
                    if child.step.collect:
                        out.add(f"l{child.number} = []")
                    for row in _must_appear(child):
                        out.add(f"a{self.rows[id(row)]} = 0")
                for name in dict.fromkeys(c.name for c in element.children if _counted(element, c)):
                    out.add(f"p{out.name(name)} = 0")
                for child in element.children:
                    if _once(child):
                        out.add(f"f{child.number} = 0")
                self._children(element)
                for child in element.children:
                    if child.step.collect:
                        self._collected(element, child)
            for row in element.joint:
                self._joint(row, element, "e", element.here, "o")
            for child in element.children:
                for row in _must_appear(child):
                    with out.block(f"if not a{self.rows[id(row)]}:"):
                        out.add(f"absent(k, r, h, e, {out.name(child.name)}, None)")
            if element.home and element.children:
                chosen = len(element.here[-1].tests) if element.here else 0
                with out.block(f"if len(o) <= {chosen}:"):
                    out.add("bare(k, o, e)")
            self._totals(start)
            if element.noted or (element.home and element.label):
                # Nothing but what the element is chosen by, and other constants.
                out.lines.insert(start + 1, out.indented("z_ = n[2] + n[3] - k.constants"))
                with out.block("if n[2] + n[3] - k.constants == z_:"):
                    out.add("bare(k, r, e)")
        out.add("")

    def _totals(self, start: int) -> None:
        """Count in local variables what the lines since `start` count, and add it up at the end."""
        out = self.out
        body = "\n".join(out.lines[start:])
        used = [(name, place) for name, place in (("m", 2), ("b", 3), ("g", 5)) if f" {name} += " in body]
        head = [out.indented("n = k.n")]
        if self.traced:
            head.append(out.indented("T = k.trace.append"))
        if used:
            head.append(out.indented(" = ".join(name for name, _ in used) + " = 0"))
        out.lines[start:start] = head
        out.add(*(f"n[{place}] += {name}" for name, place in used))

    def _own_values(self, element: Element) -> None:
        out = self.out
        if self.careful or element.depth <= 2:
            # Attributes of the envelope's elements are common; elsewhere the totals tell of strays.
            with out.block("if e.keys():"):
                out.add(f"attributes(k, r, h, e, {out.name(frozenset(element.attributes))})")
        for attribute, rows in element.attributes.items():
            self._attribute(attribute, rows, "e", element.here, "o")
        if element.children:
            if self.careful:
                out.add("n[0] += len(e)")
        elif element.rows:
            out.add("v = e.text")
            with out.block("if not v or len(e):"):
                out.add("blank(k, r, h, e)")
            with out.block("else:"):
                self._value(element.rows, "e", None, element.here, "o")
        elif not element.joint:
            self._no_text(element, "e")

    def _children(self, element: Element) -> None:
        groups: dict[str, list[Element]] = {name: [] for name in element.places}
        for child in element.children:
            groups.setdefault(child.name, []).append(child)
        if self.careful:
            self._in_any_order(element, groups)
        else:
            self._straight(element, groups)

    def _straight(self, element: Element, groups: dict[str, list[Element]]) -> None:
        out = self.out
        # Going from one child to the next costs less than any way of taking all children at once.
        if any(len({v.rank for v in variants}) > 1 for variants in groups.values()):
            out.add("z = 0")
        out.add("y = len(e)", "n[0] += y", "c = e[0] if y else None", "t = c.tag if y else None")
        self._hollow(element, "y")
        for name, variants in groups.items():
            several = len(variants) != 1 or not _single(variants[0])
            with out.block(f"{'while' if several else 'if'} t == {out.name(name)}:"):
                if variants:
                    self._variants(element, name, variants)
                else:
                    out.add("stray(k, r, h, c)")
                out.add("c = c.getnext()", "t = c.tag if c is not None else None")
        with out.block("if c is not None:"):
            out.add("k.retry = True")

    def _hollow(self, element: Element, children: str) -> None:
        """An element without children; one of a list of values has no object that could remember it."""
        out = self.out
        with out.block(f"if not {children} and (e.text or not e.attrib):"):
            if element.scalar:
                out.add("surplus(k, r, h, e)", "k.retry = True")
            else:
                out.add("hollow(k, r, h, e)")

    def _in_any_order(self, element: Element, groups: dict[str, list[Element]]) -> None:
        out = self.out
        self._hollow(element, "len(e)")
        out.add("z, y, w_ = 0, [], False")
        with out.block("for c in e:"):
            out.add("t = c.tag")
            word = "if"
            for name, variants in groups.items():
                if variants:
                    with out.block(f"{word} t == {out.name(name)}:"):
                        self._variants(element, name, variants)
                    word = "elif"
            with out.block("else:"):
                table = out.name(tuple(sorted(element.places.items())))
                out.add(f"d = places({table}).get(t)", "stray(k, r, h, c, d is not None)")
                out.add("d = 999999 if d is None else d")
                self._order(single=False, rank="d")
        with out.block("if w_:"):
            out.add("disorder(k, r, h, e, y)")

    def _variants(self, element: Element, name: str, variants: list[Element]) -> None:
        out = self.out
        position = f"p{out.name(name)}"
        if _counted(element, variants[0]):
            out.add(f"{position} += 1")
        chosen = self._looked_up(variants)
        word, closed = "if", False
        for variant in variants:
            tests = self._tests(variant, position, chosen)
            if not tests:
                with out.block("else:" if word == "elif" else "if True:"):
                    self._child(element, variant)
                closed = True
                break
            with out.block(f"{word} {tests}" + (f" and not f{variant.number}:" if _once(variant) else ":")):
                if _once(variant):
                    out.add(f"f{variant.number} = 1")
                self._child(element, variant)
            word = "elif"
        if not closed:
            with out.block("else:"):
                out.add("surplus(k, r, h, c)")
                if self.careful:
                    # What is kept whole comes back behind its siblings.
                    self._order(single=False, rank=str(variants[-1].rank + 0.5))
                else:
                    out.add("k.retry = True")

    def _looked_up(self, variants: list[Element]) -> dict[tuple[str, ...], str]:
        """Look once at each child that the row groups of one tag are chosen by; variables by path."""
        paths = {test.path for v in variants for test in v.step.tests if test.path[-1][0] != "@"}
        chosen = {path: f"d{number}" for number, path in enumerate(sorted(paths))}
        for path, variable in chosen.items():
            self.out.add(f"{variable} = {self._found('c', path)}")
        return chosen

    def _order(self, single: bool, rank: str) -> None:
        """Watch the canonical order; a second element where one is allowed is residue."""
        out = self.out
        if not self.careful:
            with out.block(f"if {rank} < z:"):
                out.add("k.retry = True")
            out.add(f"z = {rank}")
            return
        out.add(f"y.append({rank})")
        if single:
            with out.block(f"if {rank} <= z and again(c):"):
                with out.block(f"if {rank} < z:"):
                    out.add("w_ = True")
                out.add("surplus(k, r, h, c)", "continue")
        with out.block(f"if {rank} < z:"):
            out.add("w_ = True")
        out.add(f"z = {rank}")

    def _child(self, element: Element, child: Element) -> None:
        ranks = {other.rank for other in element.children if other.name == child.name}
        if self.careful or len(ranks) > 1:
            # What is kept whole comes back behind its siblings.
            rank = f"({child.rank} if len(c) else {child.rank + 0.5})" if child.scalar else str(child.rank)
            self._order(_single(child), rank)
        if child.inline:
            self._leaf(element, child)
            return
        own = self._nav(child.steps, "o", child.here, len(child.above))
        residue = f"{own}, c" if child.home else "r, c" if child.noted else "r, h"
        if child.label and (child.home or child.noted):
            self.out.add(f"k.labels[c] = {child.label!r}")
        self.out.add(f"r{child.number}(c, {own}, {residue}, k)")
        if not self.traced and self._early(child):
            # Long lists cost less when each entry becomes an object while it is still in the cache.
            holds = resolve(child.here)[-1].holds
            self.out.add(f"early(k, {own}, q_, {self.out.type(holds)})")

    def _early(self, child: Element) -> bool:
        """Whether the element fills an outermost list, and nothing looks into its entries later."""
        if child.loop is None or not child.here[-1].repeat or sum(step.repeat for step in child.here) > 1:
            return False
        if not child.children or any(r.kind in COMPUTED for r in child.everything()):
            return False
        names = [step.name for step in child.here]
        paths = [
            m for r in self.plan.everything() for m in (*r.models, *r.otherwise, *(c.path for c in r.when))
        ]
        return all(
            path[len(names) - 1].repeat
            for path in paths
            if len(path) >= len(names) and [step.name for step in path[: len(names)]] == names
        )


def _counted(element: Element, child: Element) -> bool:
    return any(c.step.positional for c in element.children if c.name == child.name)


def _single(element: Element) -> bool:
    step = element.step
    return not (step.repeat or step.collect or step.positional or step.tests)


def _once(element: Element) -> bool:
    """Whether the row group takes one element only, chosen by its contents."""
    return bool(element.step.tests) and not element.step.repeat and not element.step.positional


def _must_appear(element: Element) -> list[Row]:
    """Texts that writing makes by itself: their absence must be remembered."""
    if not element.inline or element.step.repeat:
        return []
    return [row for row in element.rows if is_regenerated(row)]
