"""Flat records: a record a line, its fields parted by a separator or standing at fixed columns."""

from gateway.adapters.flat.adapter import FlatAdapter

adapter = FlatAdapter()

__all__ = ["FlatAdapter", "adapter"]
