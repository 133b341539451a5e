"""In which language a client is told what was found: its `Accept-Language`, else that of its partner, else English."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from starlette.datastructures import Headers

from gateway.findings.language import ENGLISH, preferred
from gateway.findings.telling import stored_in_language

_FINDINGS = ("findings", "outputFindings")


def language_of(scope: MutableMapping[str, Any]) -> str:
    """The language of a request, as far as it is known who asks."""
    asked = preferred(",".join(Headers(scope=scope).getlist("Accept-Language")))
    known: str = scope.get("state", {}).get("language", ENGLISH)
    return asked or known


def told(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The members of an answer with all findings in them in the language."""
    return {name: _told(name, value, language) for name, value in content.items()}


def _told(name: str, value: Any, language: str) -> Any:
    if language == ENGLISH:
        return value
    if name in _FINDINGS:
        return [stored_in_language(finding, language) for finding in value]
    return [told(one, language) for one in value] if name == "messages" else value


def content_language(language: str) -> dict[str, str]:
    """The header that names the language; English is said without it."""
    return {} if language == ENGLISH else {"Content-Language": language}
