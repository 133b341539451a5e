"""What the contract test needs to know of JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec
from gateway.formats.adapters import adapter_for

SPEC = Spec(
    "xx/toy-json@1", Path(__file__).parents[1] / "formats/schemas/xx/toy-json/1", options={"root": "Declaration"}
)  # fmt: skip
GOOD = [
    b'{"id":"A1","amount":"100.00","currency":"GBP"}',
    b' [{"id":"A1","rate":1.50,"lines":[{"number":1}]} ,\n{"id":"A2"}]\n',
]
BAD = b'{"id":"A1","Amount":"1","currency":"GPB","rate":101,"lines":[{"last":"no"}],"lines2":[]}'
UNREADABLE = [
    b"", b"{", b'{"id"}', b'{"id":"A1",}', b'{"id":"A1"} {}', b"[]", b"[1]", b'{"id":"\xff"}', b'{"a":1,"a":2}',
    b'{"a":NaN}', b'{"a":01}', b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b'{"a":"\t"}', b'{"a":1e400}', b"{'a':1}",
]  # fmt: skip
NOT_THIS = [b"", b"UNB+UNOC:3'", b"<a/>", b"a,b", b'"id"', b"1"]
LIMITS = {
    "bytes": (Limits(bytes=20), GOOD[0]),
    "depth": (Limits(depth=3), b'{"a":{"a":[{"a":1}]}}'),
    "elements": (Limits(elements=3), b'{"a":[1,2,3]}'),
    "attributes": (Limits(attributes=2), b'{"a":1,"b":2,"c":3}'),
    "text": (Limits(text=10), b'{"a":"12345678901"}'),
}
WITHOUT = {"namespaces"}
"""limits of what this syntax does not have"""
_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff",
                  include_characters="\r\n\t<>&\"'\\/"), max_size=12,
)  # fmt: skip
_names = st.one_of(
    st.sampled_from(["id", "amount", "rate", "lines", "number", "marks", "grid", "last", "@id", "a.b", ""]),
    _texts.filter(str.isprintable),
)
_scalars = st.one_of(
    _texts,
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
)
_values: st.SearchStrategy[Any] = st.recursive(
    _scalars, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_names, inner, max_size=3)), max_leaves=8
)  # fmt: skip
values = st.dictionaries(_names, _values, max_size=5)
"""any object, with names and types that the schema has and others"""


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """The tree of any object."""
    adapter = adapter_for("json")
    (part,) = adapter.split(json.dumps(draw(values)).encode(), Limits())
    return adapter.read(part, SPEC, Limits()).root
