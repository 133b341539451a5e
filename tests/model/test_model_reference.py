"""The published reference of the model is what the classes say."""

from __future__ import annotations

import json
from pathlib import Path

from gateway.model import walk
from gateway.model.reference import main, render_reference, render_schema, stale, write

DOCS = Path(__file__).parents[2] / "docs"


def test_generated_documents_are_up_to_date() -> None:
    assert stale(DOCS) == []
    assert main(["--check"]) == 0


def test_a_changed_document_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "model.md").write_text("other", encoding="utf-8")
    assert stale(tmp_path) == ["model.md"]


def test_reference_and_schema_have_every_class() -> None:
    text, schema = render_reference(), json.loads(render_schema())
    for _, place in walk():
        if not place.is_leaf:
            assert f"\n## {place.type.__name__}\n" in text
            assert place.type.__name__ in schema["$defs"]
    assert schema["$defs"]["Amount"]["properties"]["value"]["type"] == "string"
