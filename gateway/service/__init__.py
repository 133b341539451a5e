"""The service: the only place that orders side effects; settings, partners, submit, deliver."""

from gateway.service.catalogue import load_codes
from gateway.service.gateway import Flow, Gateway
from gateway.service.logs import Log
from gateway.service.partners import Endpoint, Partner, Partners, hash_key, new_key
from gateway.service.refusals import (
    Disabled,
    KeyReused,
    Misconfigured,
    NotFound,
    Refused,
    Unauthenticated,
)
from gateway.service.settings import Settings
from gateway.service.submission import Item, Submission, receipt_of

__all__ = [
    "Disabled",
    "Endpoint",
    "Flow",
    "Gateway",
    "Item",
    "KeyReused",
    "Log",
    "Misconfigured",
    "NotFound",
    "Partner",
    "Partners",
    "Refused",
    "Settings",
    "Submission",
    "Unauthenticated",
    "hash_key",
    "load_codes",
    "new_key",
    "receipt_of",
]
