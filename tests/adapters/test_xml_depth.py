"""The quick proof that a document is not too deep never claims what is not so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters.xml.limiting import _surely_within

TEXTS = st.sampled_from(
    ["", "a", "/", "a/b>c", "<!-- <x> -->", "<![CDATA[<a></a>]]>", "<?p </a>?>", "<b/>", "<b x='/>'></b>"]
)
ATTRIBUTES = st.sampled_from(["", " x='/'", ' x="/>"', ' x="a>b"', " x='1/2'"])


@st.composite
def documents(draw: st.DrawFn, depth: int = 4) -> str:
    inner = "".join(draw(documents(depth - 1)) for _ in range(draw(st.integers(0, 2)))) if depth else ""
    return f"<a{draw(ATTRIBUTES)}>{draw(TEXTS)}{inner}{draw(TEXTS)}</a>"


def depth_of(node: etree._Element) -> int:
    return 1 + max((depth_of(child) for child in node.iterchildren("*")), default=0)


@given(documents(), st.integers(1, 6))
def test_what_is_proven_is_so(text, most):
    root = etree.fromstring(text)
    if _surely_within(text.encode(), most):
        assert depth_of(root) <= most


def test_plain_documents_are_proven(real):
    deepest = depth_of(etree.fromstring(real))
    assert _surely_within(real, deepest)
    assert not _surely_within(real, deepest - 1)
