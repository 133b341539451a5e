"""Adapters: one package a syntax, all of the same surface (`contract.py`)."""

from gateway.adapters.contract import Adapter, Facets, Limits, Node, Part, Spec, Tree

__all__ = ["Adapter", "Facets", "Limits", "Node", "Part", "Spec", "Tree"]
