"""What the contract test needs to know of XML."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec

SPEC = Spec(
    "xx/toy@1", Path(__file__).parents[1] / "formats/schemas/xx/toy/1", options={"root": "{urn:example:dec:1}Declaration"}
)  # fmt: skip
_HEAD = '<Declaration xmlns="urn:example:dec:1">'
GOOD = [
    f"{_HEAD}<ID>A1</ID></Declaration>".encode(),
    f'<?xml version="1.0" encoding="UTF-16"?>{_HEAD}<ID>A1</ID></Declaration>'.encode("utf-16"),
]
BAD = f'{_HEAD}<Id>A1</Id><Amount colour="red">1e3</Amount><Amount>1</Amount></Declaration>'.encode()
UNREADABLE = [b"", b"<a", b"<a></b>", b"<a>&x;</a>", b"<a/><b/>", b"<!DOCTYPE a><a/>", b"\xff\xfe<\x00a"]
NOT_THIS = [b"", b"UNB+UNOC:3'", b"{}", b"a,b"]
LIMITS = {
    "bytes": (Limits(bytes=20), GOOD[0]),
    "depth": (Limits(depth=3), b"<a><a><a><a/></a></a></a>"),
    "elements": (Limits(elements=3), b"<a><b/><b/><b/></a>"),
    "attributes": (Limits(attributes=2), b'<a a1="1" a2="2" a3="3"/>'),
    "namespaces": (Limits(namespaces=2), b'<a xmlns:x="1" xmlns:y="2" xmlns:z="3"/>'),
    "text": (Limits(text=10), b"<a>12345678901</a>"),
}
_PREFIXES = {"d": "urn:example:dec:1", "x": "urn:x"}
_names = st.sampled_from(["a", "b", "{urn:example:dec:1}ID", "{urn:example:dec:1}Declaration", "{urn:x}c"])
_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff",
                  include_characters="\r\n\t<>&\"'"), max_size=12,
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> etree._Element:
    """Any element tree of a few levels, with text between elements."""
    # One prefix a namespace: lxml itself mixes names up when a moved element redefines a prefix.
    made = etree.Element(draw(_names), draw(st.dictionaries(_names, _texts, max_size=2)), _PREFIXES)
    made.text = draw(_texts) or None
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(trees(depth - 1))
        child.tail = draw(_texts) or None
        made.append(child)
    return made
