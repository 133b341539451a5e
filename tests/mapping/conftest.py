"""What the tests of the mapping share: formats made of a few lines, each in a data root of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from gateway.formats import Catalog, Format

MANIFEST = """\
title = "Made for a test"
owner = "xx"
family = "Declaration"
syntax = "xml"
status = "in-force"
source = "Made up for this project"
licence = "Apache-2.0, as the project"

[namespaces]
"" = "urn:test"

[identify]
root = "m"
"""
SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:test" targetNamespace="urn:test"
           elementFormDefault="qualified">
{}
</xs:schema>
"""

Make = Callable[..., Format]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a format of the content of its schema, the rows of its table and further files."""
    numbers = count()
    monkeypatch.setenv("GATEWAY_CACHE", str(tmp_path / "cache"))

    def made(schema: str, rows: str, files: dict[str, str] | None = None, manifest: str = "") -> Format:
        root = tmp_path / f"root{next(numbers)}"
        texts = {
            "schemas/format.toml": MANIFEST + manifest,
            "schemas/message.xsd": SCHEMA.format(schema),
            "mappings/mapping.csv": "source,model,convert,when,note\n" + rows,
            **{f"mappings/{name}": text for name, text in (files or {}).items()},
        }
        for name, text in texts.items():
            tree, _, rest = name.partition("/")
            file = root / tree / "xx" / "tiny" / "1" / rest
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        catalog = Catalog.load([root])
        assert catalog.findings == []
        return catalog.get("xx/tiny@1")

    return made
