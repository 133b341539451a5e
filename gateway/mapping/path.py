"""Paths of a mapping table: native paths and model paths, read into steps (docs/mapping.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping as Names
from dataclasses import dataclass, replace

_STEP = re.compile(r"(?P<name>@?[^\[\]/]+)(?P<tests>(\[[^\[\]]*\])*)")
_TEST = re.compile(r"\[([^\[\]]*)\]")
_SLICE = re.compile(r"(\d+)(:)?")


class PathError(ValueError):
    """A path is not written as docs/mapping.md says; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on a native element: `path` (names below it) equals `value`, is there, or is not."""

    kind: str
    path: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class SourceStep:
    """One step of a native path; `name` is in Clark notation, attributes begin with `@`.

    `first` and `last` bound the position (from 1); `collect` takes all repeats as one value.
    """

    name: str
    repeat: bool = False
    tests: tuple[Test, ...] = ()
    first: int = 1
    last: int | None = None
    collect: bool = False

    @property
    def positional(self) -> bool:
        """Whether the step names a position."""
        return self.first != 1 or self.last is not None


@dataclass(frozen=True, slots=True)
class ModelStep:
    """One step of a model path, in the model's JSON names; `index` counts from 0.

    `tests` are values that an entry has; `there` are fields that it must have (True) or lack;
    `after` is how many entries of a list are passed over in writing.
    """

    name: str
    repeat: bool = False
    tests: tuple[tuple[str, str], ...] = ()
    index: int | None = None
    there: tuple[tuple[str, bool], ...] = ()
    after: int = 0

    @property
    def selects(self) -> bool:
        """Whether the step finds one entry of a list without repeating."""
        return not self.repeat and (bool(self.tests) or self.index is not None)


SourcePath = tuple[SourceStep, ...]
ModelPath = tuple[ModelStep, ...]


def clark(name: str, namespaces: Names[str, str]) -> str:
    """A prefixed name in Clark notation; unprefixed attributes have no namespace."""
    attribute = name.startswith("@")
    bare = name[1:] if attribute else name
    prefix, colon, local = bare.rpartition(":")
    if colon and prefix not in namespaces:
        raise PathError(f"the prefix {prefix!r} of {name!r} is not in [namespaces] of format.toml")
    namespace = namespaces.get(prefix, "") if colon or not attribute else ""
    return ("@" if attribute else "") + (f"{{{namespace}}}{local}" if namespace else local)


def source_path(text: str, namespaces: Names[str, str]) -> SourcePath:
    """Read a native path. Raises PathError."""
    return tuple(_source_step(name, tests, namespaces) for name, tests in _steps(text))


def model_path(text: str) -> ModelPath:
    """Read a model path. Raises PathError."""
    return tuple(_model_step(name, tests) for name, tests in _steps(text))


def shown(path: ModelPath) -> str:
    """A model path as it is written in a table."""
    return "/".join(_show_step(step) for step in path)


def _show_step(step: ModelStep) -> str:
    tests = "".join(f"[{k}={v}]" for k, v in step.tests)
    tests += "".join(f"[{'' if there else '!'}{k}]" for k, there in step.there)
    index = "" if step.index is None else f"[{step.index + 1}]"
    every = f"[{step.after + 1}:]" if step.after else "[]" if step.repeat else ""
    return step.name + every + tests + index


def _steps(text: str) -> list[tuple[str, list[str]]]:
    steps, at = [], 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            raise PathError(f"{text!r} cannot be read from {text[at:]!r} on")
        tests = [found.group(1) for found in _TEST.finditer(match["tests"])]
        steps.append((match["name"].strip(), tests))
        at = match.end()
        if at < len(text):
            if text[at] != "/" or at + 1 == len(text):
                raise PathError(f"{text!r} cannot be read from {text[at:]!r} on")
            at += 1
    if not steps:
        raise PathError("the path is empty")
    return steps


def _source_step(name: str, tests: list[str], namespaces: Names[str, str]) -> SourceStep:
    step = SourceStep(clark(name, namespaces))
    for test in tests:
        position = _SLICE.fullmatch(test)
        if test == "":
            step = replace(step, repeat=True)
        elif test == "*":
            step = replace(step, collect=True)
        elif position:
            first = int(position[1])
            step = replace(step, first=first, last=None if position[2] else first)
        else:
            step = replace(step, tests=(*step.tests, _test(test, namespaces)))
    return step


def _test(text: str, namespaces: Names[str, str]) -> Test:
    path, equals, value = text.partition("=")
    absent = path.startswith("!")
    names = tuple(clark(name, namespaces) for name in path.lstrip("!").split("/"))
    if equals:
        return Test("equals", names, value)
    return Test("absent" if absent else "present", names)


def _model_step(name: str, tests: list[str]) -> ModelStep:
    step = ModelStep(name)
    for test in tests:
        key, equals, value = test.partition("=")
        if test == "":
            step = replace(step, repeat=True)
        elif test.isdigit():
            step = replace(step, index=int(test) - 1)
        elif test.endswith(":") and test[:-1].isdigit():
            step = replace(step, repeat=True, after=int(test[:-1]) - 1)
        elif equals:
            step = replace(step, tests=(*step.tests, (key, value)))
        else:
            step = replace(step, there=(*step.there, (test.lstrip("!"), not test.startswith("!"))))
    if step.there and not step.repeat:
        raise PathError(f"{name!r}: [field] and [!field] choose among the entries of a list that repeats")
    return step
