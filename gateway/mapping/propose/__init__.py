"""Propose a first mapping of a new format: places in the model with a confidence and the reasons."""

from gateway.mapping.propose.leaf import Leaf, leaves_of
from gateway.mapping.propose.proposing import THRESHOLD, Proposal, propose

__all__ = ["THRESHOLD", "Leaf", "Proposal", "leaves_of", "propose"]
