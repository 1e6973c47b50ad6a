"""The counts and the profile of every network against the sandbox, which shares no code with the adapters."""

from dataclasses import fields
from decimal import Decimal

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.ports import Measured, MetricsPort
from tests.channels.test_against_sandbox import HANDLES, channel_of

NOT_TOLD = {
    Channel.X: {"views", "day_views", "day_reach", "day_interactions"},
    Channel.FACEBOOK: {"following", "posts", "views"},
    Channel.INSTAGRAM: {"views"},
    Channel.YOUTUBE: {"following", "day_views", "day_reach", "day_interactions"},
}
NOT_SHOWN = {
    Channel.X: set[str](),
    Channel.FACEBOOK: set[str](),
    Channel.INSTAGRAM: {"header"},
    Channel.YOUTUBE: {"website"},
}
POST_NOT_TOLD = {
    Channel.X: {"reach"},
    Channel.FACEBOOK: {"saves"},
    Channel.INSTAGRAM: set[str](),
    Channel.YOUTUBE: {"shares", "reach", "saves"},
}
each = pytest.mark.parametrize("network", list(HANDLES))


@pytest.fixture
def seeded() -> Sandbox:
    return Sandbox()


def unknown(value: AccountMetrics | Profile | PostMetrics) -> set[str]:
    return {field.name for field in fields(value) if getattr(value, field.name) is None}


def metrics_of(sandbox: Sandbox, network: Channel, **options: str) -> MetricsPort:
    line = channel_of(sandbox, network, **options)
    assert isinstance(line, Measured)
    return line.metrics


def our_posts(sandbox: Sandbox, network: Channel) -> list[str]:
    with sandbox.control() as control:
        every = control.world.items.values()
        mine = [one for one in every if one.channel is network and one.author.handle == HANDLES[network]]
        return [one.id for one in mine if one.likes and not one.parent]


@each
def test_the_account_and_its_profile_are_told(seeded: Sandbox, network: Channel) -> None:
    with seeded:
        profile, told = metrics_of(seeded, network).account()
    assert unknown(told) == NOT_TOLD[network]
    assert told.followers
    assert told.followers > 1000
    assert unknown(profile) == NOT_SHOWN[network]
    assert profile.handle == HANDLES[network]
    assert profile.website in (None, "https://www.kkr.gov.my")


@each
def test_our_posts_are_counted_and_no_others(seeded: Sandbox, network: Channel) -> None:
    with seeded:
        wanted = our_posts(seeded, network)
        told = metrics_of(seeded, network).posts([*wanted, "20"])
    assert wanted
    assert {post.remote_id for post in told} == set(wanted)
    assert all(post.likes and post.views for post in told)
    assert all(unknown(post) == POST_NOT_TOLD[network] for post in told)


@pytest.mark.parametrize("dialect", ["legacy", "post"])
def test_x_charges_the_account_once_a_day_and_half_a_cent_a_post(seeded: Sandbox, dialect: str) -> None:
    with seeded:
        wanted = our_posts(seeded, Channel.X)
        metrics = metrics_of(seeded, Channel.X, dialect=dialect)
        for _ in range(2):
            metrics.account()
            metrics.posts(wanted)
        with seeded.control() as control:
            assert control.world.x.spent == Decimal("0.010") + len(wanted) * Decimal("0.005")
