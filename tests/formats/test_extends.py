"""A format that extends another holds only the differences; shared folders are found by their owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.contract import Limits
from gateway.formats import Catalog, adapter_for
from gateway.formats.catalog import shipped_root
from gateway.mapping import mapping_of
from gateway.pipeline import produce, receive

PARENT = """\
title = "Parent"
owner = "xx"
family = "Declaration"
syntax = "xml"
status = "in-force"
source = "Made up for this project"
licence = "Apache-2.0, as the project"
shared = ["_shared/one"]

[identify]
root = "m"
"""
CHILD = 'title = "Child"\nowner = "{owner}"\nextends = "xx/parent@1"\n[identify]\nwhen = ["m/kind"]\n'
SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="m"><xs:complexType><xs:sequence>
<xs:element name="id" type="xs:string"/><xs:element name="type" type="xs:string" minOccurs="0"/>
<xs:element name="kind" type="xs:string" minOccurs="0"/><xs:element name="seal" type="xs:string" minOccurs="0"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>
"""
TABLE = """\
source,model,convert,when,note
m/id,declaration/id,,,
m/type,declaration/type,codes:types,,
m/kind,~,,,the parent has no place for it
m/seal,declaration/versionId,,,
"""
OWN = """\
source,model,convert,when,note
m/kind,declaration/procedureCategory,,,
m/seal,!,,,
"""
MESSAGE = b"<m><id>1</id><type>I</type><kind>K</kind></m>"


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GATEWAY_CACHE", str(tmp_path / "cache"))
    _write(
        tmp_path,
        {
            "schemas/xx/_shared/one/facts.csv": "a\n",
            "schemas/xx/parent/1/format.toml": PARENT,
            "schemas/xx/parent/1/message.xsd": SCHEMA,
            "mappings/xx/parent/1/mapping.csv": TABLE,
            "mappings/xx/parent/1/values/types.csv": "native,model,direction,note\nI,import,,\n",
            "schemas/yy/child/1/format.toml": CHILD.format(owner="yy"),
            "mappings/yy/child/1/mapping.csv": OWN,
        },
    )
    return tmp_path


def test_a_table_differs_only_in_its_own_lines(root: Path) -> None:
    child = Catalog.load([root]).get("yy/child@1")
    (inbound,) = receive(MESSAGE, Catalog.load([root]), as_format=child.id)
    assert inbound.message is not None and inbound.message.declaration is not None
    said = inbound.message.declaration.model_dump(exclude_none=True)
    assert said == {"id": "1", "type": "import", "procedureCategory": "K"}
    rows = {"/".join(step.name for step in row.sources[0]) for row in mapping_of(child).parts.rows}
    assert rows == {"m/id", "m/type", "m/kind"}
    written = produce(inbound.message, child).data
    assert written is not None and b"<id>1</id><type>I</type><kind>K</kind>" in written


def test_values_of_the_extending_format_win(root: Path) -> None:
    _write(root, {"mappings/yy/child/1/values/types.csv": "native,model,direction,note\nI,inward,,\n"})
    (inbound,) = receive(MESSAGE, Catalog.load([root]), as_format="yy/child@1")
    assert inbound.message is not None and inbound.message.declaration is not None
    assert inbound.message.declaration.type == "inward"


def test_a_block_of_the_extending_format_serves_inherited_lines(root: Path) -> None:
    head = "source,model,convert,when,note\n"
    used = TABLE.replace("m/id,declaration/id,,,", "m,declaration,use:names,,")
    blocks = {"xx/parent": "./id,./id,,,\n", "yy/child": "./id,./functionalReferenceId,,,\n"}
    _write(root, {f"mappings/{of}/1/blocks/names.csv": head + line for of, line in blocks.items()})
    _write(root, {"mappings/xx/parent/1/mapping.csv": used})
    for name, field in (("xx/parent@1", "id"), ("yy/child@1", "functional_reference_id")):
        (inbound,) = receive(MESSAGE, Catalog.load([root]), as_format=name)
        assert inbound.message is not None and inbound.message.declaration is not None
        assert getattr(inbound.message.declaration, field) == "1"


def test_a_line_that_is_not_inherited_cannot_be_taken_away(root: Path) -> None:
    _write(root, {"mappings/yy/child/1/mapping.csv": OWN + "m/other,!,,,\n"})
    (inbound,) = receive(MESSAGE, Catalog.load([root]), as_format="yy/child@1")
    assert [f.code.id for f in inbound.findings] == ["MAP002"] and inbound.message is None


def test_a_shared_folder_is_that_of_the_owner_who_names_it(root: Path) -> None:
    catalog = Catalog.load([root])
    shared = root / "schemas/xx/_shared/one"
    assert catalog.get("xx/parent@1").spec.shared == (shared,)
    assert catalog.get("yy/child@1").spec.shared == (shared,)


def test_the_revision_covers_everything_that_a_format_is_made_of(root: Path) -> None:
    before = Catalog.load([root]).get("yy/child@1").revision
    later = root.with_name("later")
    root.rename(later)
    for name in (
        "schemas/xx/_shared/one/facts.csv",
        "mappings/xx/parent/1/mapping.csv",
        "schemas/yy/child/1/format.toml",
    ):
        file = later / name
        text = file.read_text("utf-8")
        file.write_text(f"{text}\n", "utf-8")
        moved = later.rename(later.with_name(f"root-{file.stem}"))
        assert Catalog.load([moved]).get("yy/child@1").revision != before
        (moved / name).write_text(text, "utf-8")
        later = moved


@pytest.mark.parametrize("shared", ['["_shared/two"]', '["../one"]', '"_shared/one"'])
def test_a_shared_folder_that_cannot_be_used_is_told(root: Path, shared: str) -> None:
    _write(root, {"schemas/xx/parent/1/format.toml": PARENT.replace('["_shared/one"]', shared)})
    catalog = Catalog.load([root])
    assert {f.code.id for f in catalog.findings} == {"FMT201"} and "xx/parent@1" not in catalog.ids


VARIANT = """\
title = "A national variant"
owner = "zz"
extends = "un/cusres@d96b"

[identify]
when = ["CUSRES/UNH/S009[E0057='ZZ1']"]
"""


def test_a_variant_of_a_message_of_tables_holds_only_its_own_tables(root: Path) -> None:
    _write(
        root,
        {
            "schemas/zz/cusres/1/format.toml": VARIANT,
            "schemas/zz/cusres/1/codes.csv": "element,code,name\n1001,ZZZ,Decision\n",
        },
    )
    shipped = shipped_root()
    variant = Catalog.load([shipped, root]).get("zz/cusres@1")
    parent = shipped / "schemas/un/cusres/d96b"
    assert variant.spec.schema == root / "schemas/zz/cusres/1"
    assert variant.spec.shared == (shipped / "schemas/un/_shared/d96b", parent)
    assert variant.mapping_dir in (None, shipped / "mappings/un/cusres/d96b")
    described = adapter_for("edifact").describe(variant.spec)
    assert described == adapter_for("edifact").describe(Catalog.load([shipped]).get("un/cusres@d96b").spec)
    data = "UNB+UNOA:3+A+B+260101:1200+1'UNH+1+CUSRES:D:96B:UN:ZZ1'BGM+{}+1'UNT+3+1'UNZ+1+1'"
    for code, warned in (("ZZZ", False), ("961", True)):
        (inbound,) = receive(data.format(code).encode(), Catalog.load([shipped, root]), as_format=variant.id)
        assert bool([f for f in inbound.findings if f.code.id.startswith("EDI3")]) is warned, inbound.findings


def test_formats_share_blocks_and_values_through_a_shared_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_CACHE", str(tmp_path / "cache"))
    head = "source,model,convert,when,note\n"
    _write(
        tmp_path,
        {
            "schemas/xx/_shared/one/README.md": "Shared.",
            "mappings/xx/_shared/one/blocks/kinds.csv": f"{head}./type,./type,codes:types,,\n",
            "mappings/xx/_shared/one/values/types.csv": "native,model,direction,note\nI,IM,both,\n",
            **{
                f"{folder}/xx/{name}/1/{file}": text
                for name in ("left", "right")
                for folder, file, text in (
                    ("schemas", "format.toml", PARENT),
                    ("schemas", "message.xsd", SCHEMA),
                    ("mappings", "mapping.csv", f"{head}m/id,declaration/id,,,\nm,declaration,use:kinds,,\n"),
                )
            },
            "mappings/xx/right/1/values/types.csv": "native,model,direction,note\nI,EX,both,\n",
        },
    )
    catalog = Catalog.load([tmp_path])
    told = []
    for id in ("xx/left@1", "xx/right@1"):
        (inbound,) = receive(b"<m><id>1</id><type>I</type></m>", catalog, as_format=id)
        assert inbound.message is not None and inbound.message.declaration is not None
        told.append(inbound.message.declaration.type)
    assert told == ["IM", "EX"]


@pytest.mark.parametrize(("kind", "expected"), [("<kind>K</kind>", "yy/child@1"), ("", "xx/parent@1")])
def test_a_variant_that_narrows_its_base_goes_first(root: Path, kind: str, expected: str) -> None:
    (part,) = adapter_for("xml").split(f"<m><id>1</id>{kind}</m>".encode(), Limits())
    found = Catalog.load([shipped_root(), root]).identify(part)
    assert found.format is not None
    assert found.format.id == expected


def test_a_variant_with_the_conditions_of_its_base_is_not_told_from_it(root: Path) -> None:
    same = 'title = "Same"\nowner = "yy"\nextends = "xx/parent@1"\n'
    _write(root, {"schemas/yy/same/1/format.toml": same})
    (part,) = adapter_for("xml").split(b"<m><id>1</id></m>", Limits())
    found = Catalog.load([shipped_root(), root]).identify(part)
    assert found.format is None
    assert found.candidates == ("xx/parent@1", "yy/same@1")
