"""A new format from samples or from a publisher's schema: its folders, with a first mapping to review."""

from gateway.cli.scaffold.making import Made, make
from gateway.cli.scaffold.wish import Wish, wish_of

__all__ = ["Made", "Wish", "make", "wish_of"]
