"""UN/EDIFACT (ISO 9735, syntax versions 1 to 4), with messages as the UN directories define them."""

from gateway.adapters.edifact.adapter import EdifactAdapter

adapter = EdifactAdapter()

__all__ = ["EdifactAdapter", "adapter"]
