"""JSON (RFC 8259), read as a stranger's, checked by JSON Schema, written as UTF-8."""

from gateway.adapters.json.adapter import JsonAdapter

adapter = JsonAdapter()

__all__ = ["JsonAdapter", "adapter"]
