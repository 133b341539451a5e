"""What becomes of the values of a format's good samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cli.pages.format import sample_files
from gateway.cli.work import catalog, limits

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.mapping import Counts


def carried_values(format: Format) -> Counts:
    """The values of all good samples of a format together, by what the model does with them."""
    from gateway.mapping import Counts
    from gateway.pipeline import receive

    total = Counts()
    if format.mapping_dir is None:
        return total
    for file in sample_files(format.folder, "good"):
        for inbound in receive(file.read_bytes(), catalog(), as_format=format.id, limits=limits()):
            if inbound.counts is not None:
                total.add(inbound.counts)
    return total
