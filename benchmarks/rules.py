"""An agency's rules: what they cost beside parsing and validating, against the ISO skeleton on the same rules.

The skeleton is Schematron compiled to XSLT, which lxml brings along; our functions of rules are lent to it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from lxml import etree
from lxml.isoschematron import Schematron

from benchmarks.clock import interleaved
from benchmarks.files import REPOSITORY
from benchmarks.report import Row
from gateway.adapters import Limits
from gateway.adapters.contract import Tree
from gateway.formats import Catalog, Format, adapter_for
from gateway.pipeline import paused
from gateway.rules.schematron import agency_rules, rules_of
from gateway.rules.schematron.functions import RULES, functions
from gateway.rules.schematron.mistake import Mistakes
from gateway.rules.schematron.reading import SCH
from gateway.rules.schematron.rules import folders_of, loaded

FORMAT = "gb/ens-cc315a@11.2"
SAMPLE = REPOSITORY / "schemas/gb/ens-cc315a/11.2/samples/good/sea-containers.xml"
LIMITS = Limits(bytes=100_000_000)
ROUNDS = {10: 60, 100: 20, 999: 7}
GOALS = {100: (2.0, 1.0)}


def message(items: int) -> bytes:
    """A summary declaration with so many items, made from those of the sample; it breaks no rule."""
    root = etree.fromstring(SAMPLE.read_bytes(), etree.XMLParser(remove_comments=True))
    originals = root.findall("GOOITEGDS")
    at = root.index(originals[0])
    for item in originals:
        root.remove(item)
    packages = 0
    for number in range(items):
        item = copy.deepcopy(originals[number % len(originals)])
        _say(item, "IteNumGDS7", str(number + 1))
        _say(item, "GroMasGDS46", str(100 + number))
        for package in item.findall("PACGS2"):
            packages += int(package.findtext("NumOfPacGS24") or package.findtext("NumOfPieGS25") or 1)
        root.insert(at + number, item)
    _say(root, "HEAHEA/TotNumOfIteHEA305", str(items))
    _say(root, "HEAHEA/TotNumOfPacHEA306", str(packages))
    _say(root, "HEAHEA/TotGroMasHEA307", str(sum(100 + number for number in range(items))))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _say(parent: etree._Element, path: str, text: str) -> None:
    found = parent.find(path)
    assert found is not None
    found.text = text


def skeleton(format: Format) -> Schematron:
    """The same rules for the skeleton: in one file, with our functions."""
    assert format.rules is not None
    namespace = etree.FunctionNamespace(RULES)
    for (_, name), function in functions(folders_of(format)).items():
        namespace[name] = function
    files = Mistakes(format.rules.parent, format.id, shared=folders_of(format))
    root = etree.fromstring(format.rules.read_bytes())
    for include in list(root.iter(f"{{{SCH}}}include")):
        parent = include.getparent()
        assert parent is not None
        parent.replace(include, etree.fromstring(files.file(include.get("href", "")).read_bytes()))
    for number, pattern in enumerate(root.iter(f"{{{SCH}}}pattern")):
        _own_names(pattern, number)
    _without_braces(root)
    return Schematron(root, validate_schema=False)


def _without_braces(root: etree._Element) -> None:
    """Put strings with braces into values of the file: the skeleton takes those of tests for its own."""
    for node in root.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"):
        for text in re.findall(r"'[^']*[{}][^']*'", node.get("test", "")):
            name = f"text.{len(root)}"
            root.insert(0, etree.Element(f"{{{SCH}}}let", name=name, value=text))
            node.set("test", node.get("test", "").replace(text, f"${name}"))


def _own_names(pattern: etree._Element, number: int) -> None:
    """Give the values of a pattern names of their own: the skeleton keeps those of all patterns in one place."""
    for let in pattern.findall(f"{{{SCH}}}let"):
        name = let.get("name", "")
        let.set("name", f"{name}.{number}")
        for node in pattern.iter("*"):
            for key, value in node.items():
                node.set(key, re.sub(rf"\${re.escape(name)}(?![\w.-])", f"${name}.{number}", value))


def measure() -> list[Row]:
    """The rows of each size, and of compiling."""
    format = Catalog.load().get(FORMAT)
    count = len(rules_of(format).checks)
    peer = skeleton(format)
    rows = [row for items in ROUNDS for row in _sizes(format, peer, items, count)]
    return [*rows, _compiling(format, count)]


def _sizes(format: Format, peer: Schematron, items: int, count: int) -> list[Row]:
    data, adapter = message(items), adapter_for(format.syntax)
    schema = etree.XMLSchema(file=str(format.schema_dir / "message.xsd"))
    (part,) = adapter.split(data, LIMITS)
    tree = adapter.read(part, format.spec, LIMITS)
    if adapter.check(tree, format.spec) or agency_rules(tree, format) or not peer.validate(tree.root):
        raise ValueError("the benchmark's own declaration is not valid")
    contestants: dict[str, Callable[[], object]] = {
        "bare": lambda: _bare(data, schema),
        "rules": lambda: _ruled(tree, format),
        "skeleton": lambda: peer.validate(tree.root),
    }
    t = interleaved(contestants, ROUNDS[items])
    size = f"{items} items"
    return [
        Row(f"{count} agency rules / parse+XSD", size, t["rules"] / t["bare"], *GOALS.get(items, ())),
        Row("the same rules in the ISO skeleton (XSLT) / parse+XSD", size, t["skeleton"] / t["bare"]),
    ]


def _ruled(tree: Tree, format: Format) -> None:
    with paused():
        agency_rules(tree, format)


def _bare(data: bytes, schema: etree.XMLSchema) -> None:
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    if not schema.validate(etree.fromstring(data, parser)):
        raise ValueError("the benchmark's own declaration is not valid")


def _compiling(format: Format, count: int) -> Row:
    """What is paid once a process: reading, checking and compiling, against the skeleton's doing so."""

    def ours() -> object:
        loaded.cache_clear()
        return rules_of(format)

    t = interleaved({"ours": ours, "skeleton": lambda: skeleton(format)}, 5)
    return Row("compiling the rules / in the ISO skeleton", f"{count} rules", t["ours"] / t["skeleton"])
