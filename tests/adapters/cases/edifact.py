"""What the contract test needs to know of EDIFACT."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Node, Spec
from gateway.adapters.edifact import adapter

SPEC = Spec(
    "xx/toy-edi@1", Path(__file__).parents[1] / "formats/schemas/xx/toy-edi/1", options={"root": "TOYMSG"}
)  # fmt: skip


def interchange(*segments: str, header: str = "UNB+UNOC:3+A:ZZ+B+260101:1200+R1", una: str = "") -> bytes:
    """An interchange of one message `TOYMSG`, its trailers right."""
    message = ["UNH+1+TOYMSG:D:01A:XX", *segments]
    return "".join(
        f"{each}'" for each in [una + header, *message, f"UNT+{len(message) + 1}+1", "UNZ+1+R1"]
    ).encode("utf-8" if "UNOW" in header else "iso8859-1")


BODY = (
    "BGM+380+X1+9", "DTM+137:20260101:102", "FTX+AAI++a:b::c", "DTM+2:20260102:102", "RFF+ON:1", "DTM+3:20260103:102",
    "NAD+BY+1:2:3+x::y+GB", "FTX+AAI+z", "UNS+D", "LIN+1+a:1+b++1234", "MOA+1:2,5:EUR", "RFF+AA:it?'s & so",
    "LIN+2", "UNS+S", "CNT+1:2",
)  # fmt: skip
GOOD = [
    interchange(*BODY),
    interchange("BGM+380+Zoë", "FTX+AAI+Café", "UNS+D", "LIN+1", "UNS+S", "CNT+1:1", header="UNB+UNOW:4+A+B+260101:1200+R1"),
    interchange(*BODY).replace(b"'", b"'\r\n").replace(b"?'\r\n", b"?'"),
]  # fmt: skip
BAD = interchange("BGM+380+X1+9", "ZZZ+1", "FTX+AAIX++a", "UNS+D", "LIN+one", "UNS+S", "CNT+1:2:3")
UNREADABLE = [
    b"", b" ", b"UNB", b"UNA:+.", b"UNA''''''UNB+'", b"UNH+1'", b"UIB+UNOC:4'", b"UNB+UNOC:3'UNZ+0+'", b"UNB+UNOC:3'",
    "UNB+UNOC:3'".encode("utf-16"),
]  # fmt: skip
NOT_THIS = [b"", b"<UNB/>", b"{}", b"a,b", b"UNBELIEVABLE"]
# EDIFACT has neither attributes nor namespaces: those limits are the elements of one segment and the
# components of one element. A message nests as deeply as its definition lets it.
LIMITS = {
    "bytes": (Limits(bytes=20), GOOD[0]),
    "depth": (Limits(depth=5), GOOD[0]),
    "elements": (Limits(elements=3), GOOD[0]),
    "attributes": (Limits(attributes=2), GOOD[0]),
    "namespaces": (Limits(namespaces=2), GOOD[0]),
    "text": (Limits(text=10), GOOD[0]),
}
_DIGITS = {"[0-9]*": "0123456789", "[^0-9]*": "ABCxyz"}
TEXTS = st.characters(codec="iso8859-1", exclude_categories=("Cc",), include_characters="+:'?*&<>.,")


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """Any message of the toy definition, with the texts of its syntax identifier."""
    root = draw(_nodes(adapter.describe(SPEC)))
    syntax = root.find("UNB/S001")
    for child in list(syntax):
        syntax.remove(child)
    for name, value in (("E0001", "UNOC"), ("E0002", draw(st.sampled_from("34")))):
        etree.SubElement(syntax, name).text = value
    root.find("UNH/S009/E0065").text = "TOYMSG"
    return root


@st.composite
def _nodes(draw: st.DrawFn, node: Node) -> etree._Element:
    made = etree.Element(node.name)
    if node.facets is not None:
        made.text = draw(_values(node))
    for child in node.children:
        least = child.minimum
        # An element whose components are all optional is there only with one of them.
        for _ in range(draw(st.integers(least, max(least, min(child.maximum or 2, 2))))):
            below = draw(_nodes(child))
            if (
                len(below)
                or below.text
                or (not below.tag.startswith(("C", "S0", "SG")) or below.tag == "CNT")
            ):
                made.append(below)
    return made


def _values(node: Node) -> st.SearchStrategy[str]:
    facets = node.facets
    assert facets is not None
    if facets.base == "decimal":
        return st.decimals(0, 99, places=2).map(str) if (facets.digits[0] or 0) > 3 else st.just("7")
    characters = _DIGITS.get(facets.patterns[0]) if facets.patterns else TEXTS
    least = facets.min_length or 1
    most = facets.max_length if facets.min_length else min(facets.max_length or 9, 9)
    return st.text(characters, min_size=least, max_size=max(least, most or 9))


MARKS = "+:'?*!\"%&/()=-;<>@[]\\^_{|}~#$\x1c\x1d\x1f"


@st.composite
def service_strings(draw: st.DrawFn) -> str:
    """Five different characters and a decimal mark; the repetition character may be left out."""
    component, element, release, repetition, terminator = draw(st.permutations(MARKS))[:5]
    repetition = draw(st.sampled_from([repetition, " "]))
    return f"{component}{element}{draw(st.sampled_from('.,'))}{release}{repetition}{terminator}"


def spec(**options: object) -> Spec:
    return replace(SPEC, options={"root": "TOYMSG", **options})
