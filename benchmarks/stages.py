"""What the stages of the flow cost, against lxml parsing and validating the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from benchmarks.clock import interleaved
from benchmarks.files import FORMAT, SCHEMA, declaration
from benchmarks.report import Row
from gateway.adapters import Limits
from gateway.formats import Catalog, Format, adapter_for
from gateway.mapping import mapping_of
from gateway.pipeline import Inbound, paused, produce, receive

ROUNDS = {10: 60, 100: 20, 999: 7, 10_000: 3}
LIMITS = Limits(bytes=100_000_000)
GOALS = {
    "read": {10: (3.0, 2.0), 999: (4.0, 2.8)},
    "traced": {10: (4.0, 3.0), 999: (5.5, 4.0)},
}


class Bench:
    """One declaration and everything that is measured on it."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.catalog = Catalog.load()
        self.format: Format = self.catalog.get(FORMAT)
        self.mapping = mapping_of(self.format)
        self.schema = etree.XMLSchema(file=str(SCHEMA))
        self.data = declaration(items)
        self.inbound = self.read()
        self.text = self.written()

    def bare(self, data: bytes) -> None:
        """What any gateway that validates must spend: parse and validate with lxml."""
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
        if not self.schema.validate(etree.fromstring(data, parser)):
            raise ValueError("the benchmark's own declaration is not valid")

    def read(self) -> Inbound:
        """Bytes to the validated model, with the counted ledger."""
        (inbound,) = receive(self.data, self.catalog, limits=LIMITS)
        if inbound.message is None or inbound.tree is None:
            raise ValueError(f"{inbound.outcome}: {inbound.findings[:3]}")
        return inbound

    def read_traced(self) -> None:
        """Bytes to the validated tree, and the model with the traced ledger."""
        (inbound,) = receive(self.data, self.catalog, limits=LIMITS, to_model=False)
        assert inbound.tree is not None
        with paused():
            self.mapping.trace_to_model(inbound.tree)

    def counted(self) -> None:
        """Tree to model, with the counted ledger."""
        assert self.inbound.tree is not None
        with paused():
            self.mapping.to_model(self.inbound.tree)

    def traced(self) -> None:
        """Tree to model, with the traced ledger."""
        assert self.inbound.tree is not None
        with paused():
            self.mapping.trace_to_model(self.inbound.tree)

    def told(self) -> None:
        """The traced ledger with every path and line worked out."""
        assert self.inbound.tree is not None
        with paused():
            len(self.mapping.trace_to_model(self.inbound.tree).entries)

    def written(self) -> bytes:
        """Model to XML text, with the counted ledger."""
        assert self.inbound.message is not None
        with paused():
            written = self.mapping.from_model(self.inbound.message)
        return (written.tree.text or "").encode()

    def produced(self) -> None:
        """Model to validated bytes of the target."""
        assert self.inbound.message is not None
        if not produce(self.inbound.message, self.format, limits=LIMITS).ok:
            raise ValueError("the output is not valid")

    def contestants(self) -> dict[str, Callable[[], object]]:
        """Everything that is measured, by name."""
        return {
            "bare": lambda: self.bare(self.data),
            "read": self.read,
            "read traced": self.read_traced,
            "counted": self.counted,
            "traced": self.traced,
            "bare output": lambda: self.bare(self.text),
            "written": self.written,
            "produced": self.produced,
        }


def measure() -> list[Row]:
    """The rows of the stages at 10 and 999 items, and how the cost of an item grows."""
    rows = [row for items in (10, 999) for row in _stages(Bench(items), f"{items} items")]
    growth = _cost_of_an_item(10_000) / _cost_of_an_item(100)
    rows.append(Row("cost of an item at 10,000 items / at 100 items", "", growth, 1.2, 1.05))
    return rows


def _cost_of_an_item(items: int) -> float:
    """CPU seconds an item from bytes to model, without the schema, which allows 999 items at most."""
    catalog = Catalog.load()
    format, data = catalog.get(FORMAT), declaration(items)
    adapter, mapping = adapter_for(format.syntax), mapping_of(format)

    def read() -> None:
        with paused():
            (part,) = adapter.split(data, LIMITS)
            mapping.to_model(adapter.read(part, format.spec, LIMITS))

    return interleaved({"read": read}, ROUNDS[items])["read"] / items


def _stages(bench: Bench, size: str) -> list[Row]:
    t = interleaved(bench.contestants(), ROUNDS[bench.items])
    told = interleaved({"told": bench.told}, 3)["told"]
    read, traced = GOALS["read"][bench.items], GOALS["traced"][bench.items]
    return [
        Row("bytes to model, counted ledger / parse+XSD", size, t["read"] / t["bare"], *read),
        Row("the same with the traced ledger", size, t["read traced"] / t["bare"], *traced),
        Row("model to XML text / parse+XSD of that text", size, t["written"] / t["bare output"], 1.2, 0.7),
        Row("model to validated bytes / parse+XSD of them", size, t["produced"] / t["bare output"]),
        Row("traced / counted ledger, map stage", size, t["traced"] / t["counted"], 1.8, 1.3),
        Row("every path and line of the ledger told / parse+XSD", size, told / t["bare"]),
    ]
