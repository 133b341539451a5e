"""Finding codes of routing: mistakes in `subscriptions.toml`, and messages that nobody takes."""

from __future__ import annotations

from gateway.findings import Code, Severity

FILE_UNREADABLE = Code(
    "RTE001",
    "subscriptions-unreadable",
    "The file of subscriptions is missing or is not TOML.",
    "`to = risk` without quotes",
    "Correct the file; the finding names the line that TOML objects to.",
)
KEY_UNKNOWN = Code(
    "RTE101",
    "subscription-key-unknown",
    "A subscription has a key that means nothing here.",
    '`comodity = ["8703"]`',
    "Correct the key; the nearest known keys are given.",
)
KEY_MISSING = Code(
    "RTE102",
    "subscription-key-missing",
    "A subscription lacks a key that every one needs.",
    "a subscription without `to`",
    "Give it a name, the partner that it is for (`to`), and the `format` that this partner gets.",
)
VALUE_WRONG = Code(
    "RTE201",
    "subscription-value-wrong",
    "A key of a subscription holds something that it cannot hold.",
    "`commodity = 8703`, a number where text is needed",
    "Write a text in quotes, or a list of such texts.",
)
NAME_TWICE = Code(
    "RTE202",
    "subscription-name-twice",
    "Two subscriptions have the same name, so that a decision could not name the one it means.",
    "two subscriptions named `risk`",
    "Give each subscription its own name.",
)
UNKNOWN_PARTNER = Code(
    "RTE401",
    "subscription-for-unknown-partner",
    "A subscription is for a partner that does not exist.",
    '`to = "rsik"`',
    "Correct the id, or add the partner to the file of partners.",
)
UNKNOWN_FORMAT = Code(
    "RTE402",
    "subscription-in-unknown-format",
    "A subscription asks for a format that does not exist here, or that the partner does not accept.",
    '`format = "xx/example@9"`',
    "Name a format that `gateway formats list` shows and that the partner accepts, or `model`.",
)
NOBODY = Code(
    "RTE403",
    "no-receiver",
    "The message is good, and no subscription takes it; it is held where an operator sees it.",
    "a cancellation, while all subscriptions ask for originals",
    "Add a subscription for messages of this kind; the trace of the message says why none fits.",
    Severity.WARNING,
)
