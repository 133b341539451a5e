"""No attack makes the gateway open a file that is not its own, a connection or a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WATCHED = """
import os, sys
from pathlib import Path
from gateway.formats import Catalog
from gateway.pipeline import receive
root, folder, toys = map(Path, sys.argv[1:4])
catalog = Catalog.load([root, toys])
files = [file.read_bytes() for file in sorted(folder.iterdir())]
# The schema is described first: a library may open its own files when it is imported.
list(receive(sys.argv[4].encode(), catalog, to_model=False))
allowed = [str(root.resolve()), sys.prefix, sys.base_prefix, os.environ["GATEWAY_CACHE"]]
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        raise RuntimeError(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].startswith(tuple(allowed)):
        raise RuntimeError(f"open {arguments[0]}")
sys.addaudithook(watch)
for data in files:
    list(receive(data, catalog, to_model=False))
print(len(files))
"""
FIRST = {
    "xml": '<Declaration xmlns="urn:example:dec:1"/>',
    "json": '{"id": "A1", "amount": 1}',
    "edifact": "UNB+UNOC:3+A+B+260101:1200+1'UNH+1+CUSRES:D:96B:UN'BGM+963+1'UNT+3+1'UNZ+1+1'",
}


@pytest.mark.parametrize("syntax", FIRST)
def test_no_attack_makes_python_open_another_file_or_a_connection(
    syntax: str, shared: Path, tmp_path: Path
) -> None:
    """Audit hooks see Python's own calls, not those that libxml2 makes by itself."""
    folder = shared / "attacks" / syntax
    toys = Path(__file__).parent / "formats"
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(ROOT), str(folder), str(toys), FIRST[syntax]],
        capture_output=True, text=True, timeout=60, cwd=ROOT, env={"GATEWAY_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(list(folder.iterdir()))
