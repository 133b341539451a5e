"""Generate the ways of a writer through the model: how an object or a value is found, and under which conditions."""

from __future__ import annotations

from gateway.mapping.lines import Lines
from gateway.mapping.path import ModelPath, ModelStep
from gateway.mapping.plan import Element
from gateway.mapping.shape import resolve, shapes
from gateway.mapping.table import Condition, Row
from gateway.mapping.writing import BITS


class WriteWays:
    """Writes the lines that lead through the model; `rows` and `numbers` number rows and model fields."""

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

    def _tag(self, name: str) -> str:
        namespace, brace, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
        prefix = self.prefixes[namespace] if brace else ""
        return f"{prefix}:{local}" if prefix else local

    def _nav(self, steps: ModelPath, base: str, model: ModelPath, offset: int) -> tuple[str, list[str]]:
        """Lines that find the object at the end of steps; its variable, and lines that note used conditions."""
        if not steps:
            return base, []
        trail = resolve(model[: offset + len(steps)])[offset:]
        here = base
        used: list[str] = []
        for step, shape in zip(steps, trail, strict=True):
            found = self.out.fresh("p")
            value = field_of(here, shape.name)
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
            return field_of("o", str(steps[0]))
        return f"first({base}, {self.out.name(steps)})"

    def _conditions(self, conditions: tuple[Condition, ...], path: ModelPath, scope: str) -> str:
        terms = []
        for condition in conditions:
            found = self._first(condition.path, path, scope)
            if condition.kind in ("equals", "differs"):
                terms.append(f"{found} {'==' if condition.kind == 'equals' else '!='} {condition.value!r}")
            else:
                terms.append(f"{found} is {'not ' if condition.kind == 'present' else ''}None")
        return " and ".join(terms)

    def _python_tests(self, step: ModelStep, holds: type) -> tuple[tuple[str, str], ...]:
        fields = shapes(holds)
        return tuple((fields[key].name, value) for key, value in step.tests)


def field_of(holder: str, name: str) -> str:
    """A field of an object; that of the function's own object from its `__dict__`."""
    return f"D[{name!r}]" if holder == "o" else f"{holder}.{name}"
