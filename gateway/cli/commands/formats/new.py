"""`gateway formats new`: the folders of a new format."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from gateway.cli.exits import Misuse
from gateway.cli.printing import print_lines
from gateway.findings.escape import escape

_ID = re.compile(
    r"(?P<owner>[a-z]{2,8})/(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<version>[A-Za-z0-9][A-Za-z0-9.-]*)"
)

_MANIFEST = """\
title = "{name}: say in a few words what the message is"
owner = "{owner}"
family = "{family}"
syntax = "{syntax}"
status = "draft"
source = "say where the facts come from"
licence = "say under which terms they may be used"

[namespaces]
"" = "{namespace}"

[identify]
root = "{root}"

[reference]
# sender_reference = "{root}/Reference"

[floor]
mapped = 0.98
"""
_SCHEMA = """\
<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{namespace}" targetNamespace="{namespace}"
           elementFormDefault="qualified">
  <xs:element name="{root}">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Reference" type="xs:string"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""
_MAPPING = """\
source,model,convert,when,note
# one row a field: docs/mapping.md has the language; gateway formats lint names what is open,,,,
{root}/Reference,declaration/functionalReferenceId,,,
"""
_README = """\
# {id}

Say what the message is for, where its facts come from and how to refresh them.

1. Put the schema into `message.xsd`.
2. Put messages into `samples/good/`, and wrong ones into `samples/bad/`, each with the findings that
   it must give beside it in `NAME.expected.json`: `[{{"code": "...", "path": "...", "line": 1}}]`.
3. Fill `mapping.csv`, then run `gateway formats lint {id}`, `gateway formats test {id}` and
   `gateway formats golden {id}`.
"""


@click.command("new", short_help="Make the folders of a new format.")
@click.argument("format_id", metavar="OWNER/NAME@VERSION")
@click.option(
    "--into", default=".", metavar="FOLDER", help="The data root: the folder of schemas/ and mappings/."
)
@click.option("--family", default="Declaration", show_default=True, help="The kind of message.")
@click.option("--root", default="Message", show_default=True, help="The name of the root element.")
@click.option("--namespace", help="The namespace of the root element [default: made from the id].")
@click.option(
    "--schema", type=click.Path(exists=True, dir_okay=False), help="Copy this XSD instead of a stub."
)
def command(
    format_id: str, into: str, family: str, root: str, namespace: str | None, schema: str | None
) -> None:
    """Make a format of XML messages: manifest, schema, mapping table and sample folders to fill."""
    match = _ID.fullmatch(format_id)
    if match is None:
        raise Misuse(f"{escape(format_id)} is not an id such as xx/example@1")
    below = Path(match["owner"], match["name"], match["version"])
    facts, judgement = Path(into, "schemas") / below, Path(into, "mappings") / below
    for folder in (facts, judgement):
        if folder.exists():
            raise Misuse(f"{escape(str(folder))} exists already")
    words = {
        **match.groupdict(),
        "id": format_id,
        "family": family,
        "syntax": "xml",
        "root": root,
        "namespace": namespace or f"urn:{match['owner']}:{match['name']}:{match['version']}",
    }
    made = {
        facts / "format.toml": _MANIFEST,
        facts / "message.xsd": _SCHEMA,
        facts / "README.md": _README,
        judgement / "mapping.csv": _MAPPING,
    }
    for kind in ("good", "bad"):
        (facts / "samples" / kind).mkdir(parents=True)
    judgement.mkdir(parents=True)
    for file, pattern in made.items():
        file.write_text(pattern.format(**words), encoding="utf-8")
    if schema is not None:
        shutil.copyfile(schema, facts / "message.xsd")
    print_lines([*(str(file) for file in made), f"Next: {facts / 'README.md'} says what to fill."])
