"""Reads why a third party's comment may be hidden or deleted, from resources/grounds.yaml."""

from pathlib import Path

from pmsdesk.data_files import load
from pmsdesk.domain.moderation import Ground


def load_grounds(folder: Path | None = None) -> tuple[Ground, ...]:
    """The reasons in the order they are offered. Raises `BadDataFile`."""
    return tuple(Ground(**item) for item in load("grounds", folder)["grounds"])
