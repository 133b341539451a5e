"""Finding codes of the mapping stages: what a table says wrongly, and what a message loses."""

from gateway.findings import Code, Severity

NO_TABLE = Code(
    "MAP001",
    "no-mapping-table",
    "The format has a schema but no mapping table, so its messages can be validated but not translated.",
    "mappings/xx/example/1/mapping.csv does not exist",
    "Add the table, or name a format that has one.",
)
BAD_ROW = Code(
    "MAP002",
    "unreadable-mapping-row",
    "A row of a mapping table cannot be read: a path, a cell or a converter is not written as docs/mapping.md says.",
    "a row whose source is `Item[`",
    "Correct the row; the finding names the file, the line and what was expected.",
)
UNKNOWN_SOURCE = Code(
    "MAP101",
    "source-path-unknown",
    "A row reads a native path that the format's schema does not have.",
    "`Declaration/Exportr/ID`",
    "Correct the path; the nearest names of the schema are given.",
)
UNKNOWN_MODEL = Code(
    "MAP102",
    "model-path-unknown",
    "A row names a path that the common model does not have.",
    "`declaration/goodShipment/items[]/sequence`",
    "Correct the path; docs/model.md lists every path of the model.",
)
REPEATS_DIFFER = Code(
    "MAP103",
    "repeats-do-not-pair",
    "The source path and the model path of a row do not repeat equally often, or at different depths.",
    "`Item[]/Name` beside `declaration/name`",
    "Pair every `[]` of the source with a `[]` of the model, or select one entry with `[key=value]` or `[1]`.",
)
TYPE_DIFFERS = Code(
    "MAP104",
    "converter-does-not-fit",
    "The converter of a row gives another type than the model field holds.",
    "a decimal field without a converter",
    "Name a converter that reads to the type of the field.",
)
TWICE = Code(
    "MAP105",
    "mapped-twice",
    "Two rows read the same native value and no condition tells them apart.",
    "two rows for `Exporter/ID`",
    "Remove one of the rows or give them `when` conditions.",
)
NOT_MAPPED = Code(
    "MAP106",
    "schema-path-not-mapped",
    "The schema allows a value for which the table has no row; it would travel as residue.",
    "`Declaration/LoadingListQuantity`",
    "Add a row, if need be one with `~` and a reason.",
    Severity.INFO,
)
NOT_REVIEWED = Code(
    "MAP107",
    "row-not-reviewed",
    "A row of the table was proposed by the program, and nobody has looked at it yet: its note says `review:`.",
    "`Header/RefNo,declaration/functionalReferenceId,,,review: 0.91 names`",
    "Correct the row where it is wrong, and take `review:` out of its note.",
    Severity.INFO,
)
REFUSED = Code(
    "MAP201",
    "value-not-convertible",
    "A value cannot be read into the field of the common model; it is kept with the message and not carried to other formats.",
    "`2026-02-30` in a date",
    "Correct the value; `expected` says what the field takes.",
    Severity.WARNING,
)
NOT_WRITABLE = Code(
    "MAP202",
    "value-not-writable",
    "A value of the common model cannot be written in the target format; it is left out.",
    "a procedure of three digits where the target has two and two",
    "Correct the value, or choose a target that can hold it.",
    Severity.WARNING,
)
MODEL_REFUSES = Code(
    "MAP203",
    "model-refuses-value",
    "The common model does not take a value that a mapping gave it; it is left out.",
    "a code where a number belongs",
    "Report it to the owner of the mapping: the row needs another converter.",
)
COUNT_DIFFERS = Code(
    "MAP401",
    "count-differs",
    "A stated count or sum is not what the message holds; the stated value is kept.",
    "GoodsItemQuantity 3 with 2 items",
    "Correct the count or add what is missing.",
    Severity.WARNING,
)
CONSTANT_DIFFERS = Code(
    "MAP402",
    "constant-differs",
    "A value that is always the same in this format is another here; it is kept.",
    "a message name of another message",
    "Check that the message is of this format.",
    Severity.WARNING,
)
LOST = Code(
    "MAP501",
    "value-has-no-place",
    "The target format has no place for a value of the message; it is not carried.",
    "a second container where the target holds one",
    "Nothing, when the receiver does not need it; the ledger lists every such value.",
    Severity.INFO,
)
NOT_ACCOUNTED = Code(
    "MAP901",
    "account-does-not-sum",
    "The account of a message does not sum up: some value was neither carried nor kept. The translation stops.",
    "an element inside a value",
    "Report it with the message's structure: it is a fault of the mapping engine or of its table.",
)
