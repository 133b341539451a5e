"""Ids of stored things: sortable by time, never guessable, safe in URLs and file names."""

from __future__ import annotations

import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id(prefix: str) -> str:
    """A fresh id `prefix_` + 32 hex digits: 48 bits of milliseconds, 20 of a counter, 60 random.

    Ids that one process makes sort in the order in which they were made; ids of several
    processes sort by their clocks.
    """
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 20)
        moment = _last
    return f"{prefix}_{moment:017x}{secrets.token_hex(8)[1:]}"
