"""Generated rules on generated documents: the engine says what the ISO skeleton says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.oracle import SCHEMA, ours, theirs

NAMES = ["a", "b", "c"]
VALUES = ["", "1", "2", "b"]
Draw = Callable[[st.SearchStrategy[object]], object]


@st.composite
def documents(draw: st.DrawFn) -> str:
    def element(depth: int) -> str:
        name = draw(st.sampled_from(NAMES))
        attributes = "".join(
            f' {key}="{draw(st.sampled_from(VALUES))}"' for key in ("x", "y") if draw(st.booleans())
        )
        below = [] if depth == 0 else [element(depth - 1) for _ in range(draw(st.integers(0, 3)))]
        inner = "".join(below) or draw(st.sampled_from(VALUES))
        return f"<{name}{attributes}>{inner}</{name}>"

    return f"<doc>{element(2)}{element(2)}{element(1)}</doc>"


class _Words:
    """Draws expressions; `nodes` and `others` are the values that they may use."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.nodes: list[str] = []
        self.others: list[str] = []
        self.current = True

    def one(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def path(self, depth: int = 2) -> str:
        simple = [
            "a", "b", "c", "*", "@x", "@y", "@*", ".", "..", "//a", ".//b", "a/b", "../c", "../@x", "/*/b",
            "preceding-sibling::*", "following-sibling::a", "ancestor::*", "ancestor-or-self::b", "self::a",
            "descendant::c", "text()", "a[1]", "*[last()]", "b[position() = 2]", "(a|b)[1]", "//@y", "parent::a/@x",
        ]  # fmt: skip
        simple += [f"${name}" for name in self.nodes]
        simple += [f"${name}/{step}" for name in self.nodes for step in ("a", "@x", "..", ".")]
        if self.current:
            simple += ["current()", "current()/a", "current()/@x", "current()/.."]
        if depth == 0 or self.draw(st.integers(0, 2)):
            return self.one(*simple)
        kind = self.one("predicate", "union", "filter", "step")
        if kind == "predicate":
            return f"{self.one('a', '*', '//b', '../*', '@*', 'descendant::*')}[{self.test(depth - 1)}]"
        if kind == "union":
            return f"({self.path(depth - 1)} | {self.path(depth - 1)})"
        if kind == "filter":
            return f"({self.path(depth - 1)})[{self.test(depth - 1)}]"
        return f"{self.one('a', '*', 'parent::*')}[{self.test(depth - 1)}]/{self.one('b', '@x', '*')}"

    def number(self, depth: int) -> str:
        kind = self.one("count", "constant", "length", "number", "sum")
        if kind == "count":
            return f"count({self.path(depth)})"
        if kind == "length":
            return f"string-length({self.string(depth)})"
        if kind == "number":
            return f"number({self.string(depth)})"
        if kind == "sum":
            return f"{self.number(depth - 1)} + 1" if depth > 0 else "1 + 1"
        return self.one("0", "1", "2")

    def string(self, depth: int) -> str:
        kind = self.one("constant", "path", "name", "concat", "space", "implicit", "value")
        if kind == "path":
            return f"string({self.path(depth)})"
        if kind == "name":
            return f"name({self.path(depth)})"
        if kind == "concat":
            return f"concat({self.path(depth)}, '-', {self.one('name()', 'string()', 'local-name()')})"
        if kind == "space":
            return f"normalize-space({self.path(depth)})"
        if kind == "implicit":
            return self.one("string()", "normalize-space()", "name()")
        if kind == "value" and self.others:
            return f"string(${self.one(*self.others)})"
        return self.one("'1'", "'b'", "''")

    def test(self, depth: int = 2) -> str:
        kind = self.one("path", "equal", "constant", "numbers", "not", "and", "or", "contains", "value")
        if kind == "path" or depth <= 0:
            return self.path(depth)
        if kind == "equal":
            return f"{self.path(depth - 1)} {self.one('=', '!=')} {self.path(depth - 1)}"
        if kind == "constant":
            return f"{self.path(depth - 1)} {self.one('=', '!=')} {self.one(*map(repr, VALUES))}"
        if kind == "numbers":
            return f"{self.number(depth - 1)} {self.one('=', '<', '>=')} {self.number(depth - 1)}"
        if kind == "not":
            return f"not({self.test(depth - 1)})"
        if kind in ("and", "or"):
            return f"{self.test(depth - 1)} {kind} ({self.test(depth - 1)})"
        if kind == "contains":
            return f"contains({self.string(depth - 1)}, {self.string(depth - 1)})"
        return f"${self.one(*self.others)} = {self.string(depth - 1)}" if self.others else self.path(depth)

    def let(self, name: str) -> str:
        kind = self.one("nodes", "nodes", "number", "string", "test")
        value = {"nodes": self.path, "number": self.number, "string": self.string, "test": self._truth}[kind](
            1
        )
        for names in (self.nodes, self.others):
            if name in names:
                names.remove(name)
        (self.nodes if kind == "nodes" else self.others).append(name)
        return f'<let name="{name}" value={quoteattr(value)}/>'

    def _truth(self, depth: int) -> str:
        return f"not({self.test(depth)})"

    def context(self) -> str:
        simple = [
            "a", "b", "*", "a/b", "*[@x]", "@x", "@*", "//b", "/*/a", "a|b", "b[1]", "*[last()]", "a//b", "a[b]/c",
            "b|@y", "c[position() = 1]", "doc/*", "a/@x", "/doc", "*/*", "b[2 - 1]",
        ]  # fmt: skip
        if self.draw(st.integers(0, 2)):
            return self.one(*simple)
        if not self.draw(st.integers(0, 5)):
            return "/"
        kept = self.nodes, self.others, self.current
        self.nodes, self.others, self.current = [], [], False
        found = f"{self.one('a', 'b', '*', 'a/*', '@*')}[{self.test(1)}]"
        self.nodes, self.others, self.current = kept
        return found


@st.composite
def schemas(draw: st.DrawFn) -> str:
    words, body, number = _Words(draw), [], 0
    words.current = False
    for each in range(draw(st.integers(0, 2))):
        body.append(words.let(f"s{each}"))
    outer = (list(words.nodes), list(words.others))
    for pattern in range(draw(st.integers(1, 2))):
        words.nodes, words.others, words.current = list(outer[0]), list(outer[1]), False
        body.append("<pattern>")
        if draw(st.booleans()):
            body.append(words.let(f"p{pattern}"))
        inner = (list(words.nodes), list(words.others))
        for _ in range(draw(st.integers(1, 3))):
            words.nodes, words.others, words.current = list(inner[0]), list(inner[1]), True
            body.append(f"<rule context={quoteattr(words.context())}>")
            for let in range(draw(st.integers(0, 2))):
                body.append(words.let(draw(st.sampled_from([f"r{let}", "s0"])) if let == 0 else f"r{let}"))
            for _ in range(draw(st.integers(1, 3))):
                number += 1
                kind = words.one("assert", "report")
                text = f"t<value-of select={quoteattr(words.path(1))}/>-<name/>"
                body.append(f'<{kind} id="c{number}" test={quoteattr(words.test())}>{text}</{kind}>')
            body.append("</rule>")
        body.append("</pattern>")
    return SCHEMA.format(more="", body="".join(body))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(schema=schemas(), document=documents())
def test_the_engine_says_what_the_skeleton_says(schema: str, document: str, tmp_path_factory: object) -> None:
    folder: Path = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    assert ours(schema, document, folder) == theirs(schema, document)
