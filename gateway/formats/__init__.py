"""Formats: folders of data, found by place, identified from bytes."""

from gateway.formats.adapters import adapter_for, adapters, recognise
from gateway.formats.catalog import Catalog, UnknownFormat, data_roots, shipped_root
from gateway.formats.code_lists import unsourced
from gateway.formats.identify import Identification
from gateway.formats.judge import judge
from gateway.formats.manifest import Format
from gateway.formats.native import native_xpath
from gateway.formats.standard_codes import (
    CodeList,
    ListedCode,
    ListUnusable,
    UnknownList,
    list_names,
    read_list,
    standard_list,
)

__all__ = [
    "Catalog",
    "CodeList",
    "Format",
    "Identification",
    "ListUnusable",
    "ListedCode",
    "UnknownFormat",
    "UnknownList",
    "adapter_for",
    "adapters",
    "data_roots",
    "judge",
    "list_names",
    "native_xpath",
    "read_list",
    "recognise",
    "shipped_root",
    "standard_list",
    "unsourced",
]
