"""Partners: who may send, who receives, where and in which formats; data in `partners.toml`."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
)

from gateway.findings import Code, Finding, Stage, Where
from gateway.findings.language import ENGLISH, LANGUAGES
from gateway.service import codes
from gateway.service.leniency import may_lower
from gateway.service.refusals import Disabled, Misconfigured, Unauthenticated

KEY_HASH = r"^sha256:[0-9a-f]{32}:[0-9a-f]{64}$"
ID = r"^[a-z0-9][a-z0-9._-]{0,99}$"

Scope = Literal["submit", "receive", "operate", "reveal"]


class Endpoint(BaseModel):
    """Where messages are pushed to. `secret` signs them; `env:NAME` reads it from the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    secret: SecretStr | None = None
    allow_networks: tuple[IPvAnyNetwork, ...] = ()

    def signing_secret(self) -> str | None:
        """The secret itself. Raises KeyError when the environment lacks it."""
        text = self.secret.get_secret_value() if self.secret else None
        return os.environ[text[4:]] if text and text.startswith("env:") else text


class Partner(BaseModel):
    """A house that sends or receives messages. Empty lists of formats mean any format."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=ID)]
    name: str = ""
    roles: tuple[str, ...] = ()
    key_hash: tuple[Annotated[str, StringConstraints(pattern=KEY_HASH)], ...] = Field((), repr=False)
    identifiers: tuple[str, ...] = ()
    """the senders that may stand in its messages; empty means that they are not looked at"""
    sends: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    interchange_id: Annotated[str, StringConstraints(min_length=1, max_length=35)] | None = None
    """who it is in the envelopes of what it is sent; without one its id"""
    answers_format: str | None = None
    """the format of the answers to what it sent; without one that which the sent format names"""
    language: str = ENGLISH
    """the language in which the gateway tells it findings, of `gateway.findings.language`"""
    endpoint: Endpoint | None = None
    scopes: tuple[Scope, ...] = ("submit", "receive")
    leniency: Mapping[str, Literal["warning", "info"]] = {}
    """finding codes whose severity is lowered by agreement: code = severity"""
    store_ledger: bool = False
    test: bool = False
    """a test partner: its messages are tests, and it receives nothing else"""
    disabled: bool = False

    @field_validator("leniency")
    @classmethod
    def _lowerable(cls, agreed: Mapping[str, str]) -> Mapping[str, str]:
        fixed = [code for code in agreed if not may_lower(code)]
        if fixed:
            raise ValueError(f"{', '.join(fixed)} (unreadable input, limits, security) cannot be lowered")
        return agreed

    @field_validator("language")
    @classmethod
    def _told_in(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise ValueError(f"there is no such language; there are {', '.join(LANGUAGES)}")
        return language

    def may(self, scope: Scope) -> bool:
        """Whether it has a scope."""
        return scope in self.scopes

    def agreed_to_send(self, format: str) -> bool:
        """Whether it may send a format, named with or without version."""
        return not self.sends or format in self.sends or format.partition("@")[0] in self.sends

    def agreed_to_accept(self, format: str) -> bool:
        """Whether it takes a format, named with or without version, or `model`."""
        return not self.accepts or format in self.accepts or format.partition("@")[0] in self.accepts


class Partners:
    """All partners by id, and the way from an API key to one of them."""

    def __init__(self, partners: list[Partner]) -> None:
        self._partners = {partner.id: partner for partner in partners}

    @classmethod
    def load(cls, path: Path | None) -> Partners:
        """The partners of a file; none without one. Raises Misconfigured with findings."""
        if path is None:
            return cls([])
        partners, findings = read_partners(path)
        if findings:
            raise Misconfigured(f"{path} cannot be used", findings)
        return cls(partners)

    def get(self, id: str) -> Partner | None:
        """A partner by id."""
        return self._partners.get(id)

    def __iter__(self) -> Iterator[Partner]:
        return iter(self._partners.values())

    def authenticate(self, key: str) -> Partner:
        """The partner of an API key. Raises Unauthenticated, or Disabled for a partner that is off."""
        found = next((p for p in self if any(_matches(key, hashed) for hashed in p.key_hash)), None)
        if found is None:
            raise Unauthenticated("no partner has this key")
        if found.disabled:
            raise Disabled(f"the partner {found.id} is disabled")
        return found


def new_key() -> str:
    """A fresh API key of 256 random bits; only its hash is kept."""
    return f"gwk_{secrets.token_urlsafe(32)}"


def hash_key(key: str, salt: str | None = None) -> str:
    """`sha256:salt:digest` of an API key, for `key_hash`.

    One round is enough: keys are random and long, unlike passwords (`new_key`).
    """
    salt = salt or secrets.token_hex(16)
    return f"sha256:{salt}:{hashlib.sha256(f'{salt}:{key}'.encode()).hexdigest()}"


def _matches(key: str, hashed: str) -> bool:
    return hmac.compare_digest(hash_key(key, hashed.split(":")[1]), hashed)


def read_partners(path: Path) -> tuple[list[Partner], list[Finding]]:
    """The partners of a file, and what is wrong with it; wrong ones are left out."""
    name = path.as_posix()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return [], [_finding(codes.PARTNERS_UNREADABLE, f"{name}: {error}", name)]
    findings = [_unknown(name, key, ["partner"]) for key in tables if key != "partner"]
    found: dict[str, Partner] = {}
    listed = tables.get("partner", [])
    if not isinstance(listed, list):
        told, expected = "partner is no list of tables", "tables that begin with [[partner]]"
        return [], [*findings, _finding(codes.PARTNER_VALUE, told, name, expected)]
    for number, entry in enumerate(listed, 1):
        place = f"{name}#partner[{number}]"
        partner, wrong = _partner(entry, place)
        if partner is not None and partner.id in found:
            wrong = [_finding(codes.PARTNER_TWICE, f"the id {partner.id} is used twice", place)]
        elif partner is not None:
            found[partner.id] = partner
        findings.extend(wrong)
    return list(found.values()), findings


def _partner(entry: Any, place: str) -> tuple[Partner | None, list[Finding]]:
    if isinstance(entry, dict) and isinstance(entry.get("key_hash"), str):
        entry = {**entry, "key_hash": [entry["key_hash"]]}
    try:
        return Partner.model_validate(entry), []
    except ValidationError as error:
        # What was found is left out: it may be a key or a secret.
        items = error.errors(include_url=False, include_input=False, include_context=False)
        return None, [_wrong(place, item["type"], item["loc"], item["msg"]) for item in items]


def _wrong(place: str, kind: str, steps: tuple[int | str, ...], told: str) -> Finding:
    where = ".".join([place, *map(str, steps)])
    key = str(steps[-1]) if steps else ""
    if kind == "extra_forbidden":
        known = Endpoint.model_fields if steps[0] == "endpoint" else Partner.model_fields
        return _unknown(where, key, list(known))
    if kind == "missing":
        return _finding(codes.PARTNER_KEY_MISSING, f"{key} is missing", where)
    return _finding(codes.PARTNER_VALUE, f"{key} cannot hold this: {told}", where)


def _unknown(place: str, key: str, known: list[str]) -> Finding:
    nearest = get_close_matches(key, known, 3, 0.5)
    expected = f"{'nearest' if nearest else 'one of'}: {', '.join(nearest or known)}"
    return _finding(codes.PARTNER_KEY_UNKNOWN, f"there is no key {key}", place, expected)


def _finding(code: Code, message: str, place: str, expected: str | None = None) -> Finding:
    where = Where(path=place)
    return Finding(code, message, Stage.RECEIVE, where, code.severity, expected=expected, help=code.fix)
