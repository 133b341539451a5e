"""What another implementation says: the ISO skeleton in XSLT that lxml brings along."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.isoschematron import Schematron

from gateway.rules.schematron.checking import Checker
from gateway.rules.schematron.compiling import Compiled
from gateway.rules.schematron.expanding import expanded
from gateway.rules.schematron.functions import functions
from gateway.rules.schematron.mistake import Mistakes
from gateway.rules.schematron.reading import read_schema
from gateway.rules.schematron.running import Run

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMA = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt"{more}>{body}</schema>'

Fired = tuple[str, str, str]
"""id of a rule, place of the node that breaks it, text without blanks"""


def theirs(schema: str, document: str, phase: str | None = None) -> list[Fired]:
    """What the skeleton says of a document. It gives no place to attributes but their name."""
    validator = Schematron(etree.fromstring(schema), store_report=True, phase=phase, validate_schema=False)
    root = etree.fromstring(document)
    validator.validate(root)
    report: Any = validator.validation_report
    found = []
    for each in report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        place = each.get("location")
        if "/@" in place:
            named = re.findall(r"local-name\(\)='([^']*)'|@([\w.-]+)$", place)
            place = f"@{next(filter(None, named[-1]))}"
        else:
            (node,) = root.xpath(place)
            place = root.getroottree().getpath(node)
        words = "".join(each.itertext(f"{SVRL}text"))
        found.append((each.get("id"), place, re.sub(r"\s+", "", words)))
    return sorted(found)


def ours(schema: str, document: str, folder: Path, phase: str = "") -> list[Fired]:
    """What the engine says of a document, in the same form."""
    file = folder / "rules.sch"
    file.write_text(schema, "utf-8")
    mistakes = Mistakes(folder, "xx/test@1")
    read = read_schema(file, mistakes)
    chosen = expanded(read, mistakes, phase)
    Checker(read, [], mistakes).all(chosen)
    assert not mistakes.findings, mistakes.findings
    root = etree.fromstring(document)
    run = Run(Compiled(read, chosen, functions([])), root)
    found = []
    for each in run.broken():
        place = (
            f"@{each.attribute.rpartition('}')[2]}"
            if each.attribute
            else root.getroottree().getpath(each.node)
        )
        check = each.check.check
        found.append((check.id, place, re.sub(r"\s+", "", run.text(each, check.text))))
    assert not run.failed and not run.too_much
    return sorted(found)
