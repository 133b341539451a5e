"""The README of a new format: what was found out, and what is left to do, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.cli.scaffold.lines import Line
    from gateway.cli.scaffold.wish import Wish


def readme(wish: Wish, lines: list[Line]) -> str:
    """The text of `README.md`."""
    mapped = sum(line.maps for line in lines)
    given = f"the schema `{wish.schema.name}`" if wish.schema else f"{len(wish.samples)} messages"
    return f"""\
# {wish.id}

Say what the message is for, and where its facts come from and how to refresh them. Names, types and repeats
were taken from {given}; what a schema made of messages says is what those messages show, no more.

`mapping.csv` proposes a place in the common model for {mapped} of {len(lines)} values; the rest is kept (`~`): nothing is
lost, and nothing of it reaches another format. Every line that a person has not looked at says `review:`.

1. Look at each line of `mapping.csv`: correct its model path, or say in the note why it is kept, and take `review:`
   away. docs/mapping.md has the language, docs/model.md the places, docs/adding-a-format.md walks through an example.
2. `gateway formats lint {wish.id} --remarks` names what is wrong and what waits for review.
3. Put messages into `samples/good/`, and wrong ones into `samples/bad/`; `gateway formats test {wish.id} --renew` writes
   the findings that each bad one gives: read them.
4. `gateway formats test {wish.id}` says what is missing; `gateway formats golden {wish.id}` writes the goldens.
5. Complete `format.toml`: title, source, licence, and `status = "in-force"` when all of it holds.
"""
