"""The flow, one way: bytes in, findings and the common model between, bytes out. Pure."""

from gateway.pipeline.collector import paused
from gateway.pipeline.equality import differences
from gateway.pipeline.inbound import Inbound, Outcome, receive, references
from gateway.pipeline.outbound import Outbound, produce

__all__ = ["Inbound", "Outbound", "Outcome", "differences", "paused", "produce", "receive", "references"]
