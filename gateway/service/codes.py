"""Finding codes of the service: partners and their files, submissions, deliveries."""

from __future__ import annotations

from gateway.findings import Code

PARTNERS_UNREADABLE = Code(
    "PRT001",
    "partners-unreadable",
    "The file of partners is missing or is not TOML.",
    "`id = agency` without quotes",
    "Correct the file; the finding names the line that TOML objects to.",
)
PARTNER_KEY_UNKNOWN = Code(
    "PRT101",
    "partner-key-unknown",
    "A partner has a key that means nothing here.",
    '`endpoit = "https://..."`',
    "Correct the key; the nearest known keys are given.",
)
PARTNER_KEY_MISSING = Code(
    "PRT102",
    "partner-key-missing",
    "A partner lacks a key that every one needs.",
    "a partner without an id",
    "Give it what the finding names.",
)
PARTNER_VALUE = Code(
    "PRT201",
    "partner-value-wrong",
    "A key of a partner holds something that it cannot hold.",
    "an API key where its hash belongs",
    "Write what the finding expects; docs/partners.md shows every key.",
)
PARTNER_TWICE = Code(
    "PRT202",
    "partner-id-twice",
    "Two partners have the same id.",
    "two partners with the id `agency`",
    "Give each partner its own id.",
)
REFERENCE_TAKEN = Code(
    "SUB401",
    "reference-taken-by-other-content",
    "The sender has used this reference before, for a message of the same purpose with other content.",
    "a corrected declaration under the number of the one that was accepted",
    "Give the message a reference of its own, or send it as an amendment.",
)
KEY_REUSED = Code(
    "SUB402",
    "idempotency-key-reused",
    "The idempotency key belongs to another submission, whose bytes were not these.",
    "one key for all messages of a day",
    "Make a key for each submission, and keep it only for repeating that one.",
)
FORMAT_NOT_AGREED = Code(
    "SUB403",
    "format-not-agreed",
    "The message is of a format that this partner has not agreed to send.",
    "an export declaration from a partner that sends licences",
    "Send it under the partner that it is agreed with, or have the agreement extended.",
)
SENDER_NOT_CALLER = Code(
    "SUB901",
    "sender-not-of-caller",
    "The sender that the message names does not belong to the partner that submitted it.",
    "a declaration of one trader, sent with the key of another",
    "Send it with the key of the partner that the sender belongs to.",
)
"""security: messages are accepted only from those whom they name"""
OUTPUT_FAILED = Code(
    "SUB902",
    "output-not-made",
    "Writing the message for a receiver failed within the gateway; the message itself is safe.",
    "a mistake in a converter of the receiver's mapping",
    "Report it with the message id; once it is corrected, the message can be written again.",
)
