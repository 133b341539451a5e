"""Check a tree against the format's schema: libxml2 gives the verdict, `tell.py` puts it in words."""

from __future__ import annotations

import threading
from pathlib import Path

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.xml import codes
from gateway.adapters.xml.describe import digest, schema_file
from gateway.findings import Finding, Stage, Where

_local = threading.local()


class _LocalFiles(etree.Resolver):
    """Lets a schema include files below its own folder and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:
        path = Path((system_url or "").removeprefix("file://")).resolve()
        if "://" in (system_url or "").removeprefix("file://") or self.folder not in path.parents:
            raise OSError(f"{system_url} is not below {self.folder.name}")
        return self.resolve_filename(str(path), context)  # type: ignore[arg-type]


def compiled(file: Path, stamp: str) -> etree.XMLSchema:
    """The compiled schema of this thread: one shared by threads would mix their errors.

    Raises etree.XMLSchemaParseError for a schema that cannot be compiled, OSError for one that
    reaches outside its folder.
    """
    cached: dict[tuple[Path, str], etree.XMLSchema] = _local.__dict__.setdefault("schemas", {})
    found = cached.get((file, stamp))
    if found is None:
        found = cached[file, stamp] = etree.XMLSchema(_parsed(file))
    return found


def _parsed(file: Path) -> etree._ElementTree:
    # A publisher's wrapper may include from the folders beside it.
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_LocalFiles(file.parent.parent))
    return etree.parse(str(file), parser)


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """Everything in which a tree differs from the schema, in document order; empty when valid."""
    file = schema_file(spec)
    try:
        schema = compiled(file, digest(file))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        return [_unusable(file, error, spec)]
    if schema.validate(tree.root):
        return []
    from gateway.adapters.xml.tell import tell

    return tell(tree, spec, schema)


def _unusable(file: Path, error: Exception, spec: Spec) -> Finding:
    return Finding(
        codes.SCHEMA_UNUSABLE, f"{file.name} cannot be used: {str(error).splitlines()[0]}", Stage.VALIDATE,
        Where(path=file.as_posix()), expected="a schema that compiles from local files",
        help=codes.SCHEMA_UNUSABLE.fix, format=spec.format,
    )  # fmt: skip
