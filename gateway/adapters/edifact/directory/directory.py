"""One release of the directories, read as far as it is asked for."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cached_property

from gateway.adapters.edifact.directory.archive import Archive, Source
from gateway.adapters.edifact.directory.code_list_file import read_code_lists
from gateway.adapters.edifact.directory.element_file import Element, read_elements
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.lines import Entry, read_entries
from gateway.adapters.edifact.directory.message_file import Place, read_message
from gateway.adapters.edifact.directory.oddity import Oddity


@dataclass
class Directory:
    """The facts of one release (`96B`); `oddities` grow while it is read."""

    place: str
    release: str
    files: dict[str, Source]
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The name of its folder: `d96b`."""
        return f"d{self.release.lower()}"

    @property
    def message_types(self) -> list[str]:
        """The messages that it holds."""
        return sorted(name for name in self.files if len(name) == 6 and name.isalpha())

    @cached_property
    def segments(self) -> dict[str, Entry]:
        """Segments by tag."""
        return read_entries(self._one_of("EDSD", "TRSD"), "[A-Z]{3}")

    @cached_property
    def composites(self) -> dict[str, Entry]:
        """Composites by code (`C507`)."""
        return read_entries(self._one_of("EDCD", "TRCD"), r"C\d{3}")

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Data elements by code (`3225`)."""
        return read_elements(self._one_of("EDED", "TRED"))

    @cached_property
    def code_lists(self) -> dict[str, dict[str, str]]:
        """Element -> code -> short name."""
        sources = [self.files[name] for name in sorted(self.files) if name.startswith("UNCL")]
        if not sources:
            self._one_of("UNCL")
        return read_code_lists(sources, self.oddities)

    def message(self, name: str) -> list[Place]:
        """The segment table of a message."""
        if name not in self.files:
            near = difflib.get_close_matches(name, self.message_types, 5) or self.message_types
            raise DirectoryUnreadable(
                f"the message {name} is not in release {self.release}", self.place,
                expected=f"one of {', '.join(near)}", help="name a message type by its six letters",
            )  # fmt: skip
        places = read_message(self.files[name], self.oddities)
        if places[0].path != "UNH":
            raise DirectoryUnreadable(
                f"{name} is a message for interactive exchange", self.files[name].place, value=places[0].path,
                expected="a message of batch exchange, which begins with UNH", help="name another message",
            )  # fmt: skip
        return places

    def source(self, *names: str) -> list[Source]:
        """The files of these names, as far as they are there."""
        return [self.files[name] for name in names if name in self.files]

    def _one_of(self, *names: str) -> Source:
        for source in self.source(*names):
            return source
        raise DirectoryUnreadable(
            "a file is missing", self.place, expected=f"{names[0]}.{self.release}",
            help="take the zip as UNECE publishes it, with all parts",
        )  # fmt: skip


def read_directory(archive: Archive, release: str = "auto") -> Directory:
    """The release of an archive that is named (`d96b`, `96B`), or the only one."""
    wanted = release.upper()[-3:]
    found = sorted(archive.files)
    if release != "auto" and wanted in archive.files:
        found = [wanted]
    elif release != "auto" or len(found) > 1:
        raise DirectoryUnreadable(
            "the release is not in it" if release != "auto" else "it holds several releases", archive.place,
            value=None if release == "auto" else release, expected=f"one of {', '.join(found)}",
            help="name the release with --release",
        )  # fmt: skip
    return Directory(archive.place, found[0], archive.files[found[0]])
