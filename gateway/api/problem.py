"""Problems: every failure is answered in the one shape of RFC 9457, whoever noticed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.api.answer import Json
from gateway.api.language import content_language, told
from gateway.findings.language import ENGLISH, words
from gateway.findings.phrases import phrase

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:trade-gateway:problem:"
"""what the `type` of a problem begins with; its name follows"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: the end of its `type`, the status and the title."""

    name: str
    status: int
    title: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bad-header", 400, "A header cannot be used"),
        Kind("bad-parameter", 400, "A parameter cannot be used"),
        Kind("bad-request", 400, "The request cannot be used"),
        Kind("ambiguous-credentials", 400, "The credentials belong to different partners"),
        Kind("digest-mismatch", 400, "The body is not the one that Content-Digest tells of"),
        Kind("unauthenticated", 401, "A valid API key is needed"),
        Kind("forbidden", 403, "This may not be done with this API key"),
        Kind("not-found", 404, "There is no such thing"),
        Kind("method-not-allowed", 405, "The method does not apply here"),
        Kind("not-acceptable", 406, "The answer does not exist in an accepted media type"),
        Kind("conflict", 409, "The reference belongs to another message"),
        Kind("body-too-large", 413, "The body is too large"),
        Kind("unsupported-media-type", 415, "The body is of no media type that is read here"),
        Kind("message-rejected", 422, "The message was rejected"),
        Kind("not-translated", 422, "The message cannot be translated"),
        Kind("idempotency-key-reused", 422, "The idempotency key belongs to another submission"),
        Kind("failure", 500, "The gateway failed"),
        Kind("unavailable", 503, "The gateway cannot answer at present"),
    )
}
"""every kind of problem by name; docs/http.md lists them"""

_BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())} | {400: KINDS["bad-request"]}


class Problem(Exception):
    """A request that is refused; `more` are further members of the answer."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.kind = KINDS[kind]
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more

    @classmethod
    def of_status(cls, status: int, headers: Mapping[str, str] | None = None) -> Problem:
        """The problem that an HTTP status of the framework means."""
        kind = _BY_STATUS.get(status, KINDS["bad-request" if status < 500 else "failure"])
        return cls(kind.name, kind.title.lower(), headers=headers)

    def answer(self, language: str = ENGLISH) -> Json:
        """The response, with title, detail and findings in a language."""
        title = self.kind.title if language == ENGLISH else words(language)[f"problem.{self.kind.name}"]
        content = {
            "type": TYPE + self.kind.name,
            "title": title,
            "status": self.kind.status,
            "detail": phrase(self.detail, language),
            **told(self.more, language),
        }
        headers = {**self.headers, **content_language(language)}
        return Json(content, self.kind.status, headers=headers, media_type=MEDIA_TYPE)
