"""Figures of formats: how much of each is mapped, and what its samples prove."""

from gateway.cli.figures.places import Figures, figures_of
from gateway.cli.figures.values import carried_values

__all__ = ["Figures", "carried_values", "figures_of"]
