"""Read `format.toml`, the manifest of a format folder, into a `Format`."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gateway.adapters.contract import Spec
from gateway.findings import Code, Finding, Stage, Where
from gateway.formats import codes

STATUSES = ("draft", "in-force", "retired")
FAMILIES = ("Declaration", "CargoReport", "ConveyanceReport", "Response", "LPCO", "Inquiry")
SEVERITIES = ("error", "warning", "info", "off")
REQUIRED = ("title", "owner", "family", "syntax", "status", "source", "licence", "identify")
OPTIONAL = (
    "valid_from", "valid_to", "extends", "answers_with", "syntax_answers_with", "official", "namespaces",
    "reference", "steps", "floor", "options", "shared", "rules",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One message definition of one owner, as its two folders describe it.

    `id` is `owner/name@version`; `folder` is its own, `schema_dir` that of its schema (another
    format's where it extends one and has no schema of its own); `mapping_dir` holds its table, and
    `mapping_bases` those that the table only differs from, the nearest first. `identify_root` is in
    Clark notation; `references` are XPaths on the tree by name; `floor` is the least share of
    values that the mapping carries. `answers` holds the formats of answers by their outcome, where
    one format does not serve all; `answers_with` is then that of a rejection. `rules` is the file
    of the agency's rules, its own or that of a format that it extends. `severities` says how grave it
    is to break a rule of everyone, by the id of the rule: a severity or `off`.
    """

    id: str
    owner: str
    name: str
    version: str
    title: str
    family: str
    syntax: str
    status: str
    source: str
    licence: str
    folder: Path
    schema_dir: Path
    mapping_dir: Path | None
    mapping_bases: tuple[Path, ...]
    spec: Spec
    identify_root: str
    identify_when: tuple[str, ...] = ()
    namespaces: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    extends: str | None = None
    answers_with: str | None = None
    floor: float = 0.95
    syntax_answers_with: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    rules: Path | None = None
    severities: Mapping[str, str] = field(default_factory=dict)

    def answered_with(self, outcome: str | None) -> str | None:
        """Id of the format of an answer of that outcome; `None` where the owner has none for it."""
        if not self.answers:
            return self.answers_with
        named = self.answers.get(outcome or "")
        return self.answers.get("rejected") if named is None and outcome == "syntax_rejected" else named

    @property
    def revision(self) -> str:
        """SHA-256 of all its folders without samples, goldens and README: what a report was made with."""
        rules = self.rules.parent if self.rules is not None else None
        folders = (
            self.folder,
            self.schema_dir,
            rules,
            *self.spec.shared,
            self.mapping_dir,
            *self.mapping_bases,
        )
        return _revision(tuple(dict.fromkeys(folder for folder in folders if folder is not None)))

    @property
    def in_force(self) -> bool:
        """Whether the owner accepts messages of this format today."""
        today = date.today()
        started = self.valid_from is None or self.valid_from <= today
        return self.status == "in-force" and started and (self.valid_to is None or today <= self.valid_to)


@cache
def _revision(folders: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and name.partition("/")[0] not in ("samples", "golden", "README.md"):
                digest.update(f"{name}\0{file.stat().st_size}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


@dataclass(slots=True)
class Manifest:
    """A manifest as it was read: its keys (merged with those of what it extends) and its mistakes."""

    folder: Path
    keys: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)


def read_manifest(folder: Path, parent: Manifest | None = None) -> Manifest:
    """Read one format.toml; with a parent, only the differences need to stand in it."""
    file = folder / "format.toml"
    try:
        own = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Manifest(folder, {}, [_finding(codes.MANIFEST_UNREADABLE, file, "", str(error))])
    keys = {**parent.keys} if parent is not None else {}
    for key, value in own.items():
        if key == "shared":
            keys[key] = _shared(value, folder)
            continue
        both = isinstance(value, dict) and isinstance(keys.get(key), dict)
        keys[key] = {**keys[key], **value} if both else value
    return Manifest(folder, keys, list(_check(keys, own, file, folder)))


def _shared(value: Any, folder: Path) -> Any:
    """Shared folders as paths below `schemas/`: `_shared/...` is that of the owner who says so."""
    if not isinstance(value, list):
        return value
    owner = folder.parent.parent.name
    return [f"{owner}/{path}" if str(path).startswith("_") else path for path in value]


def format_of(
    manifest: Manifest,
    id: str,
    schema_dir: Path,
    mapping_dirs: tuple[Path, ...],
    shared: tuple[Path, ...],
    official: Path | None,
    rules: Path | None = None,
) -> Format:
    """The format that a manifest without errors describes; its own mapping folder comes first."""
    keys = manifest.keys
    owner, _, rest = id.partition("/")
    name, _, version = rest.partition("@")
    namespaces: dict[str, str] = keys.get("namespaces", {})
    root = clark(keys["identify"]["root"], namespaces)
    options = {"root": root, **keys.get("options", {})}
    answer = keys.get("answers_with")
    answers: dict[str, str] = answer if isinstance(answer, dict) else {}
    steps = keys.get("steps", [])
    return Format(
        id, owner, name, version, keys["title"], keys["family"], keys["syntax"], keys["status"], keys["source"],
        keys["licence"], manifest.folder, schema_dir, mapping_dirs[0] if mapping_dirs else None, mapping_dirs[1:],
        Spec(id, schema_dir, namespaces, official, options, shared), root,
        tuple(keys["identify"].get("when", ())), namespaces, keys.get("reference", {}),
        tuple(steps if isinstance(steps, list) else ()), keys.get("valid_from"), keys.get("valid_to"),
        keys.get("extends"), answers.get("rejected") if answers else answer,
        float(keys.get("floor", {}).get("mapped", 0.95)), keys.get("syntax_answers_with"), answers, rules,
        keys.get("rules", {}),
    )  # fmt: skip


def clark(name: str, namespaces: Mapping[str, str]) -> str:
    """A prefixed name in Clark notation (`{namespace}local`)."""
    prefix, _, local = name.rpartition(":")
    namespace = namespaces.get(prefix, "")
    return f"{{{namespace}}}{local}" if namespace else local


def _check(keys: dict[str, Any], own: dict[str, Any], file: Path, folder: Path) -> Any:
    known = (*REQUIRED, *OPTIONAL)
    for key in own:
        if key not in known:
            near = ", ".join(difflib.get_close_matches(key, known, 3)) or ", ".join(known)
            yield _finding(codes.MANIFEST_KEY, file, key, f"one of {near}")
    for key in REQUIRED:
        if key not in keys:
            yield _finding(codes.MANIFEST_MISSING, file, key, f"the key {key}")
    if "identify" in keys and not isinstance(keys["identify"], dict):
        yield _finding(codes.MANIFEST_VALUE, file, "identify", "a table with root and when")
    elif "identify" in keys and "root" not in keys["identify"]:
        yield _finding(codes.MANIFEST_MISSING, file, "identify.root", "the root of the message")
    for key, allowed in (("status", STATUSES), ("family", FAMILIES)):
        if key in keys and keys[key] not in allowed:
            yield _finding(codes.MANIFEST_VALUE, file, f"{key} = {keys[key]}", f"one of {', '.join(allowed)}")
    if not _paths(keys.get("shared", [])):
        yield _finding(
            codes.MANIFEST_VALUE, file, f"shared = {keys['shared']}", "a list of folders below schemas/"
        )
    for key in ("valid_from", "valid_to"):
        if key in keys and not isinstance(keys[key], date):
            yield _finding(
                codes.MANIFEST_VALUE, file, f"{key} = {keys[key]}", "a date as 2026-03-01, without quotes"
            )
    if not _answers(keys.get("answers_with", "")):
        expected = "the id of a format, or a table with ids of formats by outcome"
        yield _finding(codes.MANIFEST_VALUE, file, f"answers_with = {keys['answers_with']}", expected)
    yield from _rules(keys.get("rules", {}), file)
    if keys.get("owner") not in (None, folder.parent.parent.name):
        yield _finding(codes.MANIFEST_VALUE, file, f"owner = {keys['owner']}", folder.parent.parent.name)


def _answers(value: Any) -> bool:
    """Whether this is the id of a format, or such ids by the outcomes that they are for."""
    return isinstance(value, str) or (
        isinstance(value, dict) and all(isinstance(id, str) for id in value.values())
    )


def _rules(value: Any, file: Path) -> Any:
    """What is wrong with the severities of rules: each is a severity, or `off`."""
    if not isinstance(value, dict):
        yield _finding(codes.MANIFEST_VALUE, file, f"rules = {value}", "a table with severities by rule")
        return
    for rule, severity in value.items():
        if severity not in SEVERITIES:
            yield _finding(
                codes.MANIFEST_VALUE, file, f"{rule} = {severity}", f"one of {', '.join(SEVERITIES)}"
            )


def _paths(value: Any) -> bool:
    """Whether this is a list of paths that stay below the folder that they start from."""
    return isinstance(value, list) and all(
        isinstance(path, str) and not path.startswith("/") and ".." not in path.split("/") for path in value
    )


def _finding(code: Code, file: Path, value: str, expected: str) -> Finding:
    return Finding(
        code, f"{file.parent.parent.name}/{file.parent.name}: {code.name.replace('-', ' ')}", Stage.IDENTIFY,
        Where(path=file.as_posix()), code.severity, value or None, expected, code.fix,
    )  # fmt: skip
