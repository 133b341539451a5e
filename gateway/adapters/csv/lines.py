"""Lines of delimited text. Source: RFC 4180."""

from __future__ import annotations

from collections.abc import Sequence


def line(texts: Sequence[str], delimiter: str) -> str:
    """One line with its end; values that need it are quoted."""
    return delimiter.join(_quoted(text, delimiter) for text in texts) + "\r\n"


def _quoted(text: str, delimiter: str) -> str:
    odd = any(c in text for c in ('"', "\r", "\n", delimiter)) or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if odd else text
