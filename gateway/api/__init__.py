"""The HTTP face: one file a resource, all on top of `gateway.service.Gateway`."""

from gateway.api.application import create_app

__all__ = ["create_app"]
