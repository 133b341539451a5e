"""Generate the reading direction of a plan: one function an element that has children.

Every function has the signature `r<n>(e, o, r, h, k, i)`: the native element, the object that
its rows work on, the object and element that its residue goes to, the account, and its ordinal.
There are three twins of the same code. `read` goes through the children once, straight down the
schema's order, and asks for another try when it meets anything unusual; `read_traced` does the
same with a line of trace for every value; `read_careful` takes children in any order, sees to
repeats, stray attributes and children of values, and traces as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.mapping.lines import Lines
from gateway.mapping.path import ModelPath, ModelStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve, shapes
from gateway.mapping.table import Condition, Row

_COMPUTED = ("count", "sum")


class ReadSource:
    """Writes the code of one plan; `rows` numbers the rows for the runtime."""

    def __init__(self, plan: Element, rows: dict[int, int], twin: str) -> None:
        self.plan = plan
        self.rows = rows
        self.traced = twin != "read"
        self.careful = twin == "read_careful"
        self.out = Lines()

    def generate(self) -> Lines:
        """The code of all functions; `r0` reads the root element."""
        for element in self.plan.walk():
            if not element.inline:
                self._function(element)
        return self.out

    # One element with an object or children of its own

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

    def _found(self, node: str, path: Sequence[str]) -> str:
        """The expression for the first element at a path of tags; the node itself when it is empty."""
        if not path:
            return node
        return f"{'child' if len(path) == 1 else 'find'}({node}, {self.out.name('/'.join(path))})"

    def _tests(self, variant: Element, position: str, chosen: dict[tuple[str, ...], str]) -> str:
        terms = []
        if variant.step.positional:
            last = variant.step.last
            terms.append(f"{position} >= {variant.step.first}" if last is None else f"{position} == {last}")
        for test in variant.step.tests:
            names = list(test.path)
            attribute = names.pop()[1:] if names[-1].startswith("@") else None
            if attribute is not None:
                found = f"get_attribute({self._found('c', names)}, {self.out.name(attribute)})"
            elif test.kind == "equals":
                found = f"get_text({chosen[test.path]})"
            else:
                found = chosen[test.path]
            tail = {"equals": f"== {test.value!r}", "present": "is not None", "absent": "is None"}[test.kind]
            terms.append(f"{found} {tail}")
        return " and ".join(terms)

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
        residue = f"{own}, c" if child.home else "r, h"
        self.out.add(f"r{child.number}(c, {own}, {residue}, k)")
        if not self.traced and self._early(child):
            # Long lists cost less when each entry becomes an object while it is still in the cache.
            holds = resolve(child.here)[-1].holds
            self.out.add(f"early(k, {own}, q_, {self.out.type(holds)})")

    # One element whose values its parent reads

    def _leaf(self, element: Element, child: Element) -> None:
        out = self.out
        path = element.here
        for attribute, rows in child.attributes.items():
            self._attribute(attribute, rows, "c", path, "o")
        if self.careful:
            with out.block("if c.keys():"):
                out.add(f"attributes(k, r, h, c, {out.name(frozenset(child.attributes))})")
        if child.joint:
            for row in child.joint:
                self._joint(row, child, "c", path, "o")
        elif child.step.collect:
            with out.block("if not c.text:"):
                out.add("blank(k, r, h, c)")
            with out.block("else:"):
                out.add(f"l{child.number}.append(c)")
        elif child.rows:
            out.add("v = c.text")
            with out.block("if not v or len(c):" if self.careful else "if not v:"):
                out.add("blank(k, r, h, c)")
                self._seen(child.rows)
            with out.block("else:"):
                self._value(child.rows, "c", None, path, "o")
        elif child.attributes:
            self._no_text(child, "c")

    def _no_text(self, child: Element, node: str) -> None:
        """An element that the table reads only for its attributes; text in it is residue."""
        if child.schema is None or child.schema.facets is not None:
            self.out.add(f"v = {node}.text")
            with self.out.block("if v and not v.isspace():"):
                self.out.add("n[6] += 1", f"k.keep('unmapped', r, h, {node}, None, v)")
                self.out.add(f"k.log({node}, None, 6, -1, 'no row')")

    def _attribute(self, attribute: str, rows: list[Row], node: str, path: ModelPath, scope: str) -> None:
        out = self.out
        out.add(f"v = {node}.get({out.name(attribute)})")
        with out.block("if v is not None:"):
            out.add("n[1] += 1")
            if rows:
                with out.block("if not v:"):
                    out.add(f"blank_attribute(k, r, h, {node}, {out.name(attribute)})")
                with out.block("else:"):
                    self._value(rows, node, attribute, path, scope)
        if any(_regenerated(row) for row in rows):
            with out.block("else:"):
                out.add(f"absent(k, r, h, {node}, None, {out.name(attribute)})")

    # One value

    def _value(self, rows: list[Row], node: str, attribute: str | None, path: ModelPath, scope: str) -> None:
        """`v` holds a text: give it its fate by the first row whose condition holds."""
        out = self.out
        word, closed = "if", False
        for row in rows:
            if not row.when:
                if word == "if":
                    self._fate(row, node, attribute, path, scope)
                else:
                    with out.block("else:"):
                        self._fate(row, node, attribute, path, scope)
                closed = True
                break
            with out.block(f"{word} {self._conditions(row.when, path, scope)}:"):
                self._fate(row, node, attribute, path, scope)
            word = "elif"
        if not closed:
            with out.block("else:"):
                place = f"{node}, {out.name(attribute) if attribute else None}"
                out.add(
                    "n[6] += 1",
                    f"k.keep('unmapped', r, h, {place}, v)",
                    f"k.log({place}, 6, -1, 'no condition holds')",
                )

    def _conditions(self, conditions: tuple[Condition, ...], path: ModelPath, scope: str) -> str:
        terms = []
        for condition in conditions:
            found = self._look(condition.path, path, scope)
            if condition.kind in ("equals", "differs"):
                sign = "==" if condition.kind == "equals" else "!="
                terms.append(f"{found} {sign} {condition.value!r}")
            else:
                terms.append(f"{found} is {'not ' if condition.kind == 'present' else ''}None")
        return " and ".join(terms)

    def _look(self, target: ModelPath, path: ModelPath, scope: str) -> str:
        trail = resolve(target)
        inside = target[: len(path)] == path
        base = scope if inside else "k.root"
        steps: list[object] = []
        for step, shape in list(zip(target, trail, strict=True))[len(path) if inside else 0 :]:
            steps.append(shape.name)
            if step.index is not None:
                steps.append(step.index)
            elif step.tests and not step.repeat:
                steps.append(self._python_tests(step, shape.holds))
        if len(steps) == 1:
            return f"{base}.get({steps[0]!r})"
        return f"look({base}, {self.out.name(tuple(steps))})"

    def _fate(self, row: Row, node: str, attribute: str | None, path: ModelPath, scope: str) -> None:
        out = self.out
        number = self.rows[id(row)]
        place = f"{node}, {out.name(attribute) if attribute else None}"
        if attribute is None:
            self._seen([row])
        if row.kind == "kept":
            out.add(f"kept(k, r, h, {place}, v, {number}, {row.note!r})")
        elif row.kind == "ignored":
            out.add("g += 1", f"k.log({place}, 5, {number}, {row.note!r})" if self.traced else "pass")
        elif row.kind == "constant":
            with out.block(f"if v == {row.constant!r}:"):
                out.add("m += 1")
                self._trace(place, "2", "None", None, number)
            with out.block("else:"):
                out.add(f"refuse(k, r, h, {place}, v, {row.constant!r}, {number}, 'constant')")
        elif row.kind in _COMPUTED:
            out.add(f"k.later.append(({number}, r, h, {place}, v))")
        elif row.converter:
            self._convert(row, place, "v", path, scope)
        else:
            holder = self._set(row.models[0], "v", path, scope)
            out.add("m += 1")
            self._trace(place, "2", holder, row.models[0], number)

    def _convert(self, row: Row, place: str, value: str, path: ModelPath, scope: str) -> None:
        out = self.out
        number = self.rows[id(row)]
        out.add(f"w, x = C{number}({value})")
        with out.block("if w is REFUSED:"):
            out.add(f"refuse(k, r, h, {place}, v, x, {number})")
        with out.block("else:"):
            holder = self._set_all(row, "w", path, scope)
            out.add("b += 1")
            self._trace(place, "3", holder, row.models[0], number)
            with out.block("if x is not None:"):
                out.add(f"inexact(k, r, h, {place}, v, x)")

    def _set_all(self, row: Row, value: str, path: ModelPath, scope: str) -> str:
        if len(row.models) == 1:
            return self._set(row.models[0], value, path, scope)
        holder = "None"
        for index, model in enumerate(row.models):
            with self.out.block(f"if {value}[{index}] is not None:"):
                found = self._set(model, f"{value}[{index}]", path, scope)
                if index == 0 and self.traced:
                    self.out.add(f"hold = {found}")
        if self.traced:
            return "hold"
        return holder

    def _set(self, model: ModelPath, value: str, path: ModelPath, scope: str) -> str:
        """Set a value below the scope; the variable that holds the object is returned."""
        relative = model[len(path) :] if model[: len(path)] == path else model
        base = scope if model[: len(path)] == path else "k.root"
        offset = len(path) if base == scope else 0
        holder = self._nav(relative[:-1], base, model, offset)
        last, shape = relative[-1], resolve(model)[-1]
        if last.repeat or last.index is not None:
            self.out.add(f"q = {holder}.get({shape.name!r})")
            with self.out.block("if q is None:"):
                self.out.add(f"{holder}[{shape.name!r}] = [{value}]")
            with self.out.block("else:"):
                self.out.add(f"q.append({value})")
        else:
            self.out.add(f"{holder}[{shape.name!r}] = {value}")
        return holder

    def _nav(self, steps: ModelPath, base: str, model: ModelPath, offset: int) -> str:
        """Lines that find or make the object at the end of steps; its variable is returned."""
        if not steps:
            return base
        trail = resolve(model[: offset + len(steps)])[offset:]
        out, here = self.out, base
        for step, shape in zip(steps, trail, strict=True):
            made = out.fresh("s")
            if step.repeat:
                tests = dict(self._python_tests(step, shape.holds))
                out.add(f"{made} = {tests!r}", f"q_ = {here}.get({shape.name!r})")
                with out.block("if q_ is None:"):
                    out.add(f"q_ = {here}[{shape.name!r}] = [{made}]")
                with out.block("else:"):
                    out.add(f"q_.append({made})")
            elif step.tests:
                tests_name = out.name(self._python_tests(step, shape.holds))
                out.add(f"{made} = select({here}, {shape.name!r}, {tests_name})")
            elif step.index is not None:
                out.add(f"{made} = nth({here}, {shape.name!r}, {step.index})")
            else:
                out.add(f"{made} = {here}.get({shape.name!r})")
                with out.block(f"if {made} is None:"):
                    out.add(f"{made} = {here}[{shape.name!r}] = {{}}")
            here = made
        return here

    def _early(self, child: Element) -> bool:
        """Whether the element fills an outermost list, and nothing looks into its entries later."""
        if child.loop is None or not child.here[-1].repeat or sum(step.repeat for step in child.here) > 1:
            return False
        return bool(child.children) and not any(r.kind in _COMPUTED for r in child.everything())

    def _python_tests(self, step: ModelStep, holds: type) -> tuple[tuple[str, str], ...]:
        fields = shapes(holds)
        return tuple((fields[key].name, value) for key, value in step.tests)

    def _trace(self, place: str, fate: str, holder: str, model: ModelPath | None, row: int) -> None:
        if self.traced:
            name = resolve(model)[-1].name if model else None
            self.out.add(f"T(({place}, {holder}, {self.out.name((int(fate), name, row, None))}))")

    # Rows over several values

    def _collected(self, element: Element, child: Element) -> None:
        out = self.out
        row = child.rows[0]
        number = self.rows[id(row)]
        with out.block(f"if l{child.number}:"):
            out.add(f"w, x = C{number}(tuple([c.text for c in l{child.number}]))")
            with out.block("if w is REFUSED:"), out.block(f"for c in l{child.number}:"):
                out.add(f"refuse(k, r, h, c, None, c.text, x, {number})")
            with out.block("else:"):
                holder = self._set_all(row, "w", element.here, "o")
                out.add(f"b += len(l{child.number})")
                with out.block(f"for y, c in enumerate(l{child.number}):"):
                    self._trace("c, None", "3", holder, row.models[0], number)
                    with out.block("if x is not None:"):
                        out.add("inexact(k, r, h, c, None, c.text, x[y] if y < len(x) else None)")

    def _joint(self, row: Row, element: Element, node: str, path: ModelPath, scope: str) -> None:
        out = self.out
        number = self.rows[id(row)]
        depth = element.depth
        names = []
        for index, source in enumerate(row.sources):
            rest = [step.name for step in source[depth:]]
            attribute = rest.pop()[1:] if rest and rest[-1].startswith("@") else None
            out.add(f"n{index} = {self._found(node, rest)}")
            read = f"get_attribute(n{index}, {out.name(attribute)})" if attribute else f"get_text(n{index})"
            out.add(f"v{index} = {read}")
            names.append((f"v{index}", f"n{index}", out.name(attribute) if attribute else "None"))
        anything = " or ".join(f"{v} is not None" for v, _, _ in names)
        with out.block(f"if {anything}:"):
            out.add(f"w, x = C{number}(({', '.join(v for v, _, _ in names)},))")
            with out.block("if w is REFUSED:"):
                for v, n, a in names:
                    with out.block(f"if {v} is not None:"):
                        out.add(f"refuse(k, r, h, {n}, {a}, {v}, x, {number})")
            with out.block("else:"):
                holder = self._set_all(row, "w", path, scope)
                for index, (v, n, a) in enumerate(names):
                    with out.block(f"if {v} is not None:"):
                        out.add("b += 1")
                        self._trace(f"{n}, {a}", "3", holder, row.models[0], number)
                        with out.block("if x is not None:"):
                            out.add(f"inexact(k, r, h, {n}, {a}, {v}, x[{index}])")

    def _seen(self, rows: list[Row]) -> None:
        for row in rows:
            if _regenerated(row):
                self.out.add(f"a{self.rows[id(row)]} = 1")


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
    return [row for row in element.rows if _regenerated(row)]


def _regenerated(row: Row) -> bool:
    """Whether writing makes this value by itself, so that its absence must be remembered."""
    if row.note == "discriminator":
        return False
    return row.kind in ("constant", *_COMPUTED) or row.constant is not None or row.position
