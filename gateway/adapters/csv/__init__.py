"""Sheets: delimited text (RFC 4180 and its relatives) and .xlsx workbooks of the same columns."""

from gateway.adapters.csv.adapter import CsvAdapter

adapter = CsvAdapter()

__all__ = ["CsvAdapter", "adapter"]
