"""The equality of messages: it sees every value and their order, and nothing of how they are laid out."""

from __future__ import annotations

import pytest

from gateway.formats import Catalog, Format
from gateway.pipeline import differences

NAMESPACE = "urn:example:trade-gateway:declaration:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = '<declaration xmlns="{0}" kind="EX"><reference>A 1</reference><prepared>2024-06-03</prepared></declaration>'

SAME = [
    pytest.param(OURS.replace("<prepared>", "<!-- said twice --><prepared>"), id="comments"),
    pytest.param(OURS.replace("<prepared>", "<?x y?><prepared>"), id="processing-instructions"),
    pytest.param(OURS.replace("<prepared>", "\n\t  <prepared>"), id="indentation"),
    pytest.param(
        OURS.replace(' kind="EX"', f' kind="EX" xmlns:xsi="{XSI}" xsi:schemaLocation="a b"'),
        id="xsi-attributes",
    ),
    pytest.param(
        '<d:declaration xmlns:d="{0}" kind="EX"><d:reference>A 1</d:reference>'
        "<d:prepared>2024-06-03</d:prepared></d:declaration>",
        id="prefixes",
    ),
    pytest.param(OURS.replace("A 1", "<![CDATA[A 1]]>"), id="character-data-sections"),
]
OTHER = [
    pytest.param(OURS.replace("A 1", "A 2"), ["/declaration/reference"], id="a-value"),
    pytest.param(OURS.replace("A 1", "A 1 "), ["/declaration/reference"], id="a-space-in-a-value"),
    pytest.param(OURS.replace("EX", "IM"), ["/declaration/@kind"], id="an-attribute"),
    pytest.param(OURS.replace(' kind="EX"', ""), ["/declaration/@kind"], id="a-missing-attribute"),
    pytest.param(
        OURS.replace("<prepared>2024-06-03</prepared>", ""), ["/declaration/prepared"], id="a-missing-element"
    ),
    pytest.param(
        OURS.replace("<prepared>", "<number>1</number><prepared>"),
        ["/declaration/prepared", "/declaration/prepared"],
        id="one-element-more",
    ),
    pytest.param(
        '<declaration xmlns="{0}" kind="EX"><prepared>2024-06-03</prepared><reference>A 1</reference></declaration>',
        ["/declaration/reference", "/declaration/prepared"],
        id="the-order-of-elements",
    ),
    pytest.param(OURS.replace("<prepared>", "stray<prepared>"), ["/declaration"], id="text-between-elements"),
]


@pytest.fixture
def example(catalog: Catalog) -> Format:
    return catalog.get("xx/example@1")


def _bytes(text: str) -> bytes:
    return text.replace("{0}", NAMESPACE).encode()


@pytest.mark.parametrize("other", SAME)
def test_the_layout_makes_no_difference(other: str, example: Format) -> None:
    assert differences(_bytes(OURS), _bytes(other), example) == []


@pytest.mark.parametrize(("other", "paths"), OTHER)
def test_what_a_message_says_makes_a_difference(other: str, paths: list[str], example: Format) -> None:
    assert differences(_bytes(OURS), _bytes(other), example) == paths
