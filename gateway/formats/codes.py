"""Finding codes of format folders and of identification."""

from __future__ import annotations

from gateway.findings import Code, Severity

MANIFEST_UNREADABLE = Code(
    "FMT001",
    "manifest-unreadable",
    "A format.toml is missing or is not TOML.",
    "`title = Import declaration` without quotes",
    "Correct the file; the finding names the line that TOML objects to.",
)
MANIFEST_KEY = Code(
    "FMT101",
    "manifest-key-unknown",
    "A format.toml has a key that means nothing here.",
    '`famly = "Declaration"`',
    "Correct the key; the nearest known keys are given.",
)
MANIFEST_MISSING = Code(
    "FMT102",
    "manifest-key-missing",
    "A format.toml lacks a key that every format needs.",
    "no `family`",
    "Add the key; docs/formats.md says what it holds.",
)
FOLDER_INCOMPLETE = Code(
    "FMT103",
    "format-folder-incomplete",
    "A format folder lacks something that every format brings: README, samples, a schema.",
    "two good samples where three are asked for",
    "Add what the finding names.",
)
MANIFEST_VALUE = Code(
    "FMT201",
    "manifest-value-wrong",
    "A key of a format.toml holds something that it cannot hold.",
    '`status = "active"`',
    "Write one of the values that the finding lists.",
)
CODE_LIST_UNSOURCED = Code(
    "FMT202",
    "code-list-without-source",
    "A code list does not say where its codes come from and of when they are.",
    "codes/units.csv without `# source:`",
    "Begin the file with the lines `# source: ...` and `# date: CCYY-MM-DD`.",
)
SAMPLE_DIFFERS = Code(
    "FMT401",
    "sample-not-as-expected",
    "A sample of a format folder does not do what its place says: a good one is not clean, or a bad one"
    " has other findings than expected.",
    "samples/good/import.xml is identified as another format",
    "Correct the sample, the schema, or the expected findings.",
)
NOT_FINISHED = Code(
    "FMT404",
    "format-not-finished",
    "A format folder lacks what shows that it works: good samples, bad samples, or a review of proposed rows.",
    "samples/bad has no message",
    "Add what is missing: docs/adding-a-format.md says how.",
)
GOLDEN_STALE = Code(
    "FMT402",
    "golden-not-of-this-revision",
    "The generated outputs of a mapping are not those of its present schema, table and samples.",
    "mapping.csv was changed and the goldens were not",
    "Run scripts/golden, and review what changed before you commit it.",
)
OVERRIDDEN = Code(
    "FMT403",
    "format-overridden",
    "A site's folder has a format of the same id as a shipped one; the site's is used.",
    "GATEWAY_DATA has schemas/xx/example/1",
    "Nothing, when it is meant; otherwise give the site's format its own version.",
    Severity.INFO,
)
OFFICIAL_DIFFERS = Code(
    "FMT501",
    "official-schema-differs",
    "The publisher's own schema, which a site has laid beside ours, judges a message otherwise than ours.",
    "ours accepts 36 characters, the publisher's 35",
    "The publisher's verdict holds; report the difference so that our schema is corrected.",
    Severity.WARNING,
)
UNKNOWN_ROOT = Code(
    "IDN101",
    "format-not-identified",
    "The message is readable, but it belongs to none of the formats.",
    "a root element `{urn:example:dec:99}Declaration`",
    "Check the namespace and version; `gateway formats list` shows what is known here.",
)
CONDITIONS_FAIL = Code(
    "IDN102",
    "identification-conditions-fail",
    "The root element is that of a known format, but the message lacks what tells the format for certain.",
    "a MetaData that holds no Declaration",
    "Check that the message is complete; the finding names the condition of each format.",
)
AMBIGUOUS = Code(
    "IDN401",
    "several-formats-fit",
    "The message fits more than one format, and the gateway does not guess.",
    "two phases of one message that share root and namespace",
    "Say which it is: `--as FORMAT` on the command line, `X-Gateway-Format` over HTTP.",
)
RETIRED = Code(
    "IDN402",
    "format-retired",
    "The message is of a format that its owner has withdrawn.",
    "a version whose `valid_to` has passed",
    "Move to the version in force.",
    Severity.WARNING,
)
