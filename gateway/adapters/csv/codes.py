"""Finding codes of sheets: delimited text and workbooks."""

from __future__ import annotations

from gateway.findings import Code, Severity

EMPTY = Code(
    "CSV001", "no-bytes", "There is nothing to read.", "an empty file, a workbook without a filled sheet",
    "Send the sheet with its header row; an empty file often means that an export failed.",
)  # fmt: skip
ENCODING = Code(
    "CSV002", "encoding-unknown", "The bytes are neither UTF-8, UTF-16 nor Windows-1252.", "the byte 0x81",
    "Save the sheet as UTF-8.",
)  # fmt: skip
OPEN_QUOTE = Code(
    "CSV003", "quote-not-closed", "A quoted value has no closing quote, so nothing after it can be trusted.",
    "`\"Widgets,4000`", "Close the quote; a quote within a quoted value is written twice.",
)  # fmt: skip
CHARACTER = Code(
    "CSV004", "character-not-allowed", "A value holds a control character.", "a NUL", "Remove the character.",
)  # fmt: skip
AFTER_QUOTE = Code(
    "CSV005", "text-after-quote", "There is text between a closing quote and the next delimiter.",
    "`\"Widgets\" blue,1`", "Write a quote within a quoted value twice.",
)  # fmt: skip
WORKBOOK = Code(
    "CSV006", "not-a-workbook", "The file is packed like a workbook and is none, or it is damaged or encrypted.",
    "a renamed zip, an .xls or .ods file, a workbook with a password", "Save it anew as .xlsx, without a password.",
)  # fmt: skip
RECODED = Code(
    "CSV007", "encoding-assumed", "The bytes are not UTF-8; they were read as Windows-1252.",
    "a file that an older spreadsheet program saved", "Save the sheet as UTF-8.", Severity.WARNING,
)  # fmt: skip
NO_ROWS = Code(
    "CSV008", "no-rows", "There are headings and nothing below them.", "an empty template", "Fill in at least one row.",
)  # fmt: skip
UNKNOWN_COLUMN = Code(
    "CSV101", "unknown-column", "A column has a heading that the format does not have; its values are kept aside.",
    "`Colour`", "Correct the heading (the nearest ones are given) or remove the column.", Severity.WARNING,
)  # fmt: skip
MISSING_COLUMN = Code(
    "CSV102", "column-missing", "There is no column for a value that is mandatory.", "a sheet without `Commodity code`",
    "Add the column.",
)  # fmt: skip
COLUMN_TWICE = Code(
    "CSV103", "column-twice", "Two columns mean the same; the first one is read.", "`Commodity code` twice",
    "Remove one of the two.",
)  # fmt: skip
DISAGREES = Code(
    "CSV104", "row-disagrees", "A value that belongs to several rows is not the same in all of them; the first one is read.",
    "two currencies in one declaration", "Give the value on the first row of the message alone, or the same on each.",
)  # fmt: skip
ROWS_APART = Code(
    "CSV105", "rows-apart", "Rows of one message stand apart; they were brought together.",
    "rows of A, then of B, then of A", "Keep the rows of one message together, or give each message a key of its own.",
    Severity.WARNING,
)  # fmt: skip
SURPLUS = Code(
    "CSV106", "value-without-heading", "A row has a value where there is no heading.", "seven values below six headings",
    "Put a value that holds the delimiter into quotes, or give the column a heading.",
)  # fmt: skip
MISSING = Code(
    "CSV107", "value-missing", "A mandatory value is not there.", "an item without description", "Fill the cell in.",
)  # fmt: skip
KEY_NOT_FIRST = Code(
    "CSV108", "key-not-first", "The first column is not the one that tells which rows belong to one message.",
    "`Item` before `Reference`", "Move the column named to the front.",
)  # fmt: skip
UNEXPECTED = Code(
    "CSV109", "element-not-in-columns", "The message has a part for which the sheet has no column.",
    "a fourth document where three fit", "Leave it out, or use a format that has room for it.",
)  # fmt: skip
OTHER_SHEET = Code(
    "CSV110", "another-sheet", "Another sheet of the workbook has the same columns; the first visible one is read.",
    "January and February as two sheets", "Send each sheet as a file of its own.",
)  # fmt: skip
HIDDEN_SHEET = Code(
    "CSV111", "hidden-sheet", "A hidden sheet holds values; it is not read.", "a hidden `Old`",
    "Remove the sheet, or show it where it is meant.", Severity.WARNING,
)  # fmt: skip
HIDDEN_CELLS = Code(
    "CSV112", "hidden-cells", "Rows or columns are hidden; they are read all the same.", "rows that a filter hides",
    "Show them, and remove what is not meant.", Severity.WARNING,
)  # fmt: skip
MERGED = Code(
    "CSV113", "merged-cells", "Cells are merged: only the first of them has the value.", "`A2:A4`",
    "Undo the merging and write the value in each row.", Severity.WARNING,
)  # fmt: skip
SHEET_NOT_READ = Code(
    "CSV114", "sheet-not-read", "The workbook has another sheet with values, which is not read.", "a sheet of notes",
    "Remove the sheet where it belongs to the message.", Severity.INFO,
)  # fmt: skip
MACROS = Code(
    "CSV115", "macros", "The workbook has macros; they are not run.", "an .xlsm file", "Save the workbook as .xlsx.",
    Severity.WARNING,
)  # fmt: skip
SHORT_ROW = Code(
    "CSV116", "row-too-short", "A row has fewer values than there are headings; the last columns count as empty.",
    "three values below four headings", "Write an empty value for each column that has none.", Severity.WARNING,
)  # fmt: skip
TOO_LONG = Code(
    "CSV201", "value-too-long", "A value has more characters or digits than the column takes.", "a name of 90 characters",
    "Shorten the value; nothing is cut off silently here.",
)  # fmt: skip
WRONG_LENGTH = Code(
    "CSV202", "value-of-wrong-length", "A value must have exactly so many characters.", "country `GBR`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
NOT_LETTERS = Code(
    "CSV203", "value-of-wrong-shape", "A value has characters that the column does not take.", "country `12`",
    "Write the value in the form that `expected` tells.",
)  # fmt: skip
NUMBER = Code(
    "CSV204", "value-not-a-number", "A value is not a number, or it can be read as two.", "`12 kg`, `1.234` below decimal commas",
    "Write digits and one decimal mark, without unit and without marks between thousands.",
)  # fmt: skip
DATE = Code(
    "CSV205", "value-not-a-date", "A value is not a date, or it can be read as two.", "`31.02.2026`, `03/04/2026`",
    "Write `2026-04-03`.",
)  # fmt: skip
FORMULA = Code(
    "CSV206", "formula", "A cell holds a formula; the value that was stored with it is read and nothing is computed.",
    "`=B2*C2`", "Paste the values instead of the formulas.", Severity.WARNING,
)  # fmt: skip
NO_RESULT = Code(
    "CSV207", "cell-without-result", "A formula has no stored value, or its value is an error.", "`#N/A`",
    "Write the value itself.",
)  # fmt: skip
DIGITS_LOST = Code(
    "CSV208", "number-lost-digits", "A number has more digits than a spreadsheet keeps (15); the last ones are gone.",
    "12345678901234567 typed as a number", "Format the column as text and type the value anew.",
)  # fmt: skip
NUMBER_FOR_TEXT = Code(
    "CSV209", "number-for-text", "A code was typed as a number: zeros in front of it would be gone.", "12 for `0012`",
    "Format the column as text.", Severity.WARNING,
)  # fmt: skip
BIDI_CONTROL = Code(
    "CSV210", "hidden-direction-character",
    "A value holds a character that turns the direction of text, so that people and machines read different things.",
    "U+202E in a name", "Remove the character.",
)  # fmt: skip
NUMBER_REPAIRED = Code(
    "CSV211", "number-repaired", "A number was read that is not written with a point alone, or that a computer had rounded.",
    "`1.234,50`, `0.30000000000000004`", "Write digits and a decimal point.", Severity.INFO,
)  # fmt: skip
DATE_REPAIRED = Code(
    "CSV212", "date-repaired", "A date was read that is written in another form, or is the number by which a spreadsheet counts days.",
    "`14.05.2024`, `45426`", "Write `2024-05-14`, or format the cell as a date.", Severity.INFO,
)  # fmt: skip
PERCENT = Code(
    "CSV213", "percentage", "A number is formatted as a percentage: what the cell shows is a hundred times what it holds.",
    "5 %, which is 0.05", "Write the number that is meant, and format the cell as a number.",
)  # fmt: skip
NOT_IN_LIST = Code(
    "CSV301", "code-not-in-list", "A code is not one of those that the column takes.", "delivery term `FOX`",
    "Use a code of the list; the nearest ones are given.",
)  # fmt: skip
SCHEMA_UNUSABLE = Code(
    "CSV901", "columns-not-usable", "The list of columns of the format cannot be used, so nothing can be checked by it.",
    "a type that there is not", "Report it to whoever laid `columns.csv` there.",
)  # fmt: skip
TOO_LARGE = Code(
    "CSV902", "file-too-large", "The file is larger than is read here, packed or unpacked.", "a workbook that unpacks to 4 GB",
    "Split the file, or ask the operator to raise the limit.",
)  # fmt: skip
TOO_MANY = Code(
    "CSV903", "too-many-cells", "There are more cells than are read here.", "a million rows",
    "Split the file, or ask for a higher limit.",
)  # fmt: skip
TOO_WIDE = Code(
    "CSV904", "too-many-columns", "There are more columns than are read here.", "a thousand columns",
    "Remove the columns that the format does not have.",
)  # fmt: skip
TEXT_TOO_LONG = Code(
    "CSV905", "value-beyond-measure", "One value is longer than is read here.", "a value of 5 MB",
    "Shorten the value; attachments travel apart.",
)  # fmt: skip
FORBIDDEN = Code(
    "CSV906", "document-type-in-workbook", "A part of the workbook declares a document type; none that a program saved does.",
    "`<!DOCTYPE`", "Save the workbook anew with a spreadsheet program.",
)  # fmt: skip
