"""The code lists of a format folder: each says where its codes come from, and of when they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.findings import Finding, Stage, Where
from gateway.formats import codes
from gateway.formats.manifest import Format

_SOURCE = re.compile(r"# source: \S.*")
_DATE = re.compile(r"# date: \d{4}-\d\d-\d\d")


def unsourced(format: Format) -> Iterator[Finding]:
    """One finding for each file in `codes/` that does not begin with its source and its date."""
    for file in sorted((format.schema_dir / "codes").glob("*.csv")):
        lines = [*file.read_text("utf-8", "replace").splitlines()[:2], "", ""]
        for number, (line, shape, wanted) in enumerate(
            ((lines[0], _SOURCE, "# source: ..."), (lines[1], _DATE, "# date: CCYY-MM-DD")), 1
        ):
            if not shape.fullmatch(line):
                code, where = codes.CODE_LIST_UNSOURCED, Where(path=file.as_posix(), line=number)
                told = f"{file.name} does not begin with its source and date"
                yield Finding(
                    code,
                    told,
                    Stage.IDENTIFY,
                    where,
                    code.severity,
                    line or None,
                    wanted,
                    code.fix,
                    format.id,
                )
                break
