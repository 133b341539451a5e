"""Finding codes of rules: what files of rules say wrongly, and what breaks a rule."""

from __future__ import annotations

from gateway.findings import Code, Severity

UNREADABLE = Code(
    "RUL001",
    "rules-unreadable",
    "A file of agency rules is not XML, or not ISO Schematron.",
    "rules.sch without a closing tag",
    "Correct the file; the finding names the line.",
)
UNKNOWN_PART = Code(
    "RUL101",
    "rules-part-unknown",
    "A file of agency rules has an element or attribute that is not read here, or lacks one that is needed.",
    "`<sch:asert test=...>`",
    "Write what the finding expects; docs/rules.md lists what there is.",
)
UNKNOWN_NAME = Code(
    "RUL102",
    "rules-name-unknown",
    "An agency rule uses a variable, prefix, function, phase, diagnostic, code list or abstract rule that is not declared.",
    '`test="$totl = 1"`',
    "Correct the name, or declare it; the nearest known names are given.",
)
TWICE = Code(
    "RUL103",
    "rules-name-twice",
    "Two parts of the agency rules have one name.",
    "two asserts with the id `R001`",
    "Give each its own name.",
)
CIRCLE = Code(
    "RUL104",
    "rules-in-circles",
    "Agency rules, patterns or files refer to each other without end.",
    "an abstract rule that extends itself",
    "Break the circle.",
)
PATH = Code(
    "RUL105",
    "rules-path-unknown",
    "An agency rule names an element or attribute that the format's schema does not have there.",
    '`context="Exportr"`',
    "Correct the path; the nearest names of the schema are given.",
    Severity.WARNING,
)
EXPRESSION = Code(
    "RUL201",
    "rules-expression-wrong",
    "An expression of an agency rule is not XPath 1.0, or cannot be used where it stands.",
    '`test="Item["`',
    "Correct the expression; the finding names the line and the character.",
)
BROKEN = Code(
    "RUL401",
    "agency-rule-broken",
    "The message is as the schema has it, but breaks a rule of the agency.",
    "a guarantee type that asks for a reference, and no reference",
    "Do what the message of the rule says; `gateway explain FORMAT RULE` shows the rule and its source.",
)
EXPENSIVE = Code(
    "RUL901",
    "rules-too-expensive",
    "An agency rule would cost more time or memory than a message may.",
    "a pattern for r:matches of a million repetitions",
    "Write the rule in a cheaper way; docs/rules.md says what is cheap.",
)
