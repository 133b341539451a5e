"""The user's cache folder: things that are expensive to derive from schemas and mappings.

The folder is the user's alone (mode 0700): what others could have written is not read, because
unpickling runs code.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Where derived data is kept: `GATEWAY_CACHE`, else `trade-gateway` in the user's cache folder."""
    named = os.environ.get("GATEWAY_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "trade-gateway"


def load(name: str) -> Any:
    """What was saved under a name, or `None` when it is not there, not ours or not readable."""
    file = cache_folder() / name
    try:
        status, folder = file.stat(), file.parent.stat()
        ours = status.st_uid == folder.st_uid == os.geteuid()
        safe = ours and not (folder.st_mode | status.st_mode) & 0o022
        return pickle.loads(file.read_bytes()) if safe else None
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError):
        return None


def save(name: str, value: Any) -> None:
    """Keep a value; a cache that cannot be written costs time only."""
    file = cache_folder() / name
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as handle:
            handle.write(pickle.dumps(value))
        os.replace(handle.name, file)
    except OSError:
        return
