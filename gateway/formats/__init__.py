"""Formats: folders of data, found by place, identified from bytes."""

from gateway.formats.adapters import adapter_for, adapters, recognise
from gateway.formats.catalog import Catalog, UnknownFormat, data_roots, shipped_root
from gateway.formats.code_lists import unsourced
from gateway.formats.identify import Identification
from gateway.formats.judge import judge
from gateway.formats.manifest import Format
from gateway.formats.native import native_xpath

__all__ = [
    "Catalog",
    "Format",
    "Identification",
    "UnknownFormat",
    "adapter_for",
    "adapters",
    "data_roots",
    "judge",
    "native_xpath",
    "recognise",
    "shipped_root",
    "unsourced",
]
