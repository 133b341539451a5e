"""The cache of compiled mappings: used when it is ours, left alone when it is not, never out of date."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.formats import Format
from gateway.formats import manifest as manifests
from gateway.mapping import compiled as compiling
from gateway.mapping.compiled import compiled
from tests.mapping.conftest import Make

SCHEMA = """
<xs:element name="m"><xs:complexType><xs:sequence>
  <xs:element name="a" type="xs:string"/>
</xs:sequence></xs:complexType></xs:element>
"""


@pytest.fixture
def format(make: Make) -> Format:
    return make(SCHEMA, "m/a,declaration/id,,,\n")


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the formats that were compiled, one entry each time."""
    done: list[str] = []
    real = compiling.compile_mapping

    def counted(format: Format) -> compiling.Compiled:
        done.append(format.id)
        return real(format)

    monkeypatch.setattr(compiling, "compile_mapping", counted)
    return done


def _file() -> Path:
    (file,) = Path(os.environ["GATEWAY_CACHE"]).glob("xx-tiny@1-*.bin")
    return file


def test_the_second_load_comes_from_the_cache(format: Format, compilations: list[str]) -> None:
    first, second = compiled(format), compiled(format)
    assert compilations == [format.id]
    assert second.code == first.code
    assert second.rows == first.rows


def test_a_changed_table_is_compiled_anew(format: Format, compilations: list[str]) -> None:
    compiled(format)
    assert format.mapping_dir is not None
    (format.mapping_dir / "mapping.csv").write_text(
        "source,model,convert,when,note\nm/a,declaration/functionalReferenceId,,,\n", "utf-8"
    )
    # What a new process starts with: the revision of the folders is worked out once in each.
    manifests._revision.cache_clear()
    again = compiled(replace(format))
    assert len(compilations) == 2
    assert [step.name for step in again.rows[0].models[0]] == ["declaration", "functionalReferenceId"]


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_is_not_read(mode: int, format: Format, compilations: list[str]) -> None:
    compiled(format)
    _file().chmod(mode)
    compiled(format)
    assert len(compilations) == 2


def test_a_folder_that_others_can_write_to_is_not_read(format: Format, compilations: list[str]) -> None:
    compiled(format)
    _file().parent.chmod(0o777)
    compiled(format)
    assert len(compilations) == 2


def test_the_folder_is_made_for_the_user_alone(format: Format) -> None:
    compiled(format)
    assert _file().parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05N."])
def test_a_broken_file_is_replaced(content: bytes, format: Format, compilations: list[str]) -> None:
    compiled(format)
    _file().write_bytes(content)
    compiled(format)
    compiled(format)
    assert len(compilations) == 2


def test_a_cache_that_cannot_be_written_costs_time_only(
    format: Format, compilations: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a-file"
    file.write_text("", "utf-8")
    monkeypatch.setenv("GATEWAY_CACHE", str(file / "below"))
    assert compiled(format).rows == compiled(format).rows
    assert len(compilations) == 2
