"""Service segments and their composites: they belong to the syntax, not to a directory.

One layout serves all versions: those of version 4 (ISO 9735-1:2002, annex C) are those of versions
1 to 3 (ISO 9735:1988 with its amendments) with more at the end. Where lengths differ, both are
taken.
"""

from __future__ import annotations

from gateway.adapters.edifact.tables import Tables, Use

SEGMENTS = {
    "UNB": "M S001, M S002, M S003, M S004, M 0020, C S005, C 0026, C 0029, C 0031, C 0032, C 0035",
    "UNG": "C 0038, C S006, C S007, C S004, M 0048, C 0051, C S008, C 0058",
    "UNH": "M 0062, M S009, C 0068, C S010, C S016, C S017, C S018",
    "UNS": "M 0081",
    "UNT": "M 0074, M 0062",
    "UNE": "M 0060, M 0048",
    "UNZ": "M 0036, M 0020",
}
COMPOSITES = {
    "S001": "M 0001, M 0002, C 0080, C 0133, C 0076",
    "S002": "M 0004, C 0007, C 0008, C 0042",
    "S003": "M 0010, C 0007, C 0014, C 0046",
    "S004": "M 0017, M 0019",
    "S005": "M 0022, C 0025",
    "S006": "M 0040, C 0007",
    "S007": "M 0044, C 0007",
    "S008": "M 0052, C 0054, C 0057",
    "S009": "M 0065, M 0052, M 0054, M 0051, C 0057, C 0110, C 0113",
    "S010": "M 0070, C 0073",
    "S016": "M 0115, C 0116, C 0118, C 0051",
    "S017": "M 0121, C 0122, C 0124, C 0051",
    "S018": "M 0127, C 0128, C 0130, C 0051",
}
ELEMENTS = {
    "0001": ("a4", "Syntax identifier"),
    "0002": ("an1", "Syntax version number"),
    "0004": ("an..35", "Interchange sender identification"),
    "0007": ("an..4", "Identification code qualifier"),
    "0008": ("an..35", "Interchange sender internal identification"),
    "0010": ("an..35", "Interchange recipient identification"),
    "0014": ("an..35", "Interchange recipient internal identification"),
    "0017": ("n6..8", "Date"),
    "0019": ("n4", "Time"),
    "0020": ("an..14", "Interchange control reference"),
    "0022": ("an..14", "Recipient reference or password"),
    "0025": ("an2", "Recipient reference or password qualifier"),
    "0026": ("an..14", "Application reference"),
    "0029": ("a1", "Processing priority code"),
    "0031": ("n1", "Acknowledgement request"),
    "0032": ("an..35", "Interchange agreement identifier"),
    "0035": ("n1", "Test indicator"),
    "0036": ("n..6", "Interchange control count"),
    "0038": ("an..6", "Message group identification"),
    "0040": ("an..35", "Application sender identification"),
    "0042": ("an..35", "Interchange sender internal sub-identification"),
    "0044": ("an..35", "Application recipient identification"),
    "0046": ("an..35", "Interchange recipient internal sub-identification"),
    "0048": ("an..14", "Group reference number"),
    "0051": ("an..3", "Controlling agency"),
    "0052": ("an..3", "Message version number"),
    "0054": ("an..3", "Message release number"),
    "0057": ("an..6", "Association assigned code"),
    "0058": ("an..14", "Application password"),
    "0060": ("n..6", "Group control count"),
    "0062": ("an..14", "Message reference number"),
    "0065": ("an..6", "Message type"),
    "0068": ("an..35", "Common access reference"),
    "0070": ("n..2", "Sequence of transfers"),
    "0073": ("a1", "First and last transfer"),
    "0074": ("n..10", "Number of segments in a message"),
    "0076": ("an..3", "Syntax release number"),
    "0080": ("an..6", "Service code list directory version number"),
    "0081": ("a1", "Section identification"),
    "0110": ("an..6", "Code list directory version number"),
    "0113": ("an..6", "Message type sub-function identification"),
    "0115": ("an..14", "Message subset identification"),
    "0116": ("an..3", "Message subset version number"),
    "0118": ("an..3", "Message subset release number"),
    "0121": ("an..14", "Message implementation guideline identification"),
    "0122": ("an..3", "Message implementation guideline version number"),
    "0124": ("an..3", "Message implementation guideline release number"),
    "0127": ("an..14", "Scenario identification"),
    "0128": ("an..3", "Scenario version number"),
    "0130": ("an..3", "Scenario release number"),
    "0133": ("an..3", "Character encoding, coded"),
}
NAMES = {
    "UNB": "Interchange header",
    "UNG": "Group header",
    "UNH": "Message header",
    "UNS": "Section control",
    "UNT": "Message trailer",
    "UNE": "Group trailer",
    "UNZ": "Interchange trailer",
    "S001": "Syntax identifier",
    "S002": "Interchange sender",
    "S003": "Interchange recipient",
    "S004": "Date and time of preparation",
    "S005": "Recipient reference or password details",
    "S006": "Application sender identification",
    "S007": "Application recipient identification",
    "S008": "Message version",
    "S009": "Message identifier",
    "S010": "Status of transfer",
    "S016": "Message subset identification",
    "S017": "Message implementation guideline identification",
    "S018": "Scenario identification",
}
INTERACTIVE = ("UIB", "UIH", "UIR", "UIT", "UIZ")


def add_service(tables: Tables) -> None:
    """Add the service segments and their composites to the tables of a message; they win over those."""
    tables.segments.update({tag: _uses(text) for tag, text in SEGMENTS.items()})
    tables.composites.update({code: _uses(text) for code, text in COMPOSITES.items()})
    for code, (form, name) in ELEMENTS.items():
        tables.representations[code] = form
        tables.names.setdefault(code, name)
    for code, name in NAMES.items():
        tables.names.setdefault(code, name)


def _uses(text: str) -> list[Use]:
    return [Use(code, status == "M", 1) for status, code in (each.split(" ") for each in text.split(", "))]
