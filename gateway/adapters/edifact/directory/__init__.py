"""The UN/EDIFACT directories of UNECE: read an official zip, write tables of facts."""

from gateway.adapters.edifact.directory.archive import Archive, Source, open_archive
from gateway.adapters.edifact.directory.directory import Directory, read_directory
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.oddity import Oddity
from gateway.adapters.edifact.directory.table_files import (
    TABLES,
    Row,
    TableUnreadable,
    read_table,
    table_bytes,
    write_table,
)
from gateway.adapters.edifact.directory.tables import (
    Tables,
    message_rows,
    overlaid,
    overlay,
    tables_of,
    tags_of,
)

__all__ = [
    "TABLES", "Archive", "Directory", "DirectoryUnreadable", "Oddity", "Row", "Source", "TableUnreadable", "Tables",
    "message_rows", "open_archive", "overlaid", "overlay", "read_directory", "read_table", "table_bytes", "tables_of", "tags_of", "write_table",
]  # fmt: skip
