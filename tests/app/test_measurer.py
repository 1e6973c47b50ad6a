"""The daily sample of an account: after it was read, once a day, never at the cost of reading."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pmsdesk.app.bootstrap import Console
from pmsdesk.app.measurer import Measurer
from pmsdesk.app.poller import Poller
from pmsdesk.domain.account import Channel
from pmsdesk.domain.events import AccountMeasured, AccountPolled
from pmsdesk.domain.metrics import AccountSample, PostSample, day_of
from pmsdesk.domain.polling import SHORT, Budget, Polling
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.faults import Kind
from pmsdesk.services import accounting
from pmsdesk.ui.preferences import Choices, Preferences
from pmsdesk.ui.settings.account_metrics import AccountDetails, AccountMetricsView
from tests.app.conftest import HANDLES, NOW, Station
from tests.screen import FARID, PASSWORD

X = "x-moworks"
FACEBOOK = "facebook-kkr"
MINUTE = timedelta(minutes=1)


class Watch:
    """A desk, a poller that looks when told to, and what measures after it."""

    def __init__(self, station: Station) -> None:
        seat, self.station, self.desk = station.seat, station, station.desk()
        work = seat.store.work
        self.poller = Poller(self.desk, station.tasks, seat.lines, work, seat.triager.triage, MINUTE)
        self.poller._timer.setInterval(10**9)
        self.measurer = Measurer(self.desk, station.tasks, seat.lines, work, self.poller)

    def look(self, **after: float) -> None:
        self.station.jump(**after)
        self.poller.look()
        self.station.settle()

    def measure(self) -> None:
        self.measurer.measure(self.station.account(X))
        self.station.settle()

    def samples(self, account_id: str = X) -> list[AccountSample]:
        return list(self.station.seat.store.read().samples(account_id, NOW.date() - timedelta(days=30)))


@pytest.fixture
def watch(station: Station, qtbot: QtBot) -> Iterator[Callable[[], Watch]]:
    made: list[Watch] = []

    def begin() -> Watch:
        made.append(Watch(station))
        made[-1].poller.start()
        station.settle()
        return made[-1]

    yield begin
    for one in made:
        one.poller.stop()
    station.settle()


@pytest.mark.parametrize("account_id", list(HANDLES))
def test_an_account_is_measured_once_it_has_been_read(
    station: Station, watch: Callable[[], Watch], account_id: str
) -> None:
    station.connect(account_id)
    (sample,) = watch().samples(account_id)
    assert sample.taken_at == station.now()
    assert sample.metrics.followers
    assert sample.profile.handle == HANDLES[account_id]
    told = [type(event) for event in station.happened if isinstance(event, AccountPolled | AccountMeasured)]
    assert told == [AccountPolled, AccountMeasured]


def test_it_is_asked_once_a_day_and_again_on_the_next(station: Station, watch: Callable[[], Watch]) -> None:
    station.connect(X)
    watching = watch()
    asked = station.calls("x.me")
    for _ in range(3):
        watching.look(minutes=2)
    assert (station.calls("x.me"), len(watching.samples())) == (asked, 1)
    watching.look(hours=24)
    assert (station.calls("x.me"), len(watching.samples())) == (asked + 1, 2)


def test_a_sample_of_today_is_not_taken_again_after_a_new_start(station: Station, watch: Callable[[], Watch]) -> None:
    station.connect(X)
    watch().poller.stop()
    asked = station.calls("x.me")
    assert len(watch().samples()) == 1
    assert station.calls("x.me") == asked


def test_nothing_is_asked_while_the_budget_is_short(station: Station, watch: Callable[[], Watch]) -> None:
    station.connect(X)
    station.fault("x.mentions", Kind.STATUS_500)
    watching = watch()
    renews_at = station.now() + MINUTE
    watching.desk.tell_polling(X, Polling(budget=Budget(SHORT, 75, renews_at, 300)))
    watching.measure()
    assert watching.samples() == []
    watching.desk.tell_polling(X, Polling(budget=Budget(SHORT - 0.01, 78, renews_at, 300)))
    watching.measure()
    assert len(watching.samples()) == 1


def test_a_paused_account_is_not_asked_anything(station: Station, watch: Callable[[], Watch]) -> None:
    station.connect(X)
    with station.seat.store.work(FARID) as work:
        accounting.pause(work, X)
        work.commit()
    asked = station.calls("x.me")
    assert watch().samples() == []
    assert station.calls("x.me") == asked


def test_a_measure_that_fails_disturbs_no_reading_and_is_left_until_tomorrow(
    station: Station, watch: Callable[[], Watch]
) -> None:
    station.connect(X)
    station.fault("x.me", Kind.STATUS_500, times=None)
    watching = watch()
    written = station.write(X)
    watching.look(minutes=2)
    assert (watching.samples(), station.told) == ([], [])
    polling = watching.desk.polling(X)
    assert (polling.failures, polling.trouble) == (0, None)
    with station.seat.store.work(SYSTEM) as work:
        assert work.conversations.message_by_remote_id(Channel.X, written)
    station.mend()
    watching.look(minutes=2)
    assert watching.samples() == []
    watching.look(hours=24)
    assert len(watching.samples()) == 1


def test_posts_that_cannot_be_counted_do_not_keep_the_account_from_it(
    station: Station, watch: Callable[[], Watch]
) -> None:
    station.connect(X)
    post = station.write(X, "Makluman: FT1 ditutup malam ini.", author="MOWorks")
    answer = under(station, Channel.X, "MOWorks", post, "@MOWorks bila dibuka?")
    station.fault("x.posts", Kind.STATUS_500)
    watching = watch()
    assert len(watching.samples()) == 1
    assert pinned(station, Channel.X, answer) is None
    watching.look(hours=24)
    sample = pinned(station, Channel.X, answer)
    assert sample is not None
    assert (sample.day, sample.metrics.comments, sample.metrics.likes) == (day_of(station.now()), 1, 0)


def test_a_post_under_which_somebody_wrote_is_counted(station: Station, watch: Callable[[], Watch]) -> None:
    station.connect(FACEBOOK)
    with station.sandbox.control() as control:
        post = next(one for one in control.world.items.values() if one.channel is Channel.FACEBOOK)
        post.likes = 18
    answer = under(station, Channel.FACEBOOK, "KKRMalaysia", post.id, "Bila siap?")
    watch()
    sample = pinned(station, Channel.FACEBOOK, answer)
    assert sample is not None
    told = sample.metrics
    assert (told.likes, told.comments, told.shares) == (18, 1, 2)


def test_whoever_signs_in_sees_how_each_network_fares_on_its_card(
    station: Station, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    station.connect(*HANDLES)
    entry = station.seat.sign_in("farid", PASSWORD)
    console = Console(
        station.seat, station.tasks, entry, Preferences(qapp, tmp_path / "theme", Choices(), lambda _choices: None)
    )
    with qtbot.waitExposed(console.window):
        console.start()
    station.settle()
    console.window.go("accounts")
    station.settle()
    for details in console.page("accounts").findChildren(AccountDetails):
        details.toggle.click()
    station.settle()
    views = console.page("accounts").findChildren(AccountMetricsView)
    told = {label.text() for view in views for label in view.findChildren(QLabel)}
    console.close()
    station.settle()
    assert len(views) == len(HANDLES)
    assert {"96,540", "61,870", "284,600", "61,240", "18,400"} <= told


def under(station: Station, channel: Channel, page: str, post: str, text: str) -> str:
    """A citizen answers *post*; the remote id."""
    with station.sandbox.control() as control:
        return control.inject(
            channel, page, "Aminah Kassim" if channel is Channel.FACEBOOK else "aminah", text, parent=post
        ).id


def pinned(station: Station, channel: Channel, remote_id: str) -> PostSample | None:
    """The sample of the post that is pinned above the citizen's message."""
    with station.seat.store.work(SYSTEM) as work:
        message = work.conversations.message_by_remote_id(channel, remote_id)
    assert message is not None
    parent = station.seat.store.read().conversation(message.conversation_id, "").parent
    assert parent is not None
    return parent.sample
