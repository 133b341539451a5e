"""Generate how a writer takes one value from the model: its conditions, its text, its use noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from gateway.mapping.converters import is_sure
from gateway.mapping.path import ModelPath, SourceStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve
from gateway.mapping.table import Row
from gateway.mapping.write_ways import WriteWays, field_of
from gateway.mapping.writing import BITS


class WriteValues(WriteWays):
    """Writes the lines that make the text of one row."""

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
                field_of(holder, name)
                if step.index is None
                else f"at({field_of(holder, name)}, {step.index})"
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

    def _converted(self, row: Row) -> str:
        return f"W{self.rows[id(row)]}(v)" if is_sure_row(row) else f"W{self.rows[id(row)]}(v, k)"

    @contextmanager
    def _taken(self, row: Row, path: ModelPath, scope: str) -> Iterator[None]:
        """Within, `v` is the text of a row; what it came from is noted as used."""
        out = self.out
        found, used, _ = self._found(row, path, scope)
        out.add(f"v = {found}")
        with out.block("if v is not None:"):
            if row.converter:
                out.add(f"v = {self._converted(row)}")
            with out.block("if v is not None:") if row.converter and not is_sure_row(row) else nullcontext():
                yield
                out.add(*used)

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


def is_sure_row(row: Row) -> bool:
    """Whether the converter of a row never fails and writes nothing that markup knows."""
    return is_sure(row.converter)
