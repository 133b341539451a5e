"""The language in which the publisher writes the rules of entry summary declarations, understood a second time.

A rule is a JSON file with the element that it is about and assertions: conditions with `&&`, `||` and `!`, functions
on paths (`exists('TINCO159')`, `not('.')`, `number('../HEAHEA/TraModAtBorHEA76')`) and methods on texts. Here each
becomes an expression of Python, which says nothing of how ours are written.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from lxml import etree

_CLOSURE = re.compile(r"\{ContextHelper current, ContextHelper local ->(.*?)\}(?=\))", re.DOTALL)


class Text(str):
    """A text with the methods that the language knows."""

    def startsWith(self, start: str) -> bool:
        """Whether it starts so."""
        return self.startswith(start)

    def contains(self, part: str) -> bool:
        """Whether a part is in it."""
        return part in self

    def take(self, most: int) -> Text:
        """Its first characters."""
        return Text(self[:most])

    def length(self) -> int:
        """How many characters it has."""
        return len(self)


class Node:
    """An element with the functions that the language knows; each takes a path from it."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def __getitem__(self, name: str) -> Callable[..., Any]:
        """A function by its name, for an expression."""
        if name.startswith("_") or name in ("element", "texts"):
            raise KeyError(name)
        found: Callable[..., Any] = getattr(self, name)
        return found

    def texts(self, path: str) -> list[Text]:
        """The texts of all elements of a path."""
        return [Text(each.text or "") for each in self.element.xpath(path)]

    def exists(self, path: str, of: Callable[[Node, Node], bool] | None = None) -> bool:
        """Whether there is an element, or one of which something holds."""
        found = self.element.xpath(path)
        return bool(found) if of is None else any(of(self, Node(each)) for each in found)

    def absent(self, path: str) -> bool:
        """Whether there is none; the language calls it `not`."""
        return not self.exists(path)

    def getValue(self, path: str) -> Text:
        """The text of the first."""
        return next(iter(self.texts(path)), Text())

    def trim(self, path: str) -> Text:
        """The same without white space around it."""
        return Text(self.getValue(path).strip())

    def number(self, path: str) -> float:
        """The number of the first."""
        return _number(next(iter(self.texts(path)), ""))

    def intOrElse(self, path: str, other: int) -> int:
        """The whole number of the first, or another."""
        text = self.getValue(path).strip()
        return int(text) if re.fullmatch(r"[+-]?\d+", text) else other

    def sum(self, path: str) -> float:
        """The sum of all."""
        total = 0.0
        for text in self.texts(path):
            total += _number(text)
        return total

    def count(self, path: str) -> int:
        """How many there are."""
        return len(self.element.xpath(path))

    def countEquals(self, path: str, value: str) -> int:
        """How many have a value."""
        return sum(text.strip() == value for text in self.texts(path))

    def countDistinct(self, path: str, trim: bool) -> int:
        """How many values there are."""
        return len({text.strip() if trim else text for text in self.texts(path)})

    def countDistinctChildCount(self, path: str) -> int:
        """How many numbers of children there are."""
        return len({len(each) for each in self.element.xpath(path)})

    def existsForAll(self, parents: str, path: str, value: str) -> bool:
        """Whether each of some elements has an element of a value."""
        return all(Node(each).countEquals(path, value) for each in self.element.xpath(parents))

    def areIndices(self, path: str) -> bool:
        """Whether the values are 1, 2, 3 and so on."""
        numbers = [int(t) if t.strip().isdigit() else None for t in self.texts(path)]
        return numbers == list(range(1, len(numbers) + 1))

    def applyRegex(self, path: str, pattern: str) -> bool:
        """Whether the first is as a pattern says, from its start to its end."""
        found = self.texts(path)
        return bool(found) and re.fullmatch(pattern, found[0], re.ASCII) is not None

    def substringAfter(self, text: str, sign: str) -> Text:
        """What stands behind a sign."""
        return Text(text.partition(sign)[2])


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)\s*", text) else math.nan


class Rule:
    """One rule of the publisher's."""

    def __init__(self, file: Path) -> None:
        rule = json.loads(file.read_text("utf-8"))
        self.name: str = rule["name"]
        self.path = "/*" if rule["element"] == "/" else f"/*{rule['element']}"
        self.asserts: list[tuple[str, CodeType]] = [
            (each["errorCode"], compile(_python(each["test"]), f"{self.name}.{number}", "eval"))
            for number, each in enumerate(rule["asserts"], 1)
        ]

    def broken(self, root: etree._Element) -> list[tuple[str, int]]:
        """Code and line of every element that breaks it."""
        found = []
        for element in root.xpath(self.path):
            for code, test in self.asserts:
                if not eval(test, {"__builtins__": {}}, Node(element)):
                    found.append((code, element.sourceline))
        return found


def _python(test: str) -> str:
    """An assertion as an expression of Python; texts in quotes stay as they are."""
    test = _CLOSURE.sub(lambda found: f"lambda current, local: ({found[1].strip()})", test)
    pieces = re.split(r"('[^']*')", " ".join(test.split()))
    for at in range(0, len(pieces), 2):
        piece = re.sub(r"\bnot\(", "absent(", pieces[at]).replace("&&", " and ").replace("||", " or ")
        piece = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", piece))
        pieces[at] = re.sub(r"!(?!=)", " not ", piece)
    return "".join(pieces).strip()
