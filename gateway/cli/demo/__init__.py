"""The demonstration: a gateway, a sender and two receivers on this machine, and what happens to messages."""

from gateway.cli.demo.story import tell_story

__all__ = ["tell_story"]
