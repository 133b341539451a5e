"""Check a tree against the format's schema: libxml2 gives the verdict, `tell.py` puts it in words."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.xml import codes
from gateway.adapters.xml.counting import MANY, WIDE, count
from gateway.adapters.xml.schema_files import SchemaRefused, schema_file, schema_files
from gateway.findings import Finding, Stage

_local = threading.local()


class _OnlyThese(etree.Resolver):
    """Lets a schema be put together from the files that were looked at, and from nothing else."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self.files = set(files)

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> Any:
        path = Path((system_url or "").removeprefix("file://")).resolve()
        if path not in self.files:
            raise OSError(f"{path.name} is not one of the schema's files")
        return self.resolve_filename(str(path), context)


def compiled(file: Path, shared: tuple[Path, ...] = ()) -> etree.XMLSchema:
    """The compiled schema of this thread: one shared by threads would mix their errors.

    Raises SchemaRefused for a schema that reaches outside its folder, etree.XMLSchemaParseError
    for one that cannot be compiled.
    """
    cached: dict[Path, tuple[tuple[Path, ...], etree.XMLSchema]] = _local.__dict__.setdefault("schemas", {})
    files = schema_files(file, shared)
    found = cached.get(file)
    if found is None or found[0] is not files:
        found = cached[file] = (files, _compile(files))
    return found[1]


def _compile(files: tuple[Path, ...]) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_OnlyThese(files))
    return etree.XMLSchema(etree.parse(str(files[0]), parser))


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """Everything in which a tree differs from the schema, in document order; empty when valid."""
    file = schema_file(spec)
    try:
        schema = compiled(file, spec.shared)
    except (SchemaRefused, etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        return [_unusable(file, error, spec)]
    wide = bool(WIDE(tree.root))
    mistakes = count(schema, tree.root) if wide else None
    if mistakes == 0 or (mistakes is None and schema.validate(tree.root)):
        return []
    # Words are needed for bad messages only, and they need a description of the schema.
    from gateway.adapters.xml.tell import tell

    return tell(tree, spec, schema, wide, mistakes is not None and mistakes > MANY)


def _unusable(file: Path, error: Exception, spec: Spec) -> Finding:
    said = str(error) if isinstance(error, SchemaRefused) else f"{file.name} does not compile"
    return Finding(
        codes.SCHEMA_UNUSABLE, f"the schema cannot be used: {said}", Stage.VALIDATE,
        expected="a schema that compiles from local files", help=codes.SCHEMA_UNUSABLE.fix, format=spec.format,
    )  # fmt: skip
