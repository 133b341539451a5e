"""Finding codes of flat records, delimited and of fixed width."""

from __future__ import annotations

from gateway.findings import Code, Severity

EMPTY = Code(
    "FLT001", "no-bytes", "There is nothing to read.", "an empty file, a file of blank lines",
    "Send the file with its records; an empty file often means that an export failed.",
)  # fmt: skip
ENCODING = Code(
    "FLT002", "encoding-differs", "A line has bytes that are not text in the encoding of the format.",
    "a byte above 127 in a file of ASCII", "Write the file in the encoding that the format names.",
)  # fmt: skip
CHARACTER = Code(
    "FLT003", "character-not-allowed", "A value holds a control character; it was replaced by U+FFFD.", "a NUL",
    "Remove the character, and check that the separators are those of the format.",
)  # fmt: skip
UNKNOWN_RECORD = Code(
    "FLT101", "unknown-record", "A record has a tag that the format does not have, or none; its values are kept aside.",
    "`ITM` for `ITEM`", "Correct the tag (the nearest ones are given) or remove the record.",
)  # fmt: skip
UNKNOWN_FIELD = Code(
    "FLT102", "surplus-field", "A record has more fields than the format gives it; the value is kept aside.",
    "a separator within a text", "Count the separators of the record; a text must not hold one.",
)  # fmt: skip
MISSING_RECORD = Code(
    "FLT103", "record-missing", "A record that is mandatory is not there.", "a file without its trailer",
    "Add the record.",
)  # fmt: skip
TOO_MANY = Code(
    "FLT104", "too-many-records", "There are more records of a kind than the format allows at this place.",
    "two headers", "Remove those that are too many.",
)  # fmt: skip
NO_PARENT = Code(
    "FLT105", "record-without-parent", "A record belongs to another one that is not there.",
    "a licence for item 7 of a file of six items", "Give the keys of a record that the file holds.",
)  # fmt: skip
KEY_TWICE = Code(
    "FLT106", "key-used-twice", "Two records have the same key, so nothing tells which of them others belong to.",
    "two items number 1 in one invoice", "Give every record a key of its own.",
)  # fmt: skip
DIFFERS = Code(
    "FLT107", "value-differs", "A value that a record repeats is another than where it stands first.",
    "a trailer with another control number than its header", "Repeat the value as it is.",
)  # fmt: skip
MISSING_FIELD = Code(
    "FLT108", "field-missing", "A field that is mandatory is empty.", "an item without a quantity", "Fill in the field.",
)  # fmt: skip
NUMBER = Code(
    "FLT201", "not-a-number", "A value is not a number as the field takes it.", "`1,234.50`",
    "Write digits, with a decimal point where there are decimals, and no marks between thousands.",
)  # fmt: skip
DATE = Code(
    "FLT202", "not-a-date", "A value is not a day or time in the form of the field.", "`2026-02-30`, `20260230`",
    "Write a day of the calendar in the form that `expected` tells.",
)  # fmt: skip
NOT_IN_LIST = Code(
    "FLT203", "code-not-in-list", "A code is not in the list of the field.", "`X` where `Y` and `N` are allowed",
    "Use a code of the list.",
)  # fmt: skip
TOO_LONG = Code(
    "FLT204", "value-too-long", "A value has more characters or digits than the field takes.", "a name of 80 characters",
    "Shorten the value; nothing is cut off silently here.",
)  # fmt: skip
WRONG_LENGTH = Code(
    "FLT205", "value-of-wrong-length", "A value has not the length that the field has.", "`GB1` in a field of two",
    "Write the value with the length that `expected` tells.",
)  # fmt: skip
SEPARATOR = Code(
    "FLT206", "separator-in-value", "A value holds the separator of fields or of records; a blank is written instead.",
    "a line break in a description", "Remove the character from the value.", Severity.WARNING,
)  # fmt: skip
SCHEMA_UNUSABLE = Code(
    "FLT901", "tables-not-usable", "records.csv or fields.csv cannot be used, so nothing can be read by them.",
    "a field of a record that is not there", "Report it to whoever laid the tables there.",
)  # fmt: skip
TOO_LARGE = Code(
    "FLT903", "file-too-large", "The file is larger than is read here.", "a 300 MB file",
    "Split the file, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_MANY_PARTS = Code(
    "FLT904", "too-many-fields", "The file has more records and fields than are read here.", "a file of 3 million fields",
    "Split the file, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_LONG_TEXT = Code(
    "FLT905", "text-too-long", "A value is longer than is read here, often because separators are missing.",
    "a line of 2 MB", "Check the separators and the line ends.",
)  # fmt: skip
