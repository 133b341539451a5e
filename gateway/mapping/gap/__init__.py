"""Gaps in standards, measured from schemas and mapping tables, and counted in accounts of messages."""

from gateway.mapping.gap.alone import FormatGap, Unplaced, Unsaid, format_gap
from gateway.mapping.gap.matrix import Cell, FamilyMatrix, matrices
from gateway.mapping.gap.pair import Needed, PairGap, Passage, Value, pair_gap
from gateway.mapping.gap.requests import Request, requests_of, requests_of_pair
from gateway.mapping.gap.sides import Class, Place, Side, counted, places_of, side_of
from gateway.mapping.gap.traffic import Residue, Traffic, TrafficCount

__all__ = [
    "Cell", "Class", "FamilyMatrix", "FormatGap", "Needed", "PairGap", "Passage", "Place", "Request", "Residue",
    "Side", "Traffic", "TrafficCount", "Unplaced", "Unsaid", "Value", "counted", "format_gap", "matrices", "pair_gap", "places_of",
    "requests_of", "requests_of_pair", "side_of",
]  # fmt: skip
