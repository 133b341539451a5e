"""Dates keep the precision and the zone that a source gave, and no other text is a date."""

from __future__ import annotations

import pytest

from gateway.model import Message


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-03",
        "2026-03-01",
        "2026-03-01T10:15",
        "2026-03-01T10:15Z",
        "2026-03-01T10:15:00",
        "2026-03-01T10:15:00.250Z",
        "2026-03-01T10:15:00+01:00",
        "2026-12-31T23:59:59-11:30",
    ],
)
def test_accepts_as_written(text: str) -> None:
    message = Message.model_validate({"declaration": {"issue_date_time": text}})
    assert message.declaration and message.declaration.issue_date_time == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20260301",
        "2026-13-01",
        "2026-03-32",
        "2026-3-1",
        "2026-03-01 10:15",
        "2026-03-01T10",
        "2026-03-01T24:00",
        "2026-03-01T10:60",
        "2026-03-01Z",
        "2026-03-01T10:15:00+0100",
        "2026-03-01T10:15:00Z\n",
        "٢٠٢٦-03-01",
    ],
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        Message.model_validate({"declaration": {"issue_date_time": text}})
