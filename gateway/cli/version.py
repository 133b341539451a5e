"""The version of the installed distribution."""

from __future__ import annotations


def version() -> str:
    """The version, or `0+unknown` when the package runs from a folder that was never installed."""
    from importlib import metadata

    try:
        return metadata.version("trade-gateway")
    except metadata.PackageNotFoundError:
        return "0+unknown"
