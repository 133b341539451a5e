"""`codes:TABLE`: a code list of the format and the model's, side by side in `values/TABLE.csv`.

Columns `native,model,direction,note`; `direction` is empty or `both` for a two-way row, `read` or
`write` for one that is lossy and serves one way. A code that is not in the table is refused and
kept: nothing is guessed. A row with the model `*` says what is written for every code without a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [(("kinds",), "TSP", "cn8"), (("kinds",), "TRC", "taric")]
EXAMPLE_TABLES = {"kinds": [{"native": "TSP", "model": "cn8"}, {"native": "TRC", "model": "taric"}]}


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Looks a code up in the table of this name; raises ValueError when the table is missing."""
    (name,) = arguments
    if name not in tables:
        raise ValueError(f"values/{name}.csv is missing")
    rows = tables[name]
    inward = {r["native"]: r["model"] for r in reversed(rows) if r.get("direction") != "write"}
    outward = {r["model"]: r["native"] for r in reversed(rows) if r.get("direction") != "read"}

    def read(text: str) -> str:
        if text not in inward:
            raise ValueError(f"one of {', '.join(inward)}")
        return inward[text]

    def write(value: str) -> str:
        if value not in outward and "*" in outward:
            return outward["*"]
        if value not in outward:
            raise ValueError(f"one of {', '.join(outward)}")
        return outward[value]

    return read, write
