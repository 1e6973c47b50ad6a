"""Publishing: whatever the network does to a call, the reply stands there once in the end, or its author knows why."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from pmsdesk.app.lines import token_name
from pmsdesk.app.publisher import Publisher
from pmsdesk.channels.http import Wire
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import NoKeyring, StoreLocked, TokenExpired
from pmsdesk.domain.events import ModerationChanged, PublicationChanged
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.domain.publication import UNDO_WINDOW, Outgoing, PublicationState
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.world import Moderation as YouTubeState
from pmsdesk.services import ingest, moderating, publishing
from tests.app.conftest import ANSWER, HANDLES, Station
from tests.screen import AISYAH, ROSNAH

S = PublicationState
Lock = Callable[[Station], AbstractContextManager[None]]
ACCOUNTS = {
    Channel.X: "x-moworks",
    Channel.FACEBOOK: "facebook-kkr",
    Channel.INSTAGRAM: "instagram-kkr",
    Channel.YOUTUBE: "youtube-kkr",
}
CREATE = {network: f"{network}.create" for network in ACCOUNTS}

both = pytest.mark.parametrize("network", [Channel.X, Channel.FACEBOOK])
each = pytest.mark.parametrize("network", list(ACCOUNTS))


def publisher_of(station: Station) -> Publisher:
    publisher = Publisher(station.desk(), station.tasks, station.seat.lines, station.seat.store.work)
    publisher._timer.setInterval(10**9)
    return publisher


@pytest.fixture
def publisher(station: Station) -> Iterator[Publisher]:
    """Runs; the tests look at the clock in place of its timer."""
    made = publisher_of(station)
    made.start()
    station.settle()
    yield made
    made.stop()


@pytest.fixture
def station(station: Station) -> Station:
    station.connect(*ACCOUNTS.values())
    return station


def look(station: Station, publisher: Publisher, **after: float) -> None:
    """What the timer does, some time later, and all that follows."""
    station.jump(**after)
    publisher.look()
    station.settle()


def until_over(station: Station, publisher: Publisher, reply_id: str) -> PublicationState:
    """Go on for an hour at most; the state in which the reply then is."""
    for _ in range(180):
        look(station, publisher, seconds=20)
        if station.publication(reply_id).state in (S.SENT, S.REJECTED):
            break
    return station.publication(reply_id).state


@both
def test_a_reply_goes_out_once_when_the_undo_window_is_over(
    station: Station, publisher: Publisher, network: Channel
) -> None:
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=UNDO_WINDOW.total_seconds() - 1)
    assert (station.publication(reply_id).state, station.standing()) == (S.READY, 0)
    look(station, publisher, seconds=1)
    assert (station.publication(reply_id).state, station.standing()) == (S.SENT, 1)
    assert station.publication(reply_id).remote_id
    assert S.SENT in [event.state for event in station.happened if isinstance(event, PublicationChanged)]
    look(station, publisher, hours=1)
    assert station.standing() == 1


@each
@pytest.mark.parametrize(
    "kind",
    [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_TIMEOUT, Kind.COMMIT_THEN_RESET, Kind.TRUNCATED, Kind.CUT_BODY],
)
def test_published_without_an_answer_is_looked_up_and_never_sent_again(
    station: Station, publisher: Publisher, network: Channel, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind is Kind.COMMIT_THEN_TIMEOUT:
        assert Wire.__init__.__kwdefaults__ is not None
        monkeypatch.setitem(Wire.__init__.__kwdefaults__, "timeouts", (5.0, 2.0))
    fault = station.fault(CREATE[network], kind)
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=10)
    assert (station.publication(reply_id).state, station.standing()) == (S.UNSURE, 1)
    assert until_over(station, publisher, reply_id) is S.SENT
    assert (station.standing(), fault.calls) == (1, 1)


@both
@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE_COMMIT, Kind.HTML, Kind.STATUS_500])
def test_a_call_that_was_lost_on_its_way_is_sent_again_only_when_that_is_proven(
    station: Station, publisher: Publisher, network: Channel, kind: Kind
) -> None:
    fault = station.fault(CREATE[network], kind)
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=10)
    assert (station.publication(reply_id).state, station.standing()) == (S.UNSURE, 0)
    look(station, publisher, seconds=30)
    assert (station.publication(reply_id).state, fault.calls) == (S.UNSURE, 1)
    assert until_over(station, publisher, reply_id) is S.SENT
    assert (station.standing(), fault.calls) == (1, 2)


@pytest.mark.parametrize("network", [Channel.INSTAGRAM, Channel.YOUTUBE])
@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE_COMMIT, Kind.HTML, Kind.STATUS_500])
def test_a_call_that_was_lost_where_a_reply_may_stand_unseen_is_left_to_a_person(
    station: Station, publisher: Publisher, network: Channel, kind: Kind
) -> None:
    fault = station.fault(CREATE[network], kind)
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=10)
    for _ in range(8):
        look(station, publisher, minutes=10)
    unsure = station.publication(reply_id)
    assert (unsure.state, unsure.attempts, station.standing(), fault.calls) == (S.UNSURE, 1, 0, 1)


@each
@pytest.mark.parametrize("kind", [Kind.STATUS_401, Kind.STATUS_429])
def test_refused_for_now_waits_with_the_reason_and_goes_out_later(
    station: Station, publisher: Publisher, network: Channel, kind: Kind
) -> None:
    station.fault(CREATE[network], kind)
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=10)
    waiting = station.publication(reply_id)
    assert (waiting.state, station.standing()) == (S.READY, 0)
    assert ("telah tamat" if kind is Kind.STATUS_401 else "meminta kita menunggu") in waiting.words
    look(station, publisher, seconds=30)
    assert station.publication(reply_id).state is S.READY
    assert until_over(station, publisher, reply_id) is S.SENT
    assert station.standing() == 1


def test_without_credits_it_waits_for_a_person(station: Station, publisher: Publisher) -> None:
    station.fault("x.create", Kind.STATUS_402)
    reply_id = station.answer("x-moworks")
    look(station, publisher, seconds=10)
    assert until_over(station, publisher, reply_id) is S.READY
    assert station.publication(reply_id).paused
    assert "Kredit" in station.publication(reply_id).words
    with station.seat.store.work(AISYAH) as work:
        publishing.resume(work, reply_id)
        work.commit()
    look(station, publisher)
    assert (station.publication(reply_id).state, station.standing()) == (S.SENT, 1)


@both
def test_refused_for_good_gives_the_text_back(station: Station, publisher: Publisher, network: Channel) -> None:
    station.fault(CREATE[network], Kind.STATUS_403)
    reply_id = station.answer(ACCOUNTS[network])
    look(station, publisher, seconds=10)
    assert (station.publication(reply_id).state, station.standing()) == (S.REJECTED, 0)
    with station.seat.store.work(SYSTEM) as work:
        reply = work.replies.get(reply_id)
        assert work.conversations.draft(reply.conversation_id, AISYAH.id, "reply") == ANSWER


def test_without_any_network_it_waits_and_goes_out_when_the_line_is_back(
    station: Station, publisher: Publisher
) -> None:
    reply_id = station.answer("x-moworks")
    station.sandbox.stop()
    for _ in range(5):
        look(station, publisher, minutes=1)
    assert (station.publication(reply_id).state, station.publication(reply_id).attempts) == (S.READY, 0)
    station.sandbox.start()
    assert until_over(station, publisher, reply_id) is S.SENT
    assert station.standing() == 1


# ---- at the start -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [True, False])
def test_what_was_being_sent_when_the_program_died_is_looked_up_first(station: Station, left: bool) -> None:
    reply_id = station.answer("x-moworks")
    station.jump(seconds=10)
    with station.seat.store.work(SYSTEM) as work:
        publishing.claim(work, reply_id, "earlier-run")
        sending = publishing.begin(work, reply_id, "earlier-run", "")
        work.commit()
    if left:
        line = station.seat.lines.of(station.account("x-moworks"))
        line.publish(Outgoing(sending.account_id, sending.target, sending.thread, sending.text))
    publisher = publisher_of(station)
    publisher.start()
    station.settle()
    states = [event.state for event in station.happened if isinstance(event, PublicationChanged)]
    assert states == [S.UNSURE, S.SENT if left else S.UNSURE]
    assert station.standing() == (1 if left else 0)
    assert until_over(station, publisher, reply_id) is S.SENT
    assert station.standing() == 1
    publisher.stop()


def test_a_store_that_is_locked_at_the_start_does_not_keep_it_from_recovering(
    station: Station, another_program: Lock
) -> None:
    reply_id = station.answer("x-moworks")
    station.jump(seconds=10)
    with station.seat.store.work(SYSTEM) as work:
        publishing.claim(work, reply_id, "earlier-run")
        publishing.begin(work, reply_id, "earlier-run", "")
        work.commit()
    publisher = publisher_of(station)
    with another_program(station):
        publisher.start()
        for _ in range(20):
            publisher.look()
        assert station.tasks.pending == 1
        station.settle()
        look(station, publisher)
    assert [type(error) for error in station.told] == [StoreLocked]
    look(station, publisher)
    assert station.publication(reply_id).state is S.UNSURE
    publisher.stop()


def test_a_call_of_the_person_before_that_ends_after_the_next_signed_in_is_not_made_twice(station: Station) -> None:
    reply_id = station.answer("x-moworks")
    station.jump(seconds=10)
    before, after = publisher_of(station), publisher_of(station)
    slow = station.fault("x.create", Kind.SLOW, seconds=0.2)
    before.start()
    while not slow.calls:
        QApplication.processEvents()
    before.stop()
    after.start()
    station.settle()
    assert (station.publication(reply_id).state, station.standing()) == (S.SENT, 1)
    assert station.told == []
    after.stop()


# ---- without a line, and at the end ------------------------------------------------------------------------------


def test_an_account_without_a_usable_token_lets_its_reply_wait_and_says_why(
    station: Station, publisher: Publisher
) -> None:
    reply_id = station.answer("x-moworks")
    account = station.account("x-moworks")
    station.seat.lines.keep(account, "token\nrosak")
    for _ in range(4):
        look(station, publisher, seconds=40)
    waiting = station.publication(reply_id)
    assert (waiting.state, waiting.attempts, station.told) == (S.READY, 0, [])
    assert waiting.words == str(TokenExpired(account=account.name))
    station.seat.lines.keep(account, token_for(HANDLES["x-moworks"]))
    assert until_over(station, publisher, reply_id) is S.SENT


def test_a_token_that_ended_meanwhile_keeps_the_reply_until_there_is_another(
    station: Station, publisher: Publisher
) -> None:
    reply_id = station.answer("facebook-kkr")
    with station.sandbox.control() as control:
        control.date_token(Channel.FACEBOOK, "KKRMalaysia", station.now())
    for _ in range(30):
        look(station, publisher, minutes=5)
    waiting = station.publication(reply_id)
    assert (waiting.state, station.standing()) == (S.READY, 0)
    assert waiting.words.startswith(str(TokenExpired(account=station.account("facebook-kkr").name)))
    with station.sandbox.control() as control:
        control.date_token(Channel.FACEBOOK, "KKRMalaysia", None)
    assert until_over(station, publisher, reply_id) is S.SENT
    assert station.standing() == 1


def test_without_a_place_for_tokens_nothing_is_claimed_and_it_is_told_once(
    station: Station, publisher: Publisher
) -> None:
    reply_id = station.answer("x-moworks")
    station.seat.lines.forget(station.account("x-moworks"))
    for _ in range(5):
        look(station, publisher, seconds=40)
    assert station.publication(reply_id).state is S.READY
    assert [type(error) for error in station.told] == [NoKeyring]
    station.vault.put(token_name(station.account("x-moworks")), token_for(HANDLES["x-moworks"]))
    assert until_over(station, publisher, reply_id) is S.SENT


def test_a_clock_that_is_set_back_a_day_does_not_hold_a_reply(station: Station, publisher: Publisher) -> None:
    reply_id = station.answer("x-moworks")
    station.seat.lines.forget(station.account("x-moworks"))
    look(station, publisher, seconds=10)
    station.vault.put(token_name(station.account("x-moworks")), token_for(HANDLES["x-moworks"]))
    station.off -= timedelta(days=1)
    look(station, publisher)
    assert station.publication(reply_id).state is S.SENT


def test_after_stopping_no_delivery_begins(station: Station, publisher: Publisher) -> None:
    reply_id = station.answer("x-moworks")
    station.jump(seconds=10)
    publisher.look()
    publisher.stop()
    station.settle()
    publisher.look()
    station.settle()
    assert (station.publication(reply_id).state, station.calls("x.create")) == (S.READY, 0)


# ---- moderation -----------------------------------------------------------------------------------------------------


@dataclass
class Insult:
    """A citizen's comment that one person asked to hide or delete, and another let be."""

    station: Station
    network: Channel
    act: Moderation = Moderation.HIDE

    def __post_init__(self) -> None:
        account = self.station.account(ACCOUNTS[self.network])
        with self.station.sandbox.control() as control:
            post = next(item.id for item in control.world.items.values() if item.channel is self.network)
            self.remote_id = control.inject(self.network, HANDLES[account.id], "azlan", "bodoh", parent=post).id
        batch = self.station.seat.lines.of(account).fetch("")
        with self.station.seat.store.work(SYSTEM) as work:
            ingest.accept(work, account.id, batch, self.station.seat.triager.triage)
            work.commit()
        with self.station.seat.store.work(AISYAH) as work:
            said = work.conversations.message_by_remote_id(account.channel, self.remote_id)
            assert said is not None
            (asked,) = moderating.ask(work, said.conversation_id, said.id, self.act, "lucah")
            work.commit()
        assert isinstance(asked, ModerationChanged)
        self.id = asked.measure_id
        with self.station.seat.store.work(ROSNAH) as work:
            moderating.clear(work, self.id, work.moderation.get(self.id).sha)
            work.commit()

    @property
    def state(self) -> ModerationState:
        return self.station.seat.store.read().moderation(self.id).line.measure.state

    @property
    def hidden(self) -> bool:
        with self.station.sandbox.control() as control:
            item = control.world.items[self.network, self.remote_id]
            return item.hidden or item.state is YouTubeState.HELD

    @property
    def deleted(self) -> bool:
        with self.station.sandbox.control() as control:
            return control.world.items[self.network, self.remote_id].deleted


HIDE = {Channel.FACEBOOK: "facebook.moderate", Channel.INSTAGRAM: "instagram.moderate"}


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE])
def test_what_a_second_person_cleared_is_hidden_on_the_network(
    station: Station, publisher: Publisher, network: Channel
) -> None:
    insult = Insult(station, network)
    look(station, publisher)
    assert insult.hidden
    assert insult.state is ModerationState.DONE
    assert ModerationState.DONE in [e.state for e in station.happened if isinstance(e, ModerationChanged)]


def test_a_deletion_is_carried_out(station: Station, publisher: Publisher) -> None:
    insult = Insult(station, Channel.FACEBOOK, Moderation.DELETE)
    look(station, publisher)
    assert insult.deleted
    assert insult.state is ModerationState.DONE


@pytest.mark.parametrize("network", list(HIDE))
@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT])
def test_an_act_whose_answer_was_lost_is_done_again(
    station: Station, publisher: Publisher, network: Channel, kind: Kind
) -> None:
    insult = Insult(station, network)
    station.fault(HIDE[network], kind)
    look(station, publisher)
    assert insult.state is ModerationState.CLEARED
    station.mend()
    look(station, publisher, seconds=61)
    assert insult.state is ModerationState.DONE
    assert insult.hidden


def test_an_account_that_was_disconnected_keeps_what_is_to_be_done(station: Station, publisher: Publisher) -> None:
    insult = Insult(station, Channel.FACEBOOK)
    station.disconnect(ACCOUNTS[Channel.FACEBOOK])
    look(station, publisher)
    assert insult.state is ModerationState.CLEARED
    station.connect(ACCOUNTS[Channel.FACEBOOK])
    look(station, publisher, minutes=6)
    assert insult.state is ModerationState.DONE
