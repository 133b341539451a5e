"""EDIFACT: bytes to validated trees, against pydifact on the same bytes.

pydifact takes an interchange apart and validates nothing: its tokeniser yields separators and texts,
its parser segments.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

from benchmarks.clock import interleaved
from benchmarks.files import REPOSITORY
from benchmarks.report import Row
from gateway.adapters import Limits
from gateway.adapters.edifact import adapter
from gateway.findings import Severity, worst
from gateway.formats import Catalog, Format
from gateway.pipeline import paused

FORMAT = "un/cusdec@d96b"
SAMPLE = REPOSITORY / "schemas/un/cusdec/d96b/samples/good/import-containers.edi"
LIMITS = Limits(bytes=100_000_000)
SIZES = {"10 items": (10, 60), "999 items": (999, 7)}


def interchange(items: int, messages: int = 1, warnings_too: bool = False) -> bytes:
    """A valid interchange of so many messages, each with so many items made from those of the sample.

    The sample has national codes, each of which is a warning; they are left in when asked for.
    """
    text = SAMPLE.read_text("iso8859-1").replace("\r", "").replace("\n", "")
    if not warnings_too:
        text = re.sub(r"'GIS\+[A-Z]'", "'GIS+1'", text)
    found = re.fullmatch(
        r"((?:UNA.{6})?UNB.*?')(UNH.*?UNS\+D')(.*)(UNS\+S'.*?')UNT\+\d+(\+.*?)'UNZ\+\d+(\+.*)", text
    )
    assert found is not None
    head, start, body, end, reference, tail = found.groups()
    originals = re.findall(r"CST\+\d+\+.*?(?=CST\+\d+\+|\Z)", body)
    made = "".join(_item(originals[number % len(originals)], number + 1) for number in range(items))
    count = len(re.findall(r"(?<!\?)'", start + made + end)) + 1
    one = f"{start}{made}{end}UNT+{count}{reference}'"
    name = reference[1:]
    several = "".join(
        one.replace(f"UNH+{name}+", f"UNH+{n + 1}+", 1).removesuffix(f"+{name}'") + f"+{n + 1}'"
        for n in range(messages)
    )
    return f"{head}{several}UNZ+{messages}{tail}".encode("iso8859-1")


def _item(text: str, number: int) -> str:
    """An item with its own number, amounts, weights and description, as items differ."""
    text = re.sub(r"CST\+\d+", f"CST+{number}", text, count=1)
    text = re.sub(r"(MOA\+\d+:|KGM:)(?=\d)", rf"\g<1>{number % 89}", text)
    return re.sub(r"(FTX\+AAA\+\+\+)[^':]{5}", rf"\g<1>{number:05}", text)


def read(data: bytes, format: Format, tree: bool) -> None:
    """Bytes to verdict, and on to the element tree, which is made when it is first asked for."""
    with paused():
        for part in adapter.split(data, LIMITS):
            made = adapter.read(part, format.spec, LIMITS)
            if worst([*part.repairs, *adapter.check(made, format.spec)]) is Severity.ERROR:
                raise ValueError("the benchmark's own interchange is not valid")
            if tree:
                assert len(made.root)


def tokens(data: bytes) -> int:
    """What pydifact's tokeniser finds."""
    from pydifact.control import Characters
    from pydifact.tokenizer import Tokenizer

    return sum(1 for _ in Tokenizer().get_tokens(data.decode("iso8859-1"), Characters()))


def segments(data: bytes) -> int:
    """What pydifact's parser finds."""
    from pydifact.parser import Parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return sum(1 for _ in Parser().parse(data.decode("iso8859-1")))


def measure() -> list[Row]:
    """Megabytes a second, as multiples of pydifact's, and what a message among many costs."""
    format = Catalog.load().get(FORMAT)
    rows = []
    for size, (items, rounds) in SIZES.items():
        data = interchange(items)
        taken = interleaved(_contestants(data, format), rounds)
        for name, must, stretch in (("tokeniser", 6.0, 20.0), ("parser", None, None)):
            what = "EDIFACT: bytes to validated tree, MB/s as multiples of pydifact's"
            rows.append(
                Row(f"{what} {name}", size, taken[name] / taken["tree"], must, stretch, at_least=True)
            )
        what = "EDIFACT: bytes to verdict, MB/s as multiples of pydifact's tokeniser"
        rows.append(Row(what, size, taken["tokeniser"] / taken["verdict"], at_least=True))
    data = interchange(999, warnings_too=True)
    taken = interleaved({"read": lambda: read(data, format, True), "parser": lambda: segments(data)}, 5)
    what = "EDIFACT: the same with three warnings in two items"
    rows.append(Row(what, "999 items", taken["parser"] / taken["read"], at_least=True))
    many, one = interchange(10, 200), interchange(2_000)
    costs = interleaved({"many": lambda: read(many, format, True), "one": lambda: read(one, format, True)}, 5)
    ratio = (costs["many"] / len(many)) / (costs["one"] / len(one))
    return [*rows, Row("EDIFACT: a byte in 200 messages of 10 items / in one of 2,000", "", ratio)]


def _contestants(data: bytes, format: Format) -> dict[str, Callable[[], object]]:
    return {
        "tree": lambda: read(data, format, True),
        "verdict": lambda: read(data, format, False),
        "tokeniser": lambda: tokens(data),
        "parser": lambda: segments(data),
    }
