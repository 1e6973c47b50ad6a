"""The settings of one seat that an administrator decides: one typed dataclass, kept in its database."""

import re
from dataclasses import dataclass, fields

from pmsdesk.domain.account import Channel
from pmsdesk.services.ports import Work


@dataclass(frozen=True, slots=True)
class Settings:
    """How the networks are reached; base URLs are roots without a version, empty for the real networks.

    All YouTube accounts share the `youtube_daily_units` of one project of Google's console, which `youtube_project`
    names (by any name; it only keeps the counts of two projects apart).
    """

    poll_seconds: int = 60
    x_base_url: str = ""
    facebook_base_url: str = ""
    x_dialect: str = "legacy"
    graph_version: str = "v26.0"
    instagram_base_url: str = ""
    youtube_base_url: str = ""
    youtube_project: str = ""
    youtube_daily_units: int = 10_000

    @property
    def is_practice(self) -> bool:
        """Whether the networks are practice ones on this computer."""
        return self.x_base_url.startswith("http://127.0.0.1:")

    def options(self, channel: Channel) -> dict[str, str]:
        """What `channels.connect` is told for *channel*."""
        return {
            Channel.X: {"base_url": self.x_base_url, "dialect": self.x_dialect},
            Channel.FACEBOOK: {"base_url": self.facebook_base_url, "graph_version": self.graph_version},
            Channel.INSTAGRAM: {"base_url": self.instagram_base_url, "graph_version": self.graph_version},
            Channel.YOUTUBE: {
                "base_url": self.youtube_base_url,
                "project": self.youtube_project,
                "daily_units": str(self.youtube_daily_units),
            },
        }[channel]


PREFIX = "seat."
POLL_SECONDS = range(1, 24 * 60 * 60)
DAILY_UNITS = range(1, 1_000_000_000)
X_DIALECTS = ("legacy", "post")
GRAPH_VERSION = re.compile(r"v\d{1,3}\.\d")


def load(work: Work) -> Settings:
    """The settings kept in the store; what is missing or unreadable has its default."""
    kept = {field.name: work.setting(PREFIX + field.name) for field in fields(Settings)}
    standard = Settings()
    seconds, units = kept["poll_seconds"], kept["youtube_daily_units"]
    return Settings(
        poll_seconds=int(seconds) if _is_one_of(POLL_SECONDS, seconds) else standard.poll_seconds,
        x_base_url=kept["x_base_url"],
        facebook_base_url=kept["facebook_base_url"],
        x_dialect=kept["x_dialect"] if kept["x_dialect"] in X_DIALECTS else standard.x_dialect,
        graph_version=kept["graph_version"]
        if GRAPH_VERSION.fullmatch(kept["graph_version"])
        else standard.graph_version,
        instagram_base_url=kept["instagram_base_url"],
        youtube_base_url=kept["youtube_base_url"],
        youtube_project=kept["youtube_project"],
        youtube_daily_units=int(units) if _is_one_of(DAILY_UNITS, units) else standard.youtube_daily_units,
    )


def save(work: Work, settings: Settings) -> None:
    """Keep *settings*."""
    for field in fields(Settings):
        work.set_setting(PREFIX + field.name, str(getattr(settings, field.name)))


def _is_one_of(numbers: range, text: str) -> bool:
    return text.isdecimal() and len(text) < 10 and int(text) in numbers
