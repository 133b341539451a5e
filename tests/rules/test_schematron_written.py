"""Schemas written for one feature each: the engine says what the ISO skeleton says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.oracle import SCHEMA, ours, theirs

DOCUMENT = """<doc v="3"><item id="a" kind="free"><price>1</price></item><item id="b"/>
<item id="b"><price> </price><part n="1"/><part n="2"/></item><item id=""><price>4</price><part n="9"/></item>
<box xmlns="urn:box" xmlns:q="urn:q" q:size="2"><item id="z"/></box></doc>"""

SCHEMAS = {
    "the first rule that fits tests a node": """<pattern>
        <rule context="item[@kind = 'free']"><report id="r1" test="price">free</report></rule>
        <rule context="item"><assert id="r2" test="price &gt; 1">price</assert></rule>
        <rule context="*"><report id="r3" test="true()">rest</report></rule></pattern>""",
    "a node is tested by every pattern": """<pattern><rule context="item"><report id="r1" test="1">one</report></rule>
        </pattern><pattern><rule context="item"><report id="r2" test="1">two</report></rule></pattern>""",
    "a rule that says nothing hides its nodes": """<pattern><rule context="item[part]"><report id="r0" test="false()">never</report></rule>
        <rule context="item"><report id="r1" test="1">no parts</report></rule></pattern>""",
    "namespaces of elements and attributes": """<ns prefix="b" uri="urn:box"/><ns prefix="k" uri="urn:q"/>
        <pattern><rule context="b:item"><report id="r1" test="@id">in a box</report></rule>
        <rule context="item"><report id="r2" test="@id">outside</report></rule></pattern>
        <pattern><rule context="@k:size"><assert id="r3" test=". = 1 and ../b:item">
        size <value-of select="."/> of <value-of select="count(../*)"/></assert></rule></pattern>
        <pattern><rule context="b:*"><report id="r4" test="1">any</report></rule></pattern>""",
    "values of the file, of a pattern and of a rule": """<let name="all" value="//item"/><let name="n" value="doc/@v"/>
        <let name="twice" value="$n * 2"/><let name="ids" value="//@id"/>
        <pattern><let name="parts" value="$all/part"/>
        <rule context="item"><let name="me" value="@id"/><let name="mine" value="$all[@id = $me]"/>
        <assert id="r1" test="count($mine) = 1">twice <value-of select="$me"/></assert>
        <assert id="r2" test="count($ids[. = $me]) = 1">ids</assert>
        <report id="r3" test="$parts/@n = part/@n"><value-of select="count($parts)"/> of <value-of select="$twice"/>
        </report></rule></pattern>""",
    "a value hides an outer one and uses it": """<let name="x" value="2"/><pattern><rule context="item">
        <let name="x" value="$x + count(part)"/><report id="r1" test="$x &gt; 2"><value-of select="$x"/></report></rule>
        <rule context="part"><report id="r2" test="$x = 2"><value-of select="$x"/></report></rule></pattern>""",
    "current() in and out of predicates": """<pattern><rule context="part"><report id="r1"
        test="//part[@n = current()/@n + 1]">next is <value-of select="//part[@n = current()/@n + 1]/@n"/></report>
        <report id="r2" test="current()/@n = 9 and //item[part[@n = current()/@n]]/@id = ''">nine</report></rule>
        <rule context="@id"><assert id="r3" test="count(//@id[. = current()]) = 1">twice</assert></rule></pattern>""",
    "the document is a context": """<pattern><rule context="/"><assert id="r1" test="count(doc/item) &lt; 3">many
        <value-of select="count(//item)"/></assert><report id="r2" test="//item[@id = current()/doc/item[1]/@id]">a
        </report></rule></pattern>""",
    "the document beside a word": """<pattern><rule context="/"><let name="r0" value="doc[item]"/><let name="r1"
        value="doc[$r0]"/><assert id="r1" test="not(current() and $r1/item)">x</assert><report id="r2"
        test="count(/ | doc) = 2 and / = doc">y</report></rule></pattern>""",
    "abstract patterns": """<pattern abstract="true" id="known"><rule context="$where"><assert id="r1"
        test="$what">no <value-of select="name($what)"/> in <name/></assert></rule></pattern>
        <pattern is-a="known" id="p1"><param name="where" value="item"/><param name="what" value="price"/></pattern>
        <pattern is-a="known" id="p2"><param name="where" value="part"/><param name="what" value="@n[. &gt; 1]"/>
        </pattern>""",
    "abstract rules": """<pattern><rule abstract="true" id="full"><let name="t" value="normalize-space(.)"/>
        <assert id="r1" test="$t">empty <name/></assert><extends rule="named"/></rule>
        <rule abstract="true" id="named"><report id="r2" test="@id = 'b'">b</report></rule>
        <rule context="price"><extends rule="full"/></rule>
        <rule context="item"><report id="r3" test="part">parts</report><extends rule="full"/></rule></pattern>""",
    "several alternatives, and one rule before them": """<pattern><rule context="item[@id = 'b'] | part[@n = 1]">
        <report id="r1" test="1">first</report></rule><rule context="part | item | price">
        <report id="r2" test="position or not(node())">second</report></rule></pattern>""",
    "positions in a context": """<pattern><rule context="item[2]"><report id="r1" test="1">2</report></rule>
        <rule context="item[last()]"><report id="r2" test="1">last</report></rule>
        <rule context="doc/item[position() &gt; 2]/part[1]"><report id="r3" test="1">part</report></rule>
        <rule context="doc//part[count(../part) &gt; 1]"><report id="r4" test="1">one of two</report></rule></pattern>""",
    "steps and functions": """<pattern><rule context="item"><report id="r1"
        test="following-sibling::item[1]/@id = @id or preceding-sibling::*[1][self::item]/@id = @id">beside</report>
        <report id="r2" test="string-length(concat(name(), local-name(), @id)) = 9 mod 10">length</report>
        <report id="r3" test="translate(@id, 'ab', 'AB') = 'B' and not(starts-with(@id, 'B'))">b</report>
        <report id="r4" test="sum(part/@n) &gt;= 3 div 1 and -1 &lt; - count(part) + 3">sum</report>
        <report id="r5" test="substring-before(concat(@id, '-x'), '-') = substring(@id, 1, 1)">one</report>
        </rule></pattern>""",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_written_rules(name: str, tmp_path: Path) -> None:
    schema = SCHEMA.format(more="", body=SCHEMAS[name])
    found = ours(schema, DOCUMENT, tmp_path)
    assert found and found == theirs(schema, DOCUMENT)


PHASES = """<phase id="few"><active pattern="one"/></phase><phase id="most"><active pattern="one"/><active pattern="three"/>
    </phase>""" + "".join(
    f'<pattern id="{name}"><rule context="item"><report id="{name}.1" test="part">x</report></rule></pattern>'
    for name in ("one", "two", "three")
)


@pytest.mark.parametrize(("phase", "count"), [("few", 2), ("most", 4), ("#ALL", 6), ("", 6)])
def test_a_phase_runs_its_patterns(phase: str, count: int, tmp_path: Path) -> None:
    schema = SCHEMA.format(more="", body=PHASES)
    found = ours(schema, DOCUMENT, tmp_path, phase)
    assert len(found) == count and found == theirs(schema, DOCUMENT, phase or None)


def test_the_default_phase_is_run(tmp_path: Path) -> None:
    assert len(ours(SCHEMA.format(more=' defaultPhase="few"', body=PHASES), DOCUMENT, tmp_path)) == 2
