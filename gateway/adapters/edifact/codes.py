"""Finding codes of the EDIFACT syntax."""

from __future__ import annotations

from gateway.findings import Code, Severity

EMPTY = Code(
    "EDI001", "no-bytes", "There is nothing to read.", "an empty file",
    "Send the interchange; an empty body often means that an export failed.",
)  # fmt: skip
ENCODING_UNSUPPORTED = Code(
    "EDI002", "encoding-not-supported",
    "The interchange is in an encoding in which service characters are not single bytes.", "UTF-16",
    "Send UNOC (ISO 8859-1) or UNOW (UTF-8).",
)  # fmt: skip
SERVICE_STRING = Code(
    "EDI003", "service-string-not-usable",
    "UNA does not name six usable service characters: too few, two alike, or letters and control characters.",
    "`UNA''''''`", "Write `UNA:+.? '`, or leave UNA out where these are the characters in use.",
)  # fmt: skip
NO_HEADER = Code(
    "EDI004", "no-interchange-header", "There is no UNB before the first message.", "a file that begins with UNH",
    "Send the whole interchange, from UNB to UNZ.",
)  # fmt: skip
INTERACTIVE = Code(
    "EDI005", "interactive-not-supported",
    "The segments are those of interactive EDIFACT (ISO 9735-3), which is not read here.", "`UIB+UNOC:4'`",
    "Send the message as a batch interchange, from UNB to UNZ.",
)  # fmt: skip
SYNTAX_UNSUPPORTED = Code(
    "EDI006", "syntax-not-supported", "The syntax identifier or version of UNB is not one that is read here.",
    "`UNB+UNOX:3`", "Use UNOA to UNOL, UNOW or UNOY, and version 1, 2, 3 or 4.",
)  # fmt: skip
CUT = Code(
    "EDI007", "segment-cut-off", "The file ends in the middle of a segment, so data may be missing.",
    "a file without its last bytes", "Send the file again; the transfer was probably interrupted.",
)  # fmt: skip
NO_MESSAGE = Code(
    "EDI008", "no-message", "The interchange holds no message.", "UNB followed by UNZ",
    "Send an interchange with a message in it.",
)  # fmt: skip
STRAY_SEGMENT = Code(
    "EDI009", "segment-outside-message",
    "There is a segment where only headers and trailers of the interchange may stand.",
    "a second UNB before UNZ", "Remove the segment, or close what it stands in first.",
)  # fmt: skip
BYTE_ORDER_MARK = Code(
    "EDI010", "byte-order-mark", "There is a byte order mark before the interchange; it was passed over.",
    "a file saved by an editor as UTF-8", "Write the file without a byte order mark.", Severity.WARNING,
)  # fmt: skip
BLANKS = Code(
    "EDI011", "blanks-between-segments", "There are blanks or empty lines before a segment; they were passed over.",
    "`  UNB+`", "Begin each segment right after the end of the one before.", Severity.WARNING,
)  # fmt: skip
LINE_ENDS = Code(
    "EDI012", "line-ends-after-segments", "Segments are followed by line ends; they were passed over.",
    "one segment a line", "Nothing needs to be done.", Severity.INFO,
)  # fmt: skip
WRAPPED = Code(
    "EDI013", "lines-wrapped", "Lines are broken inside segments; the breaks were taken out.",
    "lines of 80 characters", "Send the interchange without line breaks inside segments.", Severity.WARNING,
)  # fmt: skip
UNEXPECTED_SEGMENT = Code(
    "EDI101", "segment-not-expected", "A segment has no place in the message, or not at this point.",
    "`ZZZ+1`", "Check the tag, and that the segment which begins its group is there.",
)  # fmt: skip
MISPLACED = Code(
    "EDI102", "segment-out-of-order", "A segment or group stands behind one that it must come before.",
    "BGM after DTM", "Move it; `expected` tells the order.",
)  # fmt: skip
MISSING = Code(
    "EDI103", "segment-missing", "A mandatory segment or group is not there.", "a message without BGM",
    "Add the segment at the place named.",
)  # fmt: skip
TOO_MANY = Code(
    "EDI104", "segment-repeated-too-often", "A segment or group occurs more often than the message allows.",
    "ten DTM where nine may be", "Remove the surplus ones.",
)  # fmt: skip
ELEMENT_MISSING = Code(
    "EDI105", "element-missing", "A mandatory element or component is not there.", "`DTM+:20260101:102`",
    "Fill the element in.",
)  # fmt: skip
TOO_MANY_ELEMENTS = Code(
    "EDI106", "too-many-elements", "A segment has more elements, or an element more components, than it may have.",
    "`BGM+380+1+9+AB+X`", "Check for a separator that belongs to a text and lacks its release character.",
)  # fmt: skip
STRUCTURE = Code(
    "EDI107", "structure-differs", "A tree holds what no segment can: unknown names, text beside components.",
    "an element `E9999` in BGM", "Compare the place named with the format's tables.",
)  # fmt: skip
UNKNOWN_ROOT = Code(
    "EDI108", "another-message-type", "The message is not of the type that the format has.", "CUSRES checked as CUSDEC",
    "Check that the message is of this format.",
)  # fmt: skip
EMPTY_SEGMENT = Code(
    "EDI109", "segment-empty", "There are segments without a tag: terminators with nothing between them.",
    "`BGM+380''`", "Remove the surplus terminators, or release apostrophes in texts.",
)  # fmt: skip
SECTION = Code(
    "EDI110", "section-control-misplaced", "UNS, which separates the sections of a message, is missing or misplaced.",
    "a declaration without `UNS+D`", "Write UNS between the sections.",
)  # fmt: skip
NO_TRAILER = Code(
    "EDI120", "trailer-missing", "A message, group or interchange has no trailer, so data may be missing.",
    "no UNT before the next UNH", "Send the interchange in full, each header with its trailer.",
)  # fmt: skip
COUNT = Code(
    "EDI121", "count-differs", "A trailer states another count than there is.", "`UNT+7+1` after three segments",
    "Check whether segments or messages were lost; correct the count if not.",
)  # fmt: skip
REFERENCE = Code(
    "EDI122", "reference-differs", "A trailer has another reference than its header.", "`UNH+1` closed by `UNT+3+2`",
    "Give header and trailer the same reference.",
)  # fmt: skip
DUPLICATE = Code(
    "EDI123", "reference-used-twice", "Two messages of one interchange have the same reference.",
    "two messages `UNH+1`", "Give every message a reference of its own.",
)  # fmt: skip
TOO_LONG = Code(
    "EDI201", "value-too-long", "A value has more characters than the element takes.", "a name of 80 characters",
    "Shorten the value; nothing is cut off silently here.",
)  # fmt: skip
TOO_SHORT = Code(
    "EDI202", "value-too-short", "A value has fewer characters than the element takes, often none.", "country `G`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
WRONG_KIND = Code(
    "EDI204", "value-of-wrong-kind", "A value has digits where only letters may be, or letters where only digits may be.",
    "`A1` in an element a2", "Write the value in the form that `expected` tells.",
)  # fmt: skip
NOT_A_NUMBER = Code(
    "EDI205", "not-a-number", "A number is not written in plain decimal notation.", "`1.000,00`",
    "Write digits with at most one decimal mark.",
)  # fmt: skip
CHARACTER = Code(
    "EDI206", "character-not-in-set", "A value has a character that the syntax identifier of UNB does not allow.",
    "a small letter under UNOA", "State the syntax identifier that you use, such as UNOC or UNOW.", Severity.WARNING,
)  # fmt: skip
UNCARRIED = Code(
    "EDI207", "character-not-readable",
    "A value has a control character, or bytes that are no character of the set that UNB states.",
    "a NUL byte", "Remove the character, or state the character set that you use.",
)  # fmt: skip
OTHER_ENCODING = Code(
    "EDI208", "looks-like-utf-8", "A value was probably written as UTF-8, while UNB states another character set.",
    "`JosÃ©`", "State UNOW in UNB when you send UTF-8.", Severity.WARNING,
)  # fmt: skip
BIDI_CONTROL = Code(
    "EDI209", "hidden-direction-character",
    "A value holds a character that turns the direction of text, so that people and machines read different things.",
    "U+202E in a name", "Remove the character.",
)  # fmt: skip
NOT_IN_LIST = Code(
    "EDI301", "code-not-in-list", "A code is not in the directory's list; national lists may have it.",
    "document code `XYZ`", "Use a code of the list, or name your list in 1131 and 3055.", Severity.WARNING,
)  # fmt: skip
TABLES_UNUSABLE = Code(
    "EDI901", "tables-not-usable", "The tables of the format cannot be used, so nothing can be checked by them.",
    "a composite that no table explains", "Report it to whoever laid the tables there.",
)  # fmt: skip
TOO_LARGE = Code(
    "EDI903", "file-too-large", "The file is larger than is read here.", "a 300 MB file",
    "Split the interchange, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_DEEP = Code(
    "EDI904", "nested-too-deeply", "Groups are nested deeper than is read here.", "a format of 70 levels",
    "Ask the operator to raise the limit.",
)  # fmt: skip
TOO_MANY_PARTS = Code(
    "EDI905", "too-many-parts", "A message, a segment or an element has more parts than are read here.",
    "a segment of 3,000 elements", "Check the program that wrote the message, or ask for a higher limit.",
)  # fmt: skip
SEGMENT_TOO_LONG = Code(
    "EDI906", "segment-too-long", "A segment is longer than is read here, often because its terminator is missing.",
    "60 kB without an apostrophe", "Check the service characters, and that segments end with the terminator.",
)  # fmt: skip
