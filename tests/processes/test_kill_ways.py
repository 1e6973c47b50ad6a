"""``kill -9`` at each step of a private reply and of a post with a picture: once in the end, by its own way.

As `test_kill_publishing`, whose station it uses: real processes, the real store, adapters and practice networks.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.media import Attached
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.sandbox import faults
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import drafting, ingest, posting
from pmsdesk.services.ports import Batch
from pmsdesk.store.store import Store
from tests.processes.test_kill_publishing import AINA, ANSWER, COMPLAINT, JKR, MOWORKS, Station
from tests.services.speaking import ALT, picture

S = PublicationState
READING = Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("kkr",), road="FT5", confidence=0.9)


def clear(text: str, _channel: Channel) -> Assessment:
    return Assessment((), "1", len(text), 280)


@pytest.fixture(params=[MOWORKS, JKR], ids=lambda account: account.channel)
def private(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Station]:
    """A seat whose officer has answered a citizen in private; the undo window is over."""
    account: Account = request.param
    now = datetime.now(UTC).replace(microsecond=0)
    with Sandbox() as sandbox:
        with sandbox.control() as control:
            control.reset(seeded=False)
            if account is JKR:
                control.inject(JKR.channel, JKR.handle, JKR.handle, "FT5 ditutup esok.", place=Place.POST)
            asked = control.inject(account.channel, account.handle, "ali_rahman", COMPLAINT)
        seat = Station(tmp_path, sandbox, account, "", now)
        store = seat.open()
        citizen = Author(asked.author.id, "ali_rahman", "Ali Rahman")
        message = RemoteMessage(
            account.channel, asked.id, asked.id, "", citizen, COMPLAINT, now, capability=Capability()
        )
        with store.work(SYSTEM) as work:
            work.people.put(AINA, "")
            work.accounts.put(account)
            ingest.accept(work, account.id, Batch((message,), "c"), lambda _text, _account: READING)
            work.commit()
        talk = conversation_id(account.id, asked.id, contact_id(account.channel, citizen.remote_id))
        with store.work(AINA) as work:
            events = drafting.submit(work, talk, asked.id, ANSWER, clear, way=Way.PRIVATE)
            work.commit()
        seat.reply = next(event.reply_id for event in events if isinstance(event, ReplySubmitted))
        store.close()
        seat.now += timedelta(seconds=10)
        yield seat


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Station]:
    """A seat with a post that carries a picture; the undo window is over."""
    now = datetime.now(UTC).replace(microsecond=0)
    with Sandbox() as sandbox:
        with sandbox.control() as control:
            control.reset(seeded=False)
        seat = Station(tmp_path, sandbox, MOWORKS, "", now, picture=True)
        store = seat.open()
        seat.reply = posted(store)
        store.close()
        seat.now += timedelta(seconds=10)
        yield seat


def posted(store: Store) -> str:
    """Let the officer post; the post's id."""
    with store.work(SYSTEM) as work:
        work.people.put(AINA, "")
        work.accounts.put(MOWORKS)
        work.commit()
    with store.work(AINA) as work:
        medium = Attached(work.media.keep(picture()), "image/jpeg", ALT)
        events = posting.submit_post(work, MOWORKS.id, ANSWER, (medium,), None, clear)
        work.commit()
    return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))


def standing(station: Station) -> list[tuple[bool, str]]:
    """What stands, and whether in private."""
    with station.sandbox.control() as control:
        return [(entry.private, entry.text) for entry in control.world.ledger.entries]


def texts_of_pictures(station: Station) -> list[list[str]]:
    with station.sandbox.control() as control:
        items, entries = control.world.items, control.world.ledger.entries
        return [[medium.alt_text for medium in items[Channel.X, entry.id].media] for entry in entries]


@pytest.mark.parametrize(
    ("step", "state", "ledger"),
    [
        ("before claim", S.READY, 0),
        ("after claim", S.CLAIMED, 0),
        ("before sending", S.CLAIMED, 0),
        ("after sending", S.SENDING, 0),
        ("answer", S.SENDING, 1),
        ("before sent", S.SENDING, 1),
        ("after sent", S.SENT, 1),
    ],
)
def test_a_private_reply_killed_at_a_step_stands_once_in_private(
    private: Station, step: str, state: S, ledger: int
) -> None:
    assert private.killed_at(step).state is state
    assert private.ledger == ledger
    assert private.restart().state is S.SENT
    assert standing(private) == [(True, ANSWER)]


@pytest.mark.parametrize(
    ("step", "state", "ledger"),
    [
        ("after claim", S.CLAIMED, 0),
        ("before begun", S.CLAIMED, 0),
        ("after begun", S.CLAIMED, 0),
        ("before brought", S.CLAIMED, 0),
        ("after brought", S.CLAIMED, 0),
        ("before whole", S.CLAIMED, 0),
        ("after whole", S.CLAIMED, 0),
        ("before described", S.CLAIMED, 0),
        ("after described", S.CLAIMED, 0),
        ("before sending", S.CLAIMED, 0),
        ("after sending", S.SENDING, 0),
        ("answer", S.SENDING, 1),
        ("before sent", S.SENDING, 1),
        ("after sent", S.SENT, 1),
    ],
)
def test_a_post_killed_at_a_step_stands_once_with_its_picture(post: Station, step: str, state: S, ledger: int) -> None:
    assert post.killed_at(step).state is state
    assert post.ledger == ledger
    assert post.restart().state is S.SENT
    assert standing(post) == [(False, ANSWER)]
    assert texts_of_pictures(post) == [[ALT]]


@pytest.mark.parametrize("hours", [24, -24])
def test_a_post_killed_in_its_call_and_started_again_with_a_clock_that_is_a_day_off(post: Station, hours: int) -> None:
    assert post.killed_at("answer").state is S.SENDING
    post.now += timedelta(hours=hours)
    assert post.restart().state is S.SENT
    assert standing(post) == [(False, ANSWER)]


def test_a_post_killed_while_the_network_holds_the_call_it_then_carries_out(post: Station) -> None:
    assert post.killed_in_call(faults.Kind.COMMIT_THEN_TIMEOUT, seconds=30.0).state is S.SENDING
    assert post.restart().state is S.SENT
    assert standing(post) == [(False, ANSWER)]
