"""The ``pmsdesk demo`` command: by hand where there is a display, driven through the whole job where there is none."""

import importlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from pmsdesk.app.demo.stories import story

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_display() -> bool:
    """Whether a window could be seen here."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in SCREENS)


@click.command()
@click.option("--headless", is_flag=True, help="Drive the windows without a display and leave pictures.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/demo"), show_default=True)
def demo(headless: bool, out: Path) -> None:
    """Try everything on practice networks and a shared register, with two users; without a display as a driven walk."""
    if not headless and has_display():
        raise SystemExit(importlib.import_module("pmsdesk.app.demo.by_hand").show())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    driven: Any = importlib.import_module("pmsdesk.app.demo.driven")
    with tempfile.TemporaryDirectory(prefix="pmsdesk-demo-") as home:
        steps = driven.drive(Path(home), out, lambda step: click.echo(story(step)))
    good = bool(steps) and all(step["ok"] for step in steps)
    transcript = json.dumps({"ok": good, "steps": steps}, ensure_ascii=False, indent=2, default=str)
    (out / "transcript.json").write_text(transcript + "\n", "utf-8")
    click.echo(f"{out / 'transcript.json'}: {'semua langkah berjaya' if good else 'ADA LANGKAH YANG GAGAL'}")
    raise SystemExit(0 if good else 1)
