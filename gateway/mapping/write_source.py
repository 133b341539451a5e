"""Generate the writing direction of a plan: one function an element, in the order of the schema.

Every function has the signature `w<n>(o, k, u, x, i)`: the model object (or, for lists of
values, the value `x`), the account, what notes a used value, and the ordinal; it returns the element as XML text, or `""` when the
model has nothing for it. Constants and counts are written beside data only. The tracing twin
notes every value in the order of the output.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from gateway.mapping.converters import is_sure
from gateway.mapping.lines import Lines
from gateway.mapping.path import ModelPath, ModelStep, SourceStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve, shapes
from gateway.mapping.table import Condition, Row
from gateway.mapping.writing import BITS, quoted, text

_TEXT = "(v if v.isalnum() or not special(v) else text(v))"
"""character data; most values hold nothing that must be written in another way"""
_QUOTED = "(v if v.isalnum() else quoted(v))"


class WriteSource:
    """Writes the code of one plan; `rows` and `numbers` number the rows and model fields."""

    def __init__(
        self,
        plan: Element,
        rows: dict[int, int],
        numbers: dict[str, int],
        prefixes: dict[str, str],
        traced: bool,
    ) -> None:
        self.plan = plan
        self.rows = rows
        self.numbers = numbers
        self.prefixes = prefixes
        self.traced = traced
        self.out = Lines()
        self._joints: dict[str, tuple[Row, str]] = {}
        self._known: dict[str, str] = {}
        """objects that the function has looked up where all of it sees them: variables by expression"""

    def generate(self) -> Lines:
        """The code of all functions; `w0` writes the root element."""
        for element in self.plan.walk():
            if _writes(element):
                self._function(element)
        return self.out

    def _tag(self, name: str) -> str:
        namespace, brace, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
        prefix = self.prefixes[namespace] if brace else ""
        return f"{prefix}:{local}" if prefix else local

    def _function(self, element: Element) -> None:
        out = self.out
        with out.block(f"def w{element.number}(o, k, u, x, i):"):
            start = len(out.lines)
            # Pydantic keeps the fields of an object in its __dict__: half the cost of asking for an attribute.
            out.add("D = o.__dict__", "s = a = ''", "d = 0")
            self._known = {}
            if self.traced:
                out.add("mark = len(k.trace)")
            for index, row in enumerate(element.joint):
                self._joint(row, f"j{index}", element.here, "o")
            joint: dict[tuple[SourceStep, ...], str] = {
                source: f"j{index}_{part}"
                for index, row in enumerate(element.joint)
                for part, source in enumerate(row.sources)
            }
            for attribute, rows in element.attributes.items():
                self._attribute(attribute, rows, element, joint, "o", element.here)
            self._text(element, joint, "o", element.here, "s")
            for group in _groups(element):
                self._group(element, group, joint)
            self._close(element)
            self._number_once(start)
        out.add("")

    def _number_once(self, start: int) -> None:
        """Work out the number of the function's own object once, where it is used more than once."""
        lines, number = self.out.lines, f"id(o) << {BITS}"
        if sum(number in line for line in lines[start:]) > 1:
            lines[start:] = [line.replace(number, "h") for line in lines[start:]]
            lines.insert(start, self.out.indented(f"h = {number}"))

    def _close(self, element: Element) -> None:
        out = self.out
        tag = self._tag(element.name)
        names = ""
        if element.parent is None:
            names = "".join(
                f' xmlns{":" + prefix if prefix else ""}="{quoted(namespace)}"'
                for namespace, prefix in sorted(self.prefixes.items(), key=lambda p: p[1])
                if namespace
            )
        marked = element.home
        if marked:
            out.add("y = k.mark(o) if D['extensions'] else ''")
        nothing = "not d" + (" and not y" if marked else "")
        if element.parent is not None:
            with out.block(f"if {nothing}:"):
                if self.traced:
                    out.add("del k.trace[mark:]")
                out.add("return ''")
        head = _quoted_once("<" + tag + names) + "{a}" + ("{y}" if marked else "")
        out.add(f"return f'{head}>{{s}}{_quoted_once('</' + tag + '>')}' if s else f'{head}/>'")

    # Children

    def _group(
        self, element: Element, group: list[Element], joint: dict[tuple[SourceStep, ...], str]
    ) -> None:
        first = group[0]
        if first.scalar:
            self._scalars(first)
        elif first.loop is not None:
            self._loop(first, group)
        elif first.inline:
            self._inline(first, joint)
        else:
            self._single(first)

    def _single(self, child: Element) -> None:
        holder, tests = self._nav(child.steps, "o", child.here, len(child.above))
        with self.out.block(f"if {holder} is not None:" if holder != "o" else "if True:"):
            self.out.add(f"q = w{child.number}({holder}, k, u, None, 0)")
            self._append(tests)

    def _append(self, tests: list[str], pieces: str = "") -> None:
        with self.out.block("if q:"):
            self.out.add(f"{pieces}.append(q)" if pieces else "s += q", "d = 1", *tests)

    def _loop(self, first: Element, group: list[Element]) -> None:
        out = self.out
        where = next(i for i, step in enumerate(first.steps) if step.repeat)
        before = first.steps[:where]
        holder, tests = self._nav(before, "o", first.here, len(first.above))
        trail = resolve(first.here[: len(first.above) + where + 1])
        entries = _field(holder, trail[-1].name)
        if holder != "o":
            entries = f"None if {holder} is None else {entries}"
        listed, entry = out.fresh("v"), out.fresh("e")
        # A long text grows piece by piece in the square of its length: the pieces are joined at the end.
        pieces = out.fresh("l") if sum(step.repeat for step in first.here) == 1 else ""
        out.add(f"{listed} = {entries}")
        with out.block(f"if {listed}:"):
            if pieces:
                out.add(f"{pieces} = []")
            self._entries(group, where, tests, listed, entry, pieces)
            if pieces:
                out.add(f"s += ''.join({pieces})")

    def _entries(
        self, group: list[Element], where: int, tests: list[str], listed: str, entry: str, pieces: str
    ) -> None:
        """Write each entry of a list by the first of the row groups that it fits."""
        out = self.out
        holds = resolve(group[0].here[: len(group[0].above) + where + 1])[-1].holds
        with out.block(f"for i, {entry} in enumerate({listed}, 1):"):
            word = "if"
            for child in group:
                step = child.steps[where]
                conditions = self._python_tests(step, holds)
                used = [f"u(id({entry}) << {BITS} | {self.numbers[key]})" for key, _ in conditions]
                clause = " and ".join(f"{entry}.{key} == {value!r}" for key, value in conditions)
                head = f"{word} {clause}:" if clause else ("else:" if word == "elif" else "if True:")
                with out.block(head):
                    inner, more = self._nav(
                        child.steps[where + 1 :], entry, child.here, len(child.above) + where + 1
                    )
                    call = f"w{child.number}({inner}, k, u, None, i)"
                    out.add(f"q = {call}" if inner == entry else f"q = '' if {inner} is None else {call}")
                    self._append([*tests, *used, *more], pieces)
                word = "elif"
                if not clause:
                    break

    def _scalars(self, child: Element) -> None:
        out = self.out
        row = next(r for r in child.everything() if r.models and r.models[0][-1].repeat)
        model = row.models[0]
        holder, tests = self._nav(model[len(child.above) : -1], "o", model, len(child.above))
        name = resolve(model)[-1].name
        entries = f"{holder}.{name}" if holder == "o" else f"(None if {holder} is None else {holder}.{name})"
        listed, entry = out.fresh("e"), out.fresh("e")
        out.add(f"{listed} = {entries} or ()")
        with out.block(f"for i, {entry} in enumerate({listed}, 1):"):
            out.add(f"q = w{child.number}({holder}, k, u, {entry}, i)")
            self._append([*tests, f"u((id({listed}), i - 1))"])

    def _inline(self, child: Element, joint: dict[tuple[SourceStep, ...], str]) -> None:
        """A leaf that belongs to the same or a simple other object: written in place."""
        out = self.out
        holder, tests = self._nav(child.steps, "o", child.here, len(child.above))
        guard = f"if {holder} is not None:" if holder != "o" else "if True:"
        if child.step.collect:
            return self._collected(child)
        plain = self._plain(child, joint)
        with out.block(guard):
            if plain is not None and plain[0].kind == "constant":
                return self._constant_leaf(child, plain[0], tests)
            if plain is not None:
                return self._plain_leaf(child, *plain, holder, tests)
            for index, row in enumerate(child.joint):
                self._joint(row, f"j{child.number}_{index}", child.here, holder)
            own = {
                source: f"j{child.number}_{index}_{part}"
                for index, row in enumerate(child.joint)
                for part, source in enumerate(row.sources)
            }
            own.update(joint)
            out.add("b = f = ''", "g = 0")
            if self.traced:
                out.add("mark_ = len(k.trace)")
            self._leaf_parts(child, own, holder, tests)
        return None

    def _plain(
        self, child: Element, joint: dict[tuple[SourceStep, ...], str]
    ) -> tuple[Row, list[tuple[str, Row]]] | None:
        """The row of the text of an element that is one value, with a row an attribute, as most are."""
        rows = _effective(child.rows)
        attributes = [(name, _effective(found)) for name, found in child.attributes.items()]
        if self.traced or child.joint or len(rows) != 1 or any(len(found) != 1 for _, found in attributes):
            return None
        if any(self._is(source, child, name) for source in joint for name in (None, *child.attributes)):
            return None
        if not all(_simple(found[0]) for _, found in attributes):
            return None
        if not (_simple(rows[0]) or (rows[0].kind == "constant" and not rows[0].when and not attributes)):
            return None
        return rows[0], [(name, found[0]) for name, found in attributes]

    def _constant_leaf(self, child: Element, row: Row, tests: list[str]) -> None:
        tag = self._tag(child.name)
        element = f"<{tag}>{text(row.constant or '')}</{tag}>"
        self.out.add(f"s += {element!r}")
        if row.firm:
            self.out.add("d = 1", *tests)

    def _plain_leaf(
        self, child: Element, row: Row, attributes: list[tuple[str, Row]], holder: str, tests: list[str]
    ) -> None:
        out = self.out
        tag = self._tag(child.name)
        if attributes:
            out.add("b = ''")
        for name, of in attributes:
            with self._taken(of, child.here, holder):
                value = "v" if of.converter and _sure(of) else _QUOTED
                out.add(f"b += f' {self._tag(name)}=\"{{{value}}}\"'")
        before = "{b}" if attributes else ""
        with self._taken(row, child.here, holder):
            value = "v" if row.converter and _sure(row) else _TEXT
            out.add(f"s += f'<{tag}{before}>{{{value}}}</{tag}>'", "d = 1", *tests)
            if attributes:
                out.add("b = ''")
        if attributes:
            with out.block("if b:"):
                out.add(f"s += f'<{tag}{{b}}/>'", "d = 1", *tests)

    @contextmanager
    def _taken(self, row: Row, path: ModelPath, scope: str) -> Iterator[None]:
        """Within, `v` is the text of a row; what it came from is noted as used."""
        out = self.out
        found, used, _ = self._found(row, path, scope)
        out.add(f"v = {found}")
        with out.block("if v is not None:"):
            if row.converter:
                out.add(f"v = {self._converted(row)}")
            with out.block("if v is not None:") if row.converter and not _sure(row) else nullcontext():
                yield
                out.add(*used)

    def _converted(self, row: Row) -> str:
        return f"W{self.rows[id(row)]}(v)" if _sure(row) else f"W{self.rows[id(row)]}(v, k)"

    def _leaf_parts(
        self, child: Element, joint: dict[tuple[SourceStep, ...], str], holder: str, tests: list[str]
    ) -> None:
        out = self.out
        tag = self._tag(child.name)
        for attribute, rows in child.attributes.items():
            self._attribute(attribute, rows, child, joint, holder, child.here, into="b", data="g")
        self._text(child, joint, holder, child.here, "f", data="g")
        weak = any(r.kind != "value" or r.constant is not None or r.position for r in child.rows)
        written = f"(f'<{tag}{{b}}>{{f}}</{tag}>' if f else f'<{tag}{{b}}/>')"
        if not child.attributes:
            written = f"f'<{tag}>{{f}}</{tag}>'"
        with out.block("if g:"):
            out.add(f"s += {written}", "d = 1", *tests)
        if weak:
            with out.block("elif f:"):
                out.add(f"s += {written}")
        if self.traced:
            with out.block("else:"):
                out.add("del k.trace[mark_:]")

    def _collected(self, child: Element) -> None:
        out = self.out
        row = child.rows[0]
        tag = self._tag(child.name)
        found = self._found(row, child.above, "o")
        out.add(f"q = {found[0]}")
        with out.block("if q is not None:"):
            out.add(f"q = W{self.rows[id(row)]}(q, k)")
            with out.block("if q is not None:"):
                out.add(*found[1], "d = 1")
                with out.block("for f in q:"):
                    out.add(f"s += {'<' + tag + '>'!r} + text(f) + {'</' + tag + '>'!r}")
                    self._trace(row, "f", found[2])

    # Values

    def _attribute(
        self,
        attribute: str,
        rows: list[Row],
        element: Element,
        joint: dict[tuple[SourceStep, ...], str],
        scope: str,
        path: ModelPath,
        into: str = "a",
        data: str = "d",
    ) -> None:
        out = self.out
        name = self._tag(attribute)
        variable = next((v for s, v in joint.items() if self._is(s, element, attribute)), None)
        if variable is not None:
            with out.block(f"if {variable} is not None:"):
                out.add(f"{into} += {f' {name}=' + chr(34)!r} + quoted({variable}) + '\"'", f"{data} = 1")
                self._trace_joint(variable)
        for head, row in self._chain(rows, path, scope):
            with out.block(head):
                self._write(row, path, scope, data)
                with out.block("if v is not None:"):
                    out.add(f"{into} += {f' {name}=' + chr(34)!r} + quoted(v) + '\"'")
                    self._trace(row, "v", "t")

    def _text(
        self,
        element: Element,
        joint: dict[tuple[SourceStep, ...], str],
        scope: str,
        path: ModelPath,
        into: str,
        data: str = "d",
    ) -> None:
        out = self.out
        variable = next((v for s, v in joint.items() if self._is(s, element, None)), None)
        if variable is not None:
            with out.block(f"if {variable} is not None:"):
                out.add(f"{into} += {variable} if {variable}.isalnum() else text({variable})", f"{data} = 1")
                self._trace_joint(variable)
        for head, row in self._chain(element.rows, path, scope):
            with out.block(head):
                self._write(row, path, scope, data)
                with out.block("if v is not None:"):
                    out.add(f"{into} += {_TEXT}")
                    self._trace(row, "v", "t")

    def _is(self, source: tuple[SourceStep, ...], element: Element, attribute: str | None) -> bool:
        """Whether a source path ends at this element (or its attribute)."""
        steps = list(source)
        if attribute is not None:
            if steps.pop().name != "@" + attribute:
                return False
        elif steps[-1].name.startswith("@"):
            return False
        here: Element | None = element
        for step in reversed(steps):
            if here is None or here.step.name != step.name or here.step.tests != step.tests:
                return False
            here = here.parent
        return here is None

    def _chain(self, rows: list[Row], path: ModelPath, scope: str) -> list[tuple[str, Row]]:
        """Rows of one value with the condition under which each of them is tried."""
        chain, word = [], "if"
        for row in rows:
            if row.kind in ("kept", "ignored"):
                continue
            clause = self._conditions(row.when, path, scope)
            chain.append(
                (f"{word} {clause}:" if clause else ("else:" if word == "elif" else "if True:"), row)
            )
            if not clause:
                break
            word = "elif"
        return chain

    def _conditions(self, conditions: tuple[Condition, ...], path: ModelPath, scope: str) -> str:
        terms = []
        for condition in conditions:
            found = self._first(condition.path, path, scope)
            if condition.kind in ("equals", "differs"):
                terms.append(f"{found} {'==' if condition.kind == 'equals' else '!='} {condition.value!r}")
            else:
                terms.append(f"{found} is {'not ' if condition.kind == 'present' else ''}None")
        return " and ".join(terms)

    def _write(self, row: Row, path: ModelPath, scope: str, data: str) -> None:
        """`v` becomes the text of a row, or None; `t` the object that it came from."""
        out = self.out
        if self.traced:
            out.add("t = None")
        if row.kind == "constant":
            out.add(f"v = {row.constant!r}")
            if row.firm:
                out.add(f"{data} = 1")
            return
        if row.kind in ("count", "sum"):
            base, steps = self._steps(row.models[0], path, scope)
            out.add(f"v = {'count' if row.kind == 'count' else 'total'}({base}, {out.name(steps)})")
            return
        found, used, holder = self._found(row, path, scope)
        out.add(f"v = {found}")
        if self.traced and holder != "t":
            out.add(f"t = {holder}")
        with out.block("if v is not None:"):
            if row.converter:
                out.add(f"v = {self._converted(row)}")
                with out.block("if v is not None:"):
                    out.add(*used, f"{data} = 1")
            else:
                out.add(*used, f"{data} = 1")
        self._otherwise(row, path, scope, data)
        if row.constant is not None:
            with out.block("if v is None:"):
                out.add(f"v = {row.constant!r}")
        if row.position:
            with out.block("if v is None and i:"):
                out.add("v = str(i)")

    def _otherwise(self, row: Row, path: ModelPath, scope: str, data: str) -> None:
        out = self.out
        for model in row.otherwise:
            with out.block("if v is None:"):
                base, steps = self._steps(model[:-1], path, scope)
                out.add(f"t = first({base}, {out.name(steps)})")
                name = resolve(model)[-1].name
                out.add(f"v = None if t is None else t.{name}")
                with out.block("if v is not None:"):
                    if row.converter:
                        out.add(f"v = {self._converted(row)}")
                    out.add(f"u(id(t) << {BITS} | {self.numbers[name]})", f"{data} = 1")

    def _found(self, row: Row, path: ModelPath, scope: str) -> tuple[str, list[str], str]:
        """An expression for the value of a row, lines that note its use, and its object."""
        if row.models[0][-1].repeat:
            return "x", [], scope
        values, used, holders = [], [], []
        for model in row.models:
            inside = model[: len(path)] == path
            base = scope if inside else "k.root"
            offset = len(path) if inside else 0
            holder, tests = self._nav(model[offset:-1], base, model, offset)
            name = resolve(model)[-1].name
            step = model[-1]
            value = (
                _field(holder, name) if step.index is None else f"at({_field(holder, name)}, {step.index})"
            )
            mark = (
                f"u(id({holder}) << {BITS} | {self.numbers[name]})"
                if step.index is None
                else f"u((id({holder}.{name}), {step.index}))"
            )
            safe = value if holder in ("o", "k.root", scope) else f"(None if {holder} is None else {value})"
            guard = mark if len(row.models) == 1 else f"{safe} is None or {mark}"
            values.append(safe)
            used.extend(
                [*([f"{holder} is None or {t}" for t in tests] if len(row.models) > 1 else tests), guard]
            )
            holders.append(holder)
        if len(values) == 1:
            return values[0], used, holders[0]
        joined = f"({', '.join(values)})"
        return f"some({joined})", used, holders[0]

    def _joint(self, row: Row, variable: str, path: ModelPath, scope: str) -> None:
        out = self.out
        parts = [f"{variable}_{part}" for part in range(len(row.sources))]
        out.add(" = ".join(parts) + " = None")
        clause = self._conditions(row.when, path, scope)
        with out.block(f"if {clause}:" if clause else "if True:"):
            found, used, holder = self._found(row, path, scope)
            out.add(f"v = {found}")
            with out.block("if v is not None:"):
                out.add(f"v = W{self.rows[id(row)]}(v, k)")
                with out.block("if v is not None:"):
                    out.add(*used, f"{', '.join(parts)}, = v")
        if self.traced:
            out.add(f"{variable}_t = {holder}")
            for part in parts:
                self._joints[part] = (row, f"{variable}_t")

    def _trace_joint(self, variable: str) -> None:
        if self.traced:
            row, holder = self._joints[variable]
            self._trace(row, variable, holder)

    def _trace(self, row: Row, value: str, holder: str) -> None:
        if self.traced:
            name = resolve(row.models[0])[-1].name if row.models and row.kind == "value" else None
            self.out.add(f"k.trace.append(({holder}, {name!r}, {self.rows[id(row)]}, {value}))")

    # Ways through the model

    def _nav(self, steps: ModelPath, base: str, model: ModelPath, offset: int) -> tuple[str, list[str]]:
        """Lines that find the object at the end of steps; its variable, and lines that note used conditions."""
        if not steps:
            return base, []
        trail = resolve(model[: offset + len(steps)])[offset:]
        here = base
        used: list[str] = []
        for step, shape in zip(steps, trail, strict=True):
            found = self.out.fresh("p")
            value = _field(here, shape.name)
            if step.tests and not step.repeat:
                tests = self._python_tests(step, shape.holds)
                if len(tests) == 1:
                    value = f"pick_one({value}, {tests[0][0]!r}, {tests[0][1]!r})"
                else:
                    value = f"pick({value}, {self.out.name(tests)})"
                used.extend(f"u(id({found}) << {BITS} | {self.numbers[key]})" for key, _ in tests)
            elif step.index is not None:
                value = f"at({value}, {step.index})"
            sure = here in ("o", "k.root") or here == base
            value = value if sure else f"None if {here} is None else {value}"
            if (known := self._known.get(value)) is not None and not used:
                here = known
                continue
            self.out.add(f"{found} = {value}")
            if self.out.depth == 1:
                self._known[value] = found
            here = found
        return here, used

    def _steps(self, target: ModelPath, path: ModelPath, scope: str) -> tuple[str, tuple[object, ...]]:
        inside = target[: len(path)] == path
        trail = resolve(target)
        steps: list[object] = []
        for step, shape in list(zip(target, trail, strict=True))[len(path) if inside else 0 :]:
            steps.append(shape.name)
            if step.index is not None:
                steps.append(step.index)
            elif step.tests:
                steps.append(self._python_tests(step, shape.holds))
        return (scope if inside else "k.root"), tuple(steps)

    def _first(self, target: ModelPath, path: ModelPath, scope: str) -> str:
        base, steps = self._steps(target, path, scope)
        if len(steps) == 1 and base == "o":
            return _field("o", str(steps[0]))
        return f"first({base}, {self.out.name(steps)})"

    def _python_tests(self, step: ModelStep, holds: type) -> tuple[tuple[str, str], ...]:
        fields = shapes(holds)
        return tuple((fields[key].name, value) for key, value in step.tests)


def _effective(rows: list[Row]) -> list[Row]:
    """Rows that write something."""
    return [row for row in rows if row.kind not in ("kept", "ignored")]


def _simple(row: Row) -> bool:
    """Whether a row carries its value and nothing more."""
    special = row.when or row.otherwise or row.position or row.constant is not None
    return row.kind == "value" and not special


def _sure(row: Row) -> bool:
    """Whether the converter of a row never fails and writes nothing that markup knows."""
    return is_sure(row.converter)


def _field(holder: str, name: str) -> str:
    """A field of an object; that of the function's own object from its `__dict__`."""
    return f"D[{name!r}]" if holder == "o" else f"{holder}.{name}"


def _quoted_once(text: str) -> str:
    """A text as it stands within the single quotes of an f-string."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def _writes(element: Element) -> bool:
    return not element.inline or element.scalar


def _groups(element: Element) -> list[list[Element]]:
    """Children that are written in one go: those that fill one list together."""
    groups: list[list[Element]] = []
    for child in element.children:
        if not any(r.kind not in ("kept", "ignored") for r in child.everything()) and not _deferred(
            element, child
        ):
            continue
        same = groups and groups[-1][0].name == child.name and groups[-1][0].rank == child.rank
        if same and child.loop is not None:
            groups[-1].append(child)
        else:
            groups.append([child])
    return groups


def _deferred(element: Element, child: Element) -> bool:
    """Whether the child is a source of a row that joins several values."""
    return any(
        source[element.depth :] and source[element.depth] == child.step
        for r in element.joint
        for source in r.sources
    )
