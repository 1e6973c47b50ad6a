"""What a start does not pay for."""

import subprocess
import sys

PROGRAM = """
import linecache, sys
from pmsdesk.app import plain_import
if sys.argv[1] == "restored":
    plain_import.restore()
import click
print(any("click" in path for path in linecache.cache))
"""


def source_is_read(how: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_source_of_what_is_imported_is_not_read() -> None:
    assert source_is_read("restored") == "False"


def test_qt_would_read_it() -> None:
    """When this fails, Qt has left off, and `plain_import` may go."""
    assert source_is_read("as Qt has it") == "True"
