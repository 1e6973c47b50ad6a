"""Presence over a real register: seen by the others, renewed, gone after 25 seconds, never of oneself."""

from collections.abc import Callable, Iterator

import pytest

from pmsdesk.domain.presence import GONE, Companion, Doing
from pmsdesk.services.presence import NOWHERE, Attendance, Whereabouts, beat
from pmsdesk.sync.address import Login
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.presence import RegisterPresence
from tests.postgres import SharedRegister, Talk, arrive
from tests.services.office import address_of

At = Callable[[str], RegisterPresence]


@pytest.fixture
def at(shared: SharedRegister) -> Iterator[At]:
    """The presence of a person, each over a line of his own."""
    links: list[Link] = []

    def of(user: str) -> RegisterPresence:
        links.append(Link(address_of(shared), Login(user)))
        return RegisterPresence(RegisterApi(links[-1]), user)

    yield of
    for link in links:
        link.close()


@pytest.fixture
def talk(shared: SharedRegister) -> Talk:
    return arrive(shared.station("siti"))


def test_who_types_is_seen_by_the_others_and_not_by_himself(talk: Talk, at: At) -> None:
    siti, kumar = at("siti"), at("kumar")
    beat(siti, Attendance(), Whereabouts(talk.id, Doing.TYPING), [talk.id], 0.0)
    heard = beat(kumar, Attendance(), Whereabouts(talk.id), [talk.id], 0.0)
    assert heard.companions == (Companion(talk.id, "siti", "Siti", Doing.TYPING),)
    assert siti.companions([talk.id]) == (Companion(talk.id, "kumar", "Kumar", Doing.VIEWING),)


def test_who_leaves_is_gone_at_once_and_who_falls_silent_after_a_while(
    talk: Talk, at: At, shared: SharedRegister
) -> None:
    siti, kumar = at("siti"), at("kumar")
    there = beat(siti, Attendance(), Whereabouts(talk.id), [], 0.0)
    beat(siti, there, NOWHERE, [], 1.0)
    assert kumar.companions([talk.id]) == ()
    beat(siti, Attendance(), Whereabouts(talk.id), [], 2.0)
    shared.tick(GONE.total_seconds() - 5)
    assert len(kumar.companions([talk.id])) == 1
    shared.tick(6)
    assert kumar.companions([talk.id]) == ()


def test_a_conversation_the_register_does_not_have_yet_is_no_trouble(talk: Talk, at: At) -> None:
    siti = at("siti")
    beat(siti, Attendance(), Whereabouts("0190-not-there"), [], 0.0)
    beat(siti, Attendance(), Whereabouts(talk.id), [], 1.0)
    assert [c.staff_id for c in at("kumar").companions([talk.id, "0190-not-there"])] == ["siti"]
