"""Mappings: one table that reads and writes, compiled, with the account of every value."""

from gateway.mapping.compiled import MappingError
from gateway.mapping.ledger import Counts, Entry, Fate, Ledger, Lost
from gateway.mapping.mapping import Mapping, Read, Written, mapping_of

__all__ = [
    "Counts",
    "Entry",
    "Fate",
    "Ledger",
    "Lost",
    "Mapping",
    "MappingError",
    "Read",
    "Written",
    "mapping_of",
]
