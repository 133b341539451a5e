"""Measurements: ratios to bare lxml on the same file in the same run, and figures on real messages."""
