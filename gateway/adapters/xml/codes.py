"""Finding codes of the XML syntax."""

from __future__ import annotations

from gateway.findings import Code, Severity

EMPTY = Code(
    "XML001", "no-bytes", "There is nothing to read.", "an empty file",
    "Send the message; an empty body often means that an export failed.",
)  # fmt: skip
ENCODING_UNSUPPORTED = Code(
    "XML002", "encoding-not-supported",
    "The document is in an encoding that is not read here.", "`encoding=\"UTF-7\"`, EBCDIC, UTF-32",
    "Send UTF-8 (best), UTF-16, ISO-8859-1, ISO-8859-15, Windows-1252 or US-ASCII.",
)  # fmt: skip
ENCODING_INVALID = Code(
    "XML003", "encoding-and-bytes-disagree",
    "The bytes are not what the declared encoding allows.", "`encoding=\"UTF-16\"` on a UTF-8 file",
    "Declare the encoding that the file is written in, or write the file in the one it declares.",
)  # fmt: skip
NOT_WELL_FORMED = Code(
    "XML004", "not-well-formed",
    "The document breaks the rules of XML, so nothing in it can be trusted.", "`<ID>1</Id>`",
    "Correct the document at the place named; programs that write XML with a library do not make this mistake.",
)  # fmt: skip
TWO_DOCUMENTS = Code(
    "XML005", "more-than-one-document",
    "There is something after the end of the document, often a second one.", "two messages in one file",
    "Send each message as a file of its own.",
)  # fmt: skip
DECLARATION_LATE = Code(
    "XML006", "blank-before-declaration",
    "There is white space or text before the XML declaration, which must come first.", "an empty line, then `<?xml`",
    "Remove what stands before `<?xml`; it is often left behind by copying.",
)  # fmt: skip
VERSION_UNSUPPORTED = Code(
    "XML007", "xml-version-not-supported",
    "The document is XML 1.1, which nobody in this field uses and which allows control characters.",
    "`<?xml version=\"1.1\"?>`", "Write XML 1.0.",
)  # fmt: skip
UNEXPECTED_ELEMENT = Code(
    "XML101", "unknown-element",
    "An element has a name that the format does not have at this place.", "`<Adress>`",
    "Correct the name (the nearest ones are given) or leave the element out.",
)  # fmt: skip
MISPLACED_ELEMENT = Code(
    "XML102", "element-out-of-order",
    "An element stands behind one that it must come before.", "`TypeCode` before `FunctionCode`",
    "Move the element; `expected` tells the order.",
)  # fmt: skip
MISSING_ELEMENT = Code(
    "XML103", "element-missing",
    "A mandatory element is not there.", "a declaration without `FunctionCode`",
    "Add the element at the place named.",
)  # fmt: skip
TOO_MANY_ELEMENTS = Code(
    "XML104", "element-repeated-too-often",
    "An element occurs more often than the format allows.", "two `Importer` elements",
    "Remove the surplus ones, or send them in messages of their own.",
)  # fmt: skip
UNKNOWN_ATTRIBUTE = Code(
    "XML105", "unknown-attribute",
    "An element has an attribute that the format does not have there.", "`<ID currency=\"GBP\">`",
    "Correct the name or leave the attribute out.",
)  # fmt: skip
MISSING_ATTRIBUTE = Code(
    "XML106", "attribute-missing",
    "A mandatory attribute is not there.", "a `DateTimeString` without `formatCode`",
    "Add the attribute.",
)  # fmt: skip
UNKNOWN_ROOT = Code(
    "XML107", "unknown-root",
    "The root element is not one that the schema of the format has.", "`<Notification>` checked as a declaration",
    "Check that the message is of this format and in its namespace.",
)  # fmt: skip
TEXT_NOT_ALLOWED = Code(
    "XML108", "text-between-elements",
    "There is text where only elements may stand.", "`<Address>12 High Street</Address>`",
    "Put the text into the element that it belongs to.",
)  # fmt: skip
STRUCTURE = Code(
    "XML109", "structure-differs",
    "The structure is not what the schema of the format allows.", "an element with children where a value belongs",
    "Compare the place named with the format's schema.",
)  # fmt: skip
NAMESPACES_MISSING = Code(
    "XML110", "namespaces-missing",
    "No element says its namespace; the message was read as if they had those of the format.",
    "`<MetaData>` without `xmlns`", "Declare the namespaces as the format's schema has them.", Severity.WARNING,
)  # fmt: skip
ENVELOPE = Code(
    "XML111", "envelope-left-out",
    "The message stood in an envelope that its format tolerates; what the envelope says was left out.",
    "`<Envelope><Body>` around a declaration", "Nothing, unless the envelope says something that is needed.",
    Severity.INFO,
)  # fmt: skip
BEYOND_SCHEMA = Code(
    "XML112", "not-in-open-schema",
    "An element or attribute is not one that is known here of a format whose users add their own; it is kept as it is.",
    "`<Inspection_lane>` of one country",
    "Nothing, unless the name is misspelt: what is kept is not translated to other formats.",
    Severity.INFO,
)  # fmt: skip
TOO_LONG = Code(
    "XML201", "value-too-long", "A value has more characters than the field takes.", "a name of 80 characters",
    "Shorten the value; nothing is cut off silently here.",
)  # fmt: skip
TOO_SHORT = Code(
    "XML202", "value-too-short", "A value has fewer characters than the field takes, often none.", "`<ID/>`",
    "Fill the value in, or leave the element out.",
)  # fmt: skip
WRONG_LENGTH = Code(
    "XML203", "value-of-wrong-length", "A value must have exactly so many characters.", "country `GBR`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
PATTERN = Code(
    "XML204", "value-of-wrong-shape", "A value has characters or a shape that the field does not take.", "`12-345`",
    "Write the value in the shape that `expected` tells.",
)  # fmt: skip
NOT_A_NUMBER = Code(
    "XML205", "not-a-number", "A number is not written in plain decimal notation.", "`1e3`, `1,000.00`",
    "Write digits with at most one point: `1000.00`.",
)  # fmt: skip
TOO_MANY_DIGITS = Code(
    "XML206", "too-many-digits", "A number has more digits than the field takes.", "`10.1234` where two decimals fit",
    "Round the number as your rules require; it is not rounded here.",
)  # fmt: skip
OUT_OF_RANGE = Code(
    "XML207", "number-out-of-range", "A number is smaller or greater than the field takes.", "`-1` packages",
    "Correct the number.",
)  # fmt: skip
WRONG_TYPE = Code(
    "XML208", "value-of-wrong-type", "A value is not of the field's type.", "`yesterday` in a date",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
BIDI_CONTROL = Code(
    "XML209", "hidden-direction-character",
    "A value holds a character that turns the direction of text, so that people and machines read different things.",
    "U+202E in a name", "Remove the character.",
)  # fmt: skip
NOT_IN_LIST = Code(
    "XML301", "code-not-in-list", "A code is not one of those that the field takes.", "function code `8`",
    "Use a code of the list; the nearest ones are given.",
)  # fmt: skip
SCHEMA_UNUSABLE = Code(
    "XML901", "schema-not-usable", "The schema of the format cannot be compiled, so nothing can be checked by it.",
    "an `xs:import` of an `http:` address", "Report it to whoever laid the schema there; schemas are local files only.",
)  # fmt: skip
DOCTYPE = Code(
    "XML902", "doctype-not-allowed",
    "The document has a DOCTYPE, through which entities and files can be smuggled in.", "`<!DOCTYPE x>`",
    "Remove the DOCTYPE; trade messages have none.",
)  # fmt: skip
TOO_LARGE = Code(
    "XML903", "message-too-large", "The file is larger than is read here.", "a 300 MB file",
    "Split the message, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_DEEP = Code(
    "XML904", "nested-too-deeply", "Elements are nested deeper than any message needs.", "1,000 levels",
    "Check the program that wrote the document.",
)  # fmt: skip
TOO_MANY = Code(
    "XML905", "too-many-parts", "There are more elements, attributes or namespaces than are read here.",
    "an element with 2,000 attributes", "Check the program that wrote the document, or ask for a higher limit.",
)  # fmt: skip
TEXT_TOO_LONG = Code(
    "XML906", "text-too-long", "One value is longer than is read here.", "a value of 5 MB",
    "Send attachments apart from the message, or ask for a higher limit.",
)  # fmt: skip
