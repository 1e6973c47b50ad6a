"""Who is at a conversation is told in time, forgotten in time, and decides who is about to answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.services import triaging
from pmsdesk.services.presence import NOWHERE, Attendance, Whereabouts, about_to_answer, beat
from tests.services.seat import AINA, BADRUL, Seat

TYPING, VIEWING = Doing.TYPING, Doing.VIEWING


@dataclass
class Room:
    """The register's view of presence for Aina, in memory."""

    said: list[tuple[str, Doing | None]] = field(default_factory=list)
    others: tuple[Companion, ...] = ()

    def announce(self, conversation_id: str, doing: Doing | None) -> None:
        self.said.append((conversation_id, doing))

    def companions(self, conversation_ids: Sequence[str]) -> Sequence[Companion]:
        return [c for c in self.others if c.conversation_id in conversation_ids]


def badrul(doing: Doing, conversation_id: str = "c1") -> Companion:
    return Companion(conversation_id, BADRUL.id, BADRUL.name, doing)


@pytest.fixture
def room() -> Room:
    return Room()


def test_where_one_is_is_told_at_once_then_every_ten_seconds(room: Room) -> None:
    here = Whereabouts("c1")
    assert Attendance().is_due(here, now=0.0)
    told = beat(room, Attendance(), here, ["c1"], now=0.0)
    assert [told.is_due(here, now) for now in (0.0, 9.9, 10.0)] == [False, False, True]
    assert told.is_due(Whereabouts("c1", TYPING), now=0.1)
    assert room.said == [("c1", VIEWING)]


def test_who_goes_on_to_another_conversation_leaves_the_first(room: Room) -> None:
    told = beat(room, Attendance(), Whereabouts("c1", TYPING), [], now=0.0)
    told = beat(room, told, Whereabouts("c2"), [], now=1.0)
    beat(room, told, NOWHERE, [], now=2.0)
    assert room.said == [("c1", TYPING), ("c1", None), ("c2", VIEWING), ("c2", None)]


def test_what_was_heard_long_ago_is_no_longer_shown(room: Room) -> None:
    room.others = (badrul(TYPING),)
    heard = beat(room, Attendance(), Whereabouts("c1"), ["c1", "c2"], now=100.0)
    assert heard.at_conversation("c1", now=124.9) == (badrul(TYPING),)
    assert heard.at_conversation("c2", now=101.0) == ()
    assert heard.at_conversation("c1", now=125.0) == ()


@pytest.fixture
def talk(seat: Seat) -> Conversation:
    return seat.view(seat.complain()).conversation


@pytest.mark.parametrize(
    ("assignee", "doing", "held"),
    [
        ("", TYPING, True),
        ("", VIEWING, False),
        (BADRUL.id, VIEWING, True),
        (BADRUL.id, TYPING, True),
        (AINA.id, TYPING, False),
        ("s-who-went-home", VIEWING, False),
    ],
)
def test_the_conversation_is_left_to_whoever_has_it_or_types(
    talk: Conversation, assignee: str, doing: Doing, held: bool
) -> None:
    other = badrul(doing, talk.id)
    found = about_to_answer(replace(talk, assignee_id=assignee), [other], AINA.id)
    assert found == (other if held else None)


def test_whom_it_is_assigned_to_comes_before_one_who_types(talk: Conversation) -> None:
    mine = Companion(talk.id, AINA.id, AINA.name, TYPING)
    others = [Companion(talk.id, "s-chong", "Chong Mei Ling", TYPING), badrul(VIEWING, talk.id), mine]
    assert about_to_answer(replace(talk, assignee_id=BADRUL.id), others, AINA.id) == others[1]
    assert about_to_answer(talk, [mine], AINA.id) is None


def test_taking_over_turns_it_round(seat: Seat, talk: Conversation) -> None:
    both = [badrul(TYPING, talk.id), Companion(talk.id, AINA.id, AINA.name, TYPING)]
    seat.do(BADRUL, triaging.take, talk.id)
    seat.do(AINA, triaging.take, talk.id)
    taken = seat.view(talk.id).conversation
    assert about_to_answer(taken, both, AINA.id) is None
    assert about_to_answer(taken, both, BADRUL.id) == both[1]
