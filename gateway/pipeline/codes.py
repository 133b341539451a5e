"""Finding codes of the flow itself."""

from __future__ import annotations

from gateway.findings import Code, Severity

NO_SYNTAX = Code(
    "REC001",
    "syntax-not-recognised",
    "The bytes look like no syntax that the gateway reads.",
    "a PDF file, or an empty one",
    "Send the message itself, not a picture or an archive of it; `gateway formats list` shows what is read.",
)
UNKNOWN_FORMAT = Code(
    "REC101",
    "unknown-format-named",
    "The format that the sender named does not exist here.",
    "`xx/example@9.9`",
    "Name one of the formats that `gateway formats list` shows, or none, to have it identified.",
)
OUTPUT_UNREADABLE = Code(
    "OUT001",
    "output-not-readable",
    "What was written for the receiver cannot be read again, so it is not sent.",
    "a control character in a free text",
    "Remove the characters that the target's syntax cannot carry from the value that the finding names.",
)
POINTER_LOST = Code(
    "OUT501",
    "pointer-not-translated",
    "A place that the receiver named in what it got is not found in what the sender wrote; it is left out.",
    "a pointer to a segment that the gateway makes itself, such as a count",
    "Look at the answer as it came: it has the place in the receiver's terms.",
    Severity.WARNING,
)
