"""What goldens hold of a message: its model as JSON and what comes back from the round trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cli.work import catalog, limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gateway.findings import Finding
    from gateway.formats import Format


class Unexercised(ValueError):
    """A sample cannot be read into the model or written back; `words` say why."""

    def __init__(self, file: Path, words: str) -> None:
        super().__init__(f"{file}: {words}")
        self.file = file
        self.words = words


def exercise(file: Path, format: Format) -> dict[str, bytes]:
    """The model's JSON (`.model.json`) and the message written back, of all messages of a sample.

    Raises `Unexercised` for a message that is not valid or cannot be written.
    """
    from gateway.pipeline import produce, receive

    models, returned = [], []
    for inbound in receive(file.read_bytes(), catalog(), as_format=format.id, limits=limits()):
        if inbound.message is None or inbound.outcome.value != "valid":
            raise Unexercised(file, _why(inbound.outcome.value, inbound.findings))
        outbound = produce(inbound.message, format)
        if outbound.data is None:
            raise Unexercised(file, _why("cannot be written back", outbound.findings))
        models.append(inbound.message.to_json(indent=1))
        returned.append(outbound.data)
    return {".model.json": b"\n".join(models) + b"\n", f".{format.syntax}": b"\n".join(returned) + b"\n"}


def _why(words: str, findings: Sequence[Finding]) -> str:
    return words + next((f": {finding.code.id} {finding.message}" for finding in findings), "")
