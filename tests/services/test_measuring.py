"""Taking the daily sample: what is asked for, what is kept, and what a network that fails half-way leaves of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from pmsdesk.domain.errors import ChannelError, CreditsGone, NoNetwork
from pmsdesk.domain.events import AccountMeasured
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, PostMetrics, Profile, day_of
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import measuring
from pmsdesk.services.measuring import Measurement
from tests.services.network import Network
from tests.services.seat import MINISTRY, START, Seat

FOLLOWERS = AccountMetrics(followers=96_540)
POST = PostMetrics("p1", likes=4)


@dataclass
class Counted:
    """A network's counts, each of which may fail."""

    trouble: ChannelError | None = None
    posts_trouble: ChannelError | None = None
    asked: list[Sequence[str]] = field(default_factory=list)

    def account(self) -> tuple[Profile, AccountMetrics]:
        if self.trouble:
            raise self.trouble
        return Profile(), FOLLOWERS

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        self.asked.append(remote_ids)
        if self.posts_trouble:
            raise self.posts_trouble
        return [POST]


@dataclass
class CountedNetwork(Network):
    """A network that tells counts."""

    metrics: Counted = field(default_factory=Counted)


def test_an_account_and_its_posts_are_measured_at_once() -> None:
    network = CountedNetwork()
    assert measuring.measure(network, ["p1"]) == Measurement(Profile(), FOLLOWERS, (POST,))
    assert network.metrics.asked == [["p1"]]


def test_no_post_is_asked_for_where_nobody_answered_one() -> None:
    network = CountedNetwork()
    assert measuring.measure(network, []) == Measurement(Profile(), FOLLOWERS)
    assert network.metrics.asked == []


def test_a_network_that_tells_no_counts_is_not_measured() -> None:
    assert measuring.measure(Network(), ["p1"]) is None


def test_posts_that_fail_leave_the_account_measured() -> None:
    network = CountedNetwork(metrics=Counted(posts_trouble=CreditsGone(channel="X")))
    assert measuring.measure(network, ["p1"]) == Measurement(Profile(), FOLLOWERS)


def test_an_account_that_fails_is_not_measured() -> None:
    with pytest.raises(NoNetwork):
        measuring.measure(CountedNetwork(metrics=Counted(trouble=NoNetwork(channel="X"))), [])


def test_a_sample_is_due_once_a_day_in_kuala_lumpur(seat: Seat) -> None:
    def due() -> tuple[str, ...] | None:
        with seat.store.work(SYSTEM) as work:
            return measuring.due(work, MINISTRY.id)

    assert due() == ()
    with seat.store.work(SYSTEM) as work:
        events = measuring.keep(work, MINISTRY.id, Measurement(Profile(), FOLLOWERS))
        work.commit()
    assert events == (AccountMeasured(MINISTRY.id),)
    assert due() is None
    seat.clock.on(hours=14, minutes=59)
    assert due() is None
    seat.clock.on(minutes=1)
    assert due() == ()


def test_what_a_network_writes_is_kept_clean(seat: Seat) -> None:
    profile = Profile("KKR\x00\n Malaysia", "MOWorks", "Aduan:\r\npro@kkr.gov.my\x07 ", "", None)
    with seat.store.work(SYSTEM) as work:
        measuring.keep(work, MINISTRY.id, Measurement(profile, FOLLOWERS, (POST,)))
        work.commit()
    (sample,) = seat.store.read().samples(MINISTRY.id, day_of(START))
    clean = Profile("KKR Malaysia", "MOWorks", "Aduan:\npro@kkr.gov.my", "", None)
    assert sample == AccountSample(MINISTRY.id, START, FOLLOWERS, clean)
