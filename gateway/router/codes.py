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
NOT_CORRELATED = Code(
    "RTE404",
    "answer-to-nothing-sent",
    "The answer names nothing that its sender was sent from here, so nobody can be given it; it is held.",
    "an acceptance of a declaration that went another way",
    "Ask its sender what it answers: our message id, the number, or the reference of what it was sent.",
    Severity.WARNING,
)
AMBIGUOUS = Code(
    "RTE405",
    "answer-to-several",
    "The answer fits several messages that its sender was sent, and does not say which it means; it is held.",
    "an answer that names only a consignment with two declarations",
    "Ask its sender to name one: by our message id, the control reference, or the number.",
    Severity.WARNING,
)
OUTPUT_REFUSED = Code(
    "RTE407",
    "output-refused-by-receiver",
    "The receiver could not read what was written for it; its sender is told, and cannot mend it.",
    "a negative acknowledgement of an interchange that the gateway wrote",
    "Compare the output with the receiver's guide; the format or its mapping here needs a correction.",
    Severity.WARNING,
)
NAMES_NOTHING = Code(
    "RTE406",
    "answer-without-reference",
    "The answer does not say what it answers; it is held.",
    "a release without number and reference",
    "Ask its sender to name what it answers, and look whether its format's mapping carries the reference.",
    Severity.WARNING,
)
