"""Where the ``pmsdesk`` command and ``python -m pmsdesk`` begin: with no argument at the console, else with click."""

import gc
import importlib
import sys
from typing import Any


def start_quickly() -> None:
    """Before Qt is imported: import as Python does, and collect no garbage, for a start makes much and drops nothing.

    It is again when the seat is open, but not sought in what the start made (`ui.garbage`, docs/benchmarks.md).
    """
    gc.disable()
    importlib.import_module("pmsdesk.app.plain_import").restore()


def main() -> None:
    """Run what the command line asks for; the usual start, which asks for nothing, does not wait for its parser."""
    if len(sys.argv) > 1:
        cli: Any = importlib.import_module("pmsdesk.app.cli")
        cli.main()
    start_quickly()
    console: Any = importlib.import_module("pmsdesk.app.console")
    sys.exit(console.run())


if __name__ == "__main__":
    main()
