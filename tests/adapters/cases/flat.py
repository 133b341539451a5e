"""What the contract test needs to know of flat records."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec

FOLDER = Path(__file__).parents[1] / "formats/schemas/xx"
SPEC = Spec(
    "xx/toy-flat@1",
    FOLDER / "toy-flat/1",
    options={
        "root": "declaration",
        "separator": "\x1d",
        "terminator": "\r\n",
        "section": "<TABLE>",
        "encoding": "utf-8",
    },
)
FIXED = Spec(
    "xx/toy-fixed@1",
    FOLDER / "toy-fixed/1",
    options={"root": "declaration", "order": "nested", "encoding": "latin-1"},
)


def lines(*records: str, end: str = "\n") -> bytes:
    """A file of records, with `^` as their separator."""
    return "".join(record.replace("^", "\x1d") + end for record in records).encode()


ONE = (
    "HDR^A^TOYFLAT^77^20260514^1015", "<TABLE>MAIN", "F^12^0123456789", "<TABLE>INVOICE", "F^12^1^100.50^EUR",
    "A^12^2^7^INR", "<TABLE>ITEM", "12^1^1^Green tea^1.5", "12^2^1^Rhum", "12^1^2^Black tea^", "<TABLE>DOC",
    "12^2^1^N380^20260501", "12^1^^N730", "12^^^Y900^", "<TABLE>NOTE", "Fragile", "TRL^77",
)  # fmt: skip
GOOD = [
    lines(*ONE, end="\r\n"),
    lines(*ONE, "", *(record.replace("77", "78").replace("<TABLE>INVOICE", "<TABLE>INV") for record in ONE)),
]
BAD = lines(
    "HDR^A^TOYFLAT^77^20260230^", "<TABLE>MAIN", "X^12^1", "<TABLE>INVOICE", "F^13^1^1,5^GPB^more", "<TABLE>DOC", "12^9^9^N380",
    "<TABLE>WHAT", "1^2", "TRL^78",
)  # fmt: skip
UNREADABLE = [b"", b"\n\n", b" \r\n", b"\xef\xbb\xbf"]
NOT_THIS = [
    b"",
    b"UNB+UNOC:3+A+B'",
    b"<HDR\x1dA/>",
    b'{"a": 1}',
    b"Reference,Amount\nA1,2\n",
    b"PK\x03\x04....",
    b"A line of words.\nAnd another.\n",
    b"\x1dHDR\x1d",
]
LIMITS = {
    "bytes": (Limits(bytes=20), GOOD[0]),
    "elements": (Limits(elements=12), GOOD[0]),
    "text": (Limits(text=8), GOOD[0].replace(b"0123456789", b"1").replace(b"20260514", b"2")),
}
WITHOUT = {"namespaces", "depth", "attributes"}
"""limits of what this syntax does not have"""
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\t,;|\"'<&"),
    min_size=1, max_size=12,
).filter(lambda text: bool(text.strip()))  # fmt: skip
"""texts that are there: blanks alone are an empty field"""
numbers = st.integers(1, 9999).map(str)


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _maybe(draw: st.DrawFn, parent: etree._Element, name: str, values: st.SearchStrategy[str]) -> None:
    if draw(st.booleans()):
        _leaf(parent, name, draw(values))


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """A tree as reading makes them: of any texts, with surplus fields, unknown records and some without their parent."""
    root = etree.Element("declaration")
    head = etree.SubElement(root, "HDR")
    _maybe(draw, head, "sender", texts)
    _leaf(head, "kind", "TOYFLAT")
    _maybe(draw, head, "control", numbers)
    main = etree.SubElement(root, "MAIN")
    _leaf(main, "action", draw(texts))
    _leaf(main, "job", draw(numbers))
    documents = []
    for serial in range(1, draw(st.integers(0, 3)) + 1):
        invoice = etree.SubElement(root, "INVOICE")
        _leaf(invoice, "serial", str(serial))
        _maybe(draw, invoice, "amount", texts)
        for number in range(1, draw(st.integers(0, 3)) + 1):
            item = etree.SubElement(invoice, "ITEM")
            _leaf(item, "number", str(number))
            _maybe(draw, item, "goods", texts)
            _maybe(draw, item, "field.9", texts)
            documents.append(item)
        documents.append(invoice)
    for parent in [*documents, root]:
        for _ in range(draw(st.integers(0, 2))):
            document = etree.SubElement(parent, "DOC")
            _leaf(document, "type", draw(texts))
    for _ in range(draw(st.integers(0, 1))):
        lost = etree.SubElement(root, "DOC")
        _leaf(lost, "invoice", "77")
        _leaf(lost, "item", draw(numbers))
        _leaf(lost, "type", draw(texts))
    if draw(st.booleans()):
        trailer = etree.SubElement(root, "TRL")
        _maybe(draw, trailer, "control", st.just("99999"))
    if draw(st.booleans()):
        unknown = etree.SubElement(root, "record.W.21._1")
        _leaf(unknown, "field.2", draw(texts))
    return root
