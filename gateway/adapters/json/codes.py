"""Finding codes of the JSON syntax."""

from __future__ import annotations

from gateway.findings import Code, Severity

EMPTY = Code(
    "JSN001", "no-bytes", "There is nothing to read.", "an empty file",
    "Send the message; an empty body often means that an export failed.",
)  # fmt: skip
ENCODING = Code(
    "JSN002", "encoding-not-utf-8", "The bytes are not UTF-8, in which JSON is exchanged.",
    "`\"Caf\\xe9\"` in ISO-8859-1, UTF-16", "Write the file in UTF-8.",
)  # fmt: skip
NOT_WELL_FORMED = Code(
    "JSN003", "not-well-formed", "The document breaks the rules of JSON, so nothing in it can be trusted.",
    "`{\"id\":\"A1\",}`", "Correct the document at the place named; programs that write JSON with a library do not make this mistake.",
)  # fmt: skip
TWO_DOCUMENTS = Code(
    "JSN004", "more-than-one-document", "There is something after the end of the document, often a second one.",
    "one object a line", "Send each message as a file of its own, or all of them in one array.",
)  # fmt: skip
DUPLICATE = Code(
    "JSN005", "member-twice", "An object has two members of the same name, of which readers take one or the other.",
    "`{\"id\":\"A1\",\"id\":\"A2\"}`", "Leave one of the two out.",
)  # fmt: skip
CHARACTER = Code(
    "JSN006", "character-not-allowed",
    "A text holds a control character, half of a surrogate pair or a code that is no character, or a name holds one that cannot be printed.",
    "`\"\\u0000\"`, `\"\\ud800\"`", "Remove the character.",
)  # fmt: skip
NOT_A_MESSAGE = Code(
    "JSN007", "not-an-object", "The document is not an object, and not an array of objects: it holds no message.",
    "`[1, 2]`, `[]`", "Send an object.",
)  # fmt: skip
BYTE_ORDER_MARK = Code(
    "JSN008", "byte-order-mark", "There is a byte order mark before the document; it was passed over.",
    "a file saved by an editor as UTF-8", "Write the file without a byte order mark (RFC 8259, section 8.1).",
    Severity.WARNING,
)  # fmt: skip
UNKNOWN_MEMBER = Code(
    "JSN101", "unknown-member", "An object has a member that the format does not have at this place.",
    "`\"adress\"`", "Correct the name (the nearest ones are given) or leave the member out.",
)  # fmt: skip
MISSING_MEMBER = Code(
    "JSN102", "member-missing", "A mandatory member is not there.", "a bill without `carrierCode`",
    "Add the member at the place named.",
)  # fmt: skip
TOO_MANY_ITEMS = Code(
    "JSN103", "too-many-items", "An array has more items than the format allows.", "four notify parties where three fit",
    "Remove the surplus ones, or send them in messages of their own.",
)  # fmt: skip
TOO_FEW_ITEMS = Code(
    "JSN104", "too-few-items", "An array has fewer items than the format wants, often none.", "`\"seals\": []`",
    "Add what is lacking, or leave the member out where the format lets you.",
)  # fmt: skip
STRUCTURE = Code(
    "JSN105", "structure-differs", "The structure is not what the schema of the format allows.",
    "two members of which one excludes the other", "Compare the place named with the format's schema.",
)  # fmt: skip
TOO_LONG = Code(
    "JSN201", "value-too-long", "A value has more characters than the field takes.", "a name of 80 characters",
    "Shorten the value; nothing is cut off silently here.",
)  # fmt: skip
TOO_SHORT = Code(
    "JSN202", "value-too-short", "A value has fewer characters than the field takes, often none.", "`\"\"`",
    "Fill the value in, or leave the member out.",
)  # fmt: skip
WRONG_LENGTH = Code(
    "JSN203", "value-of-wrong-length", "A value must have exactly so many characters.", "country `GBR`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
PATTERN = Code(
    "JSN204", "value-of-wrong-shape", "A value has characters or a shape that the field does not take.", "`12-345`",
    "Write the value in the shape that `expected` tells.",
)  # fmt: skip
WRONG_TYPE = Code(
    "JSN205", "value-of-wrong-type", "A value is not of the type that the field has.", "`\"12\"` where a number stands without quotes",
    "Write the value as the type that `expected` tells.",
)  # fmt: skip
OUT_OF_RANGE = Code(
    "JSN206", "number-out-of-range", "A number is smaller or greater than the field takes.", "`-1` packages",
    "Correct the number.",
)  # fmt: skip
FORM = Code(
    "JSN207", "value-of-wrong-form", "A date, time or other value of a fixed form is not written in it.", "`\"2026-02-30\"`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
BIDI_CONTROL = Code(
    "JSN209", "hidden-direction-character",
    "A value holds a character that turns the direction of text, so that people and machines read different things.",
    "U+202E in a name", "Remove the character.",
)  # fmt: skip
NOT_IN_LIST = Code(
    "JSN301", "code-not-in-list", "A code is not one of those that the field takes.", "payment term `PRP`",
    "Use a code of the list; the nearest ones are given.",
)  # fmt: skip
SCHEMA_UNUSABLE = Code(
    "JSN901", "schema-not-usable", "The schema of the format cannot be used, so nothing can be checked by it.",
    "a `$ref` to an `https:` address", "Report it to whoever laid the schema there; a schema is one local file.",
)  # fmt: skip
TOO_LARGE = Code(
    "JSN902", "message-too-large", "The file is larger than is read here.", "a 300 MB file",
    "Split the message, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_DEEP = Code(
    "JSN903", "nested-too-deeply", "Objects and arrays are nested deeper than any message needs.", "1,000 levels",
    "Check the program that wrote the document.",
)  # fmt: skip
TOO_MANY = Code(
    "JSN904", "too-many-parts", "There are more values, or more members of one object, than are read here.",
    "an object with 2,000 members", "Check the program that wrote the document, or ask for a higher limit.",
)  # fmt: skip
TEXT_TOO_LONG = Code(
    "JSN905", "text-too-long", "One value is longer than is read here.", "a value of 5 MB",
    "Send attachments apart from the message, or ask for a higher limit.",
)  # fmt: skip
NUMBER_TOO_LARGE = Code(
    "JSN906", "number-beyond-measure", "A number has more digits or a greater exponent than any value needs.",
    "`1e400`, a number of 5,000 digits", "Correct the number; long codes are text and stand in quotes.",
)  # fmt: skip
