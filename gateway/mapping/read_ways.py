"""Generate the ways of a reader: to an element of the message, and to a place of the model, made where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.mapping.lines import Lines
from gateway.mapping.path import ModelPath, ModelStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve, shapes
from gateway.mapping.table import Condition, Row

COMPUTED = ("count", "sum")


class ReadWays:
    """Writes the lines that lead to elements and into the model; `rows` numbers the rows for the runtime."""

    def __init__(self, plan: Element, rows: dict[int, int], twin: str) -> None:
        self.plan = plan
        self.rows = rows
        self.traced = twin != "read"
        self.careful = twin == "read_careful"
        self.counting = any(e.noted or (e.home and e.label) for e in plan.walk())
        """whether constants are counted apart, because some elements may say nothing else"""
        self.out = Lines()

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

    def _set_all(self, row: Row, value: str, path: ModelPath, scope: str) -> str:
        if len(row.models) == 1:
            return self._set(row.models[0], value, path, scope)
        holder = "None"
        if self.traced:
            self.out.add("hold = None")
        for index, model in enumerate(row.models):
            with self.out.block(f"if {value}[{index}] is not None:"):
                found = self._set(model, f"{value}[{index}]", path, scope)
                if self.traced:
                    with self.out.block("if hold is None:"):
                        self.out.add(f"hold = {found}")
        if self.traced:
            return "hold"
        return holder

    def _python_tests(self, step: ModelStep, holds: type) -> tuple[tuple[str, str], ...]:
        fields = shapes(holds)
        return tuple((fields[key].name, value) for key, value in step.tests)

    def _trace(self, place: str, fate: str, holder: str, model: ModelPath | None, row: int) -> None:
        if self.traced:
            name = resolve(model)[-1].name if model else None
            self.out.add(f"T(({place}, {holder}, {self.out.name((int(fate), name, row, None))}))")

    def _seen(self, rows: list[Row]) -> None:
        for row in rows:
            if is_regenerated(row):
                self.out.add(f"a{self.rows[id(row)]} = 1")


def is_regenerated(row: Row) -> bool:
    """Whether writing makes this value by itself, so that its absence must be remembered."""
    if row.note == "discriminator":
        return False
    return row.kind in ("constant", *COMPUTED) or row.constant is not None or row.position
