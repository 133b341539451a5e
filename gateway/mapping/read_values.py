"""Generate what a reader does with one value: its fate by the first row whose condition holds."""

from __future__ import annotations

from gateway.mapping.path import ModelPath
from gateway.mapping.plan import Element
from gateway.mapping.read_ways import COMPUTED, ReadWays, is_regenerated
from gateway.mapping.table import Row


class ReadValues(ReadWays):
    """Writes the lines that give a text, an attribute or several texts together their fate."""

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
        if any(is_regenerated(row) for row in rows):
            with out.block("else:"):
                out.add(f"absent(k, r, h, {node}, None, {out.name(attribute)})")

    def _value(self, rows: list[Row], node: str, attribute: str | None, path: ModelPath, scope: str) -> None:
        """`v` holds a text: give it its fate by the first row whose condition holds."""
        out = self.out
        if attribute is None:
            # The element is there, whichever of its rows reads it.
            self._seen(rows)
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

    def _fate(self, row: Row, node: str, attribute: str | None, path: ModelPath, scope: str) -> None:
        out = self.out
        number = self.rows[id(row)]
        place = f"{node}, {out.name(attribute) if attribute else None}"
        if row.kind == "kept":
            out.add(f"kept(k, r, h, {place}, v, {number}, {row.note!r})")
        elif row.kind == "ignored":
            out.add("g += 1", f"k.log({place}, 5, {number}, {row.note!r})" if self.traced else "pass")
        elif row.kind == "constant":
            with out.block(f"if v == {row.constant!r}:"):
                out.add("m += 1")
                if self.counting:
                    out.add("k.constants += 1")
                self._trace(place, "2", "None", None, number)
            with out.block("else:"):
                out.add(f"refuse(k, r, h, {place}, v, {row.constant!r}, {number}, 'constant')")
        elif row.kind in COMPUTED:
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

    def _no_text(self, child: Element, node: str) -> None:
        """An element that the table reads only for its attributes; text in it is residue."""
        if child.schema is None or child.schema.facets is not None:
            self.out.add(f"v = {node}.text")
            with self.out.block("if v and not v.isspace():"):
                self.out.add("n[6] += 1", f"k.keep('unmapped', r, h, {node}, None, v)")
                self.out.add(f"k.log({node}, None, 6, -1, 'no row')")

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
            out.add(f"l{child.number}.append(c)")
        elif child.rows:
            out.add("v = c.text")
            with out.block("if not v or len(c):" if self.careful else "if not v:"):
                self._blank(child)
                self._seen(child.rows)
            with out.block("else:"):
                self._value(child.rows, "c", None, path, "o")
        elif child.attributes:
            self._no_text(child, "c")

    def _blank(self, child: Element) -> None:
        """An element without text: as written by itself where an empty default says so."""
        out = self.out
        row = next((row for row in child.rows if row.constant == ""), None)
        if row is None or child.attributes:
            out.add("blank(k, r, h, c)")
            return
        with out.block("if c.text is None and not len(c) and not c.keys():"):
            out.add("m += 1")
            self._trace("c, None", "2", "None", None, self.rows[id(row)])
        with out.block("else:"):
            out.add("blank(k, r, h, c)")

    def _collected(self, element: Element, child: Element) -> None:
        out = self.out
        row = child.rows[0]
        number = self.rows[id(row)]
        # An empty piece among others is a piece; where all are empty there is no value.
        out.add(f"v = tuple([c.text or '' for c in l{child.number}])")
        with out.block("if not any(v):"), out.block(f"for c in l{child.number}:"):
            out.add("blank(k, r, h, c)")
        with out.block("else:"):
            out.add(f"w, x = C{number}(v)")
            with out.block("if w is REFUSED:"), out.block(f"for c in l{child.number}:"):
                out.add(f"refuse(k, r, h, c, None, c.text or '', x, {number})")
            with out.block("else:"):
                holder = self._set_all(row, "w", element.here, "o")
                out.add(f"b += len(l{child.number})")
                with out.block(f"for y, c in enumerate(l{child.number}):"):
                    self._trace("c, None", "3", holder, row.models[0], number)
                    with out.block("if x is not None:"):
                        out.add("inexact(k, r, h, c, None, c.text or '', x[y] if y < len(x) else None)")

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
            if attribute is None and rest:
                # An element that holds others has no text to read: a mark that there is none, or strays.
                with out.block(f"if n{index} is not None and len(n{index}):"):
                    out.add(f"v{index} = None", f"blank(k, r, h, n{index})")
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
