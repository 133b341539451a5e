"""Generate the writing direction of a plan: one function an element, in the order of the schema.

Every function has the signature `w<n>(o, k, u, x, i)`: the model object (or, for lists of
values, the value `x`), the account, what notes a used value, and the ordinal; it returns the element as XML text, or `""` when the
model has nothing for it. Constants and counts are written beside data only. The tracing twin
notes every value in the order of the output.
"""

from __future__ import annotations

from gateway.mapping.lines import Lines
from gateway.mapping.path import SourceStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve, shapes
from gateway.mapping.write_chosen import WriteChosen, says
from gateway.mapping.write_ways import field_of
from gateway.mapping.writing import BITS, quoted


class WriteSource(WriteChosen):
    """Writes the code of one plan, function by function."""

    def generate(self) -> Lines:
        """The code of all functions; `w0` writes the root element."""
        for element in self.plan.walk():
            if _writes(element):
                self._function(element)
        return self.out

    def _function(self, element: Element) -> None:
        out = self.out
        with out.block(f"def w{element.number}(o, k, u, x, i, r, must=0):"):
            start = len(out.lines)
            if element.home:
                out.add("r = o")
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
            marked = self._marked(element)
            self._bring(element, marked)
            self._close(element, marked)
            self._number_once(start)
        out.add("")

    def _number_once(self, start: int) -> None:
        """Work out the number of the function's own object once, where it is used more than once."""
        lines, number = self.out.lines, f"id(o) << {BITS}"
        if sum(number in line for line in lines[start:]) > 1:
            lines[start:] = [line.replace(number, "h") for line in lines[start:]]
            lines.insert(start, self.out.indented(f"h = {number}"))

    def _marked(self, element: Element) -> bool:
        """Whether the element is marked where residue belongs to it; `y` becomes the mark."""
        if not element.home and not element.noted:
            return False
        extensions = "D['extensions']" if element.home else "r.__dict__['extensions']"
        self.out.add(f"y = k.mark(r, {self._trail(element)!r}) if {extensions} else ''")
        return True

    def _close(self, element: Element, marked: bool) -> None:
        out = self.out
        tag = self._tag(element.name)
        names = ""
        if element.parent is None:
            names = "".join(
                f' xmlns{":" + prefix if prefix else ""}="{quoted(namespace)}"'
                for namespace, prefix in sorted(self.prefixes.items(), key=lambda p: p[1])
                if namespace
            )
        nothing = "not d and not must" + (" and not y" if marked else "")
        if element.parent is not None:
            with out.block(f"if {nothing}:"):
                if self.traced:
                    out.add("del k.trace[mark:]")
                out.add("return ''")
        head = _quoted_once("<" + tag + names) + "{a}" + ("{y}" if marked else "")
        out.add(f"return f'{head}>{{s}}{_quoted_once('</' + tag + '>')}' if s else f'{head}/>'")

    def _trail(self, element: Element) -> str:
        """The names of the elements that lead to an element, as residue names its home."""
        names = [
            self._tag(each.name) + (each.label if each.home or each.noted else "") for each in element.trail()
        ]
        return "/".join(names[::-1])

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
        wanted = self._wanted(child)
        if wanted:
            self._remember_place(child, holder)
        with self.out.block(f"if {holder} is not None:" if holder != "o" else "if True:"):
            self.out.add(f"q = w{child.number}({holder}, k, u, x, i, r)")
            self._append(tests)
            if wanted:
                self._brought(child)

    def _append(self, tests: list[str], pieces: str = "") -> None:
        with self.out.block("if q:"):
            self.out.add(f"{pieces}.append(q)" if pieces else "s += q", "d = 1", *tests)

    def _loop(self, first: Element, group: list[Element]) -> None:
        out = self.out
        where = next(i for i, step in enumerate(first.steps) if step.repeat)
        before = first.steps[:where]
        holder, tests = self._nav(before, "o", first.here, len(first.above))
        trail = resolve(first.here[: len(first.above) + where + 1])
        entries = field_of(holder, trail[-1].name)
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
                terms = [f"{entry}.{key} == {value!r}" for key, value in conditions]
                if step.after:
                    terms.append(f"i > {step.after}")
                for key, there in step.there:
                    terms.append(f"{entry}.{shapes(holds)[key].name} is {'not ' if there else ''}None")
                clause = " and ".join(terms)
                head = f"{word} {clause}:" if clause else ("else:" if word == "elif" else "if True:")
                with out.block(head):
                    inner, more = self._nav(
                        child.steps[where + 1 :], entry, child.here, len(child.above) + where + 1
                    )
                    call = f"w{child.number}({inner}, k, u, None, i, r)"
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
            out.add(f"q = w{child.number}({holder}, k, u, {entry}, i, r)")
            self._append([*tests, f"u((id({listed}), i - 1))"])


def _quoted_once(text: str) -> str:
    """A text as it stands within the single quotes of an f-string."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def _writes(element: Element) -> bool:
    return not element.inline or element.scalar


def _groups(element: Element) -> list[list[Element]]:
    """Children that are written in one go: those that fill one list together."""
    groups: list[list[Element]] = []
    for child in element.children:
        if not says(element, child):
            continue
        same = next((g for g in groups if g[0].name == child.name and g[0].rank == child.rank), None)
        if same is not None and child.loop is not None:
            same.append(child)
        else:
            groups.append([child])
    return groups
