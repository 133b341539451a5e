"""Generate how a writer makes the elements that hold one value, with their attributes."""

from __future__ import annotations

from gateway.mapping.path import ModelPath, SourceStep
from gateway.mapping.plan import Element
from gateway.mapping.table import Row
from gateway.mapping.write_values import WriteValues, is_sure_row
from gateway.mapping.writing import text

_TEXT = "(v if v.isalnum() or not special(v) else text(v))"
"""character data; most values hold nothing that must be written in another way"""
_QUOTED = "(v if v.isalnum() else quoted(v))"


class WriteLeaves(WriteValues):
    """Writes the lines that make leaves: elements within the code of their parent, texts and attributes."""

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
                value = "v" if of.converter and is_sure_row(of) else _QUOTED
                out.add(f"b += f' {self._tag(name)}=\"{{{value}}}\"'")
        before = "{b}" if attributes else ""
        with self._taken(row, child.here, holder):
            value = "v" if row.converter and is_sure_row(row) else _TEXT
            out.add(f"s += f'<{tag}{before}>{{{value}}}</{tag}>'", "d = 1", *tests)
            if attributes:
                out.add("b = ''")
        if attributes:
            with out.block("if b:"):
                out.add(f"s += f'<{tag}{{b}}/>'", "d = 1", *tests)

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
            # An empty default is written as an empty element.
            blank = any(row.constant == "" for row in child.rows)
            with out.block("elif not b:" if blank else "elif f:"):
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


def _effective(rows: list[Row]) -> list[Row]:
    """Rows that write something."""
    return [row for row in rows if row.kind not in ("kept", "ignored")]


def _simple(row: Row) -> bool:
    """Whether a row carries its value and nothing more."""
    special = row.when or row.otherwise or row.position or row.constant is not None
    return row.kind == "value" and not special
