"""What the contract test needs to know of sheets."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec

SPEC = Spec(
    "xx/toy-csv@1",
    Path(__file__).parents[1] / "formats/schemas/xx/toy-csv/1",
    options={"root": "declaration"},
)
HEAD = b"Reference,Amount,Currency,Item number,Commodity code,Goods\r\n"
GOOD = [
    HEAD + b"A1,100.00,GBP,1,09021000,Green tea\r\n",
    "\ufeffref;Amount;Item number;Commodity code;Goods;Document 1 type;Document 1 number\n"
    'A1;12,5;1;09021000;"Tea, ""first""\nflush";N935;=1\n;;2;22084000;Rhum;;\n'.encode(),
]
BAD = HEAD + b"A1,1 kg,GPB,1,9021000,\r\n,,,2,09021000,Tea\r\n"
UNREADABLE = [
    b"", b"\n\n", HEAD, HEAD + b'A1,1,GBP,1,09021000,"Tea\n', HEAD + b'A1,1,GBP,1,09021000,"Tea" x\n',
    HEAD + b"A\x00", HEAD + b"A\x81\xff", b"PK\x03\x04_rels/", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Goods,Ref\nTea,A1\n",
]  # fmt: skip
NOT_THIS = [
    b"",
    b"UNB+UNOC:3,A,B'",
    b"<a,b/>",
    b'{"a":1,"b":2}',
    b"1",
    b'"id":"A1","b"',
    b"PK\x03\x04....",
    b"\x00,\x00",
    b"A0123 ACME, INC       20240101\nB   x\n",
    b"1,2,3\n",
]


def packed(**parts: str) -> bytes:
    """A zip file of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return file.getvalue()


LIMITS = {
    "bytes": (Limits(bytes=20), GOOD[0]),
    "elements": (Limits(elements=3), GOOD[0]),
    "attributes": (Limits(attributes=3), GOOD[0]),
    "text": (
        Limits(text=8),
        GOOD[0]
        .replace(b"Commodity code", b"hs")
        .replace(b"Item number", b"no")
        .replace(b"Reference", b"Ref"),
    ),
}
WITHOUT = {"namespaces", "depth"}
"""limits of what this syntax does not have"""
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
                  include_characters="\r\n\t=+-@'\",;<&_x"), min_size=1, max_size=12,
).filter(lambda text: bool(text.strip()))  # fmt: skip
"""texts that are there: blanks alone are an empty cell"""
numbers = st.decimals(-99999, 99999, places=3).map(lambda number: format(number, "f"))
days = st.dates().map(str)
ITEM = {
    "number": st.integers(0, 99999).map(str), "commodity_code": texts, "goods": texts, "mass": numbers,
    "loaded": st.one_of(days, st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))),
    "dangerous": st.sampled_from(["true", "false"]),
}  # fmt: skip


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """A tree as reading makes them: of any texts, with more documents than there are columns for, and an unknown column."""
    root = etree.Element("declaration")
    _leaf(root, "reference", draw(st.sampled_from(["A1", "=1", "'-2", "@", "\t1"])))
    for name, values in (
        ("amount", numbers),
        ("currency", st.sampled_from(["EUR", "XXX"])),
        ("prepared", days),
    ):
        if draw(st.booleans()):
            _leaf(root, name, draw(values))
    if draw(st.booleans()):
        exporter = etree.SubElement(root, "exporter")
        _leaf(exporter, "name", draw(texts))
    for _ in range(draw(st.integers(0, 3))):
        item = etree.SubElement(root, "item")
        _leaf(item, "number", draw(ITEM["number"]))
        for name in ("commodity_code", "goods", "mass", "loaded", "dangerous"):
            if draw(st.booleans()):
                _leaf(item, name, draw(ITEM[name]))
        for _ in range(draw(st.integers(0, 4))):
            document = etree.SubElement(item, "document")
            _leaf(document, "type", draw(texts))
            if draw(st.booleans()):
                _leaf(document, "number", draw(texts))
        if draw(st.booleans()):
            _leaf(item, "column.Colour_x20__x28_x_x29_", draw(texts))
    return root
