"""Transports: how bytes reach a partner; one contract, one module a way."""

from gateway.transports.addresses import AddressRefused
from gateway.transports.contract import Outcome, Parcel, Receipt, Target, Transport

__all__ = ["AddressRefused", "Outcome", "Parcel", "Receipt", "Target", "Transport"]
