"""Formats of the tests: those of the checkout and the toy vocabulary of the hostile documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.formats import Catalog, Format

ROOT = Path(__file__).parents[2]
FORMATS = Path(__file__).parent / "formats"


@pytest.fixture(scope="session")
def formats() -> Catalog:
    return Catalog.load([ROOT, FORMATS])


@pytest.fixture(scope="session")
def toy(formats: Catalog) -> Format:
    return formats.get("xx/toy@1")


@pytest.fixture(scope="session")
def real() -> bytes:
    """A declaration of three items that the project ships."""
    return (ROOT / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml").read_bytes()
