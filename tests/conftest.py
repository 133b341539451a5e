"""What all tests share: the catalog, and the publishers' files where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gateway.formats import Catalog

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Publishers' schemas and messages, which the project never contains."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs the folder `shared` beside the checkout")
        pytest.skip("no folder `shared` beside the checkout: tests on publishers' files are left out")
    return SHARED


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The formats of this checkout."""
    return Catalog.load([ROOT])
