"""XPath in a format's own names: manifests and rules write paths without thinking of namespaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

DEFAULT = "gw-default"
"""XPath 1.0 has no default namespace; unprefixed names of a format get this prefix."""

_TOKEN = re.compile(
    r"'[^']*'|\"[^\"]*\"|[@$]?[A-Za-z_][\w.-]*(?::[A-Za-z_*][\w.-]*)?(?:\s*\(|::)?|.", re.DOTALL
)
_WORDS = {"and", "or", "div", "mod"}


def native_xpath(path: str, namespaces: Mapping[str, str]) -> etree.XPath:
    """Compile a path of a manifest; relative paths start at the document.

    Raises ValueError (XPathSyntaxError) for a path that XPath 1.0 does not have.
    """
    return _compiled(path, tuple(sorted(namespaces.items())))


@lru_cache(maxsize=4096)
def _compiled(path: str, namespaces: tuple[tuple[str, str], ...]) -> etree.XPath:
    known = {(prefix or DEFAULT): namespace for prefix, namespace in namespaces}
    written = qualified(path) if DEFAULT in known else path
    if re.match(r"[\w*]", written) and not re.match(r"[\w.-]+\s*\(", written):
        written = "/" + written
    try:
        return etree.XPath(written, namespaces=known)
    except etree.XPathSyntaxError as error:
        raise ValueError(f"{path!r} is not an XPath: {error}") from error


def qualified(path: str) -> str:
    """A path in which every unprefixed element name has the prefix of the default namespace."""
    tokens = _TOKEN.findall(path)
    return "".join(
        f"{DEFAULT}:{token}" if _is_name(token) and not _operator(token, tokens[:place]) else token
        for place, token in enumerate(tokens)
    )


def unprefixed(path: str) -> str:
    """A path in which no element or attribute name has a prefix."""
    return re.sub(_TOKEN, lambda match: _without_prefix(match[0]), path)


def _without_prefix(token: str) -> str:
    if token[0] in "'\"" or token.endswith(("::", "(")):
        return token
    return re.sub(r"^([@$]?)[\w.-]+:", r"\1", token)


def _is_name(token: str) -> bool:
    return token[0].isalpha() or token[0] == "_" if ":" not in token and "(" not in token else False


def _operator(token: str, before: list[str]) -> bool:
    previous = "".join(before).rstrip()
    return token in _WORDS and bool(previous) and previous[-1] not in "/[(@,=<>!|+-*"
