"""Tables are made from samples of records, and what was drafted reads them and writes them as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.adapters.draft import Draft, Undraftable
from gateway.adapters.flat import adapter
from gateway.adapters.flat.infer import from_samples, notes
from gateway.formats.native import native_xpath

PARTED = b"HDR|A|TOYORDER|77|20260514\nLIN|1|Tea|12.50\nTXT|green\nLIN|2|Rhum|3.00\nTXT|brown\nTXT|old\nTRL|77\n".replace(
    b"|", b"\x1d"
)
TABLES = b"HREC\x1dA\x1dMSG1\x1d55\n<TABLE>MAIN\nF\x1d1\x1d20260101\n<TABLE>ROWS\nF\x1d1\x1dTea\nF\x1d2\x1dRhum\nTREC\x1d55\n"
COLUMNS = b"HD REF001      20260514\nIT 00001  Green tea   12\nIT 00002  Rhum         3\nED REF001\n"


def spec_of(draft: Draft, folder: Path) -> Spec:
    for name, data in draft.files.items():
        (folder / name).write_bytes(data)
    return Spec("xx/drafted@1", folder, options={**draft.options})


@pytest.mark.parametrize("data", [PARTED, TABLES, COLUMNS])
def test_what_was_drafted_reads_its_samples_without_findings_and_writes_them_as_they_were(
    data: bytes, tmp_path: Path
) -> None:
    draft = from_samples([("a", data)])
    spec = spec_of(draft, tmp_path)
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, spec, Limits())
    assert adapter.check(tree, spec) == [] and part.repairs == []
    assert b"\n".join(line.rstrip() for line in adapter.write(tree, spec).split(b"\n")) == data
    assert all(native_xpath(condition, {})(part.head) for condition in draft.when)


def test_records_that_take_turns_stand_below_each_other(tmp_path: Path) -> None:
    draft = from_samples([("a", PARTED)])
    spec = spec_of(draft, tmp_path)
    assert draft.options["order"] == "nested"
    (part,) = adapter.split(PARTED, Limits())
    root = adapter.read(part, spec, Limits()).root
    assert [len(line) for line in root.iterfind("LIN")] == [4, 5]
    assert notes(spec)["message", "LIN", "field_3"] == "LIN field 3"


def test_headers_of_several_samples_tell_how_the_format_is_known() -> None:
    draft = from_samples([("a", PARTED), ("b", PARTED.replace(b"77", b"78"))])
    assert draft.root == "flat" and draft.when == ("flat/HDR", "flat/HDR/field.3[.='TOYORDER']")


def test_what_is_no_record_is_refused_with_words() -> None:
    with pytest.raises(Undraftable, match="does not look like records"):
        from_samples([("letter.txt", b"Dear all,\nhello.\n")])
    with pytest.raises(Undraftable, match="another separator"):
        from_samples([("a", PARTED), ("b", PARTED.replace(b"\x1d", b"^"))])
