"""Which acts can be asked of a comment now, and which states follow on which."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import Amendment, Change
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.message import Author, Direction, Message
from pmsdesk.domain.moderation import (
    LEGAL,
    Measure,
    Moderation,
    ModerationState,
    Obstacle,
    archived,
    asked_about,
    obstacle,
    require_transition,
)

HIDE, SHOW, DELETE = Moderation
S = ModerationState
NOW = datetime(2026, 12, 1, 2, 30, 5, 120000, tzinfo=UTC)
ALL = Capability()
MESSAGE = Message(
    "m-1",
    "c-1",
    "facebook-kkr",
    "77_1",
    "77",
    Direction.IN,
    Author("9", "", "Ali"),
    'Kata "kesat"',
    NOW,
    NOW,
    "https://f",
)


def measure(act: Moderation, state: ModerationState) -> Measure:
    return Measure("d", "c-1", "m-1", "facebook-kkr", act, "", "lucah", "", "aina", NOW, state)


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ((), {HIDE: None, SHOW: Obstacle.SHOWN, DELETE: None}),
        (((HIDE, S.PENDING),), dict.fromkeys(Moderation, Obstacle.ASKED)),
        (((HIDE, S.CLEARED),), dict.fromkeys(Moderation, Obstacle.ASKED)),
        (((HIDE, S.DECLINED),), {HIDE: None, SHOW: Obstacle.SHOWN, DELETE: None}),
        (((HIDE, S.REFUSED),), {HIDE: None, SHOW: Obstacle.SHOWN, DELETE: None}),
        (((HIDE, S.CANCELLED),), {HIDE: None, SHOW: Obstacle.SHOWN, DELETE: None}),
        (((HIDE, S.DONE),), {HIDE: Obstacle.HIDDEN, SHOW: None, DELETE: None}),
        (((HIDE, S.DONE), (SHOW, S.DONE)), {HIDE: None, SHOW: Obstacle.SHOWN, DELETE: None}),
        (((HIDE, S.DONE), (SHOW, S.DECLINED)), {HIDE: Obstacle.HIDDEN, SHOW: None, DELETE: None}),
        (((DELETE, S.DONE),), dict.fromkeys(Moderation, Obstacle.DELETED)),
    ],
)
def test_what_is_offered_follows_from_what_was_done(
    before: tuple[tuple[Moderation, ModerationState], ...], offered: dict[Moderation, Obstacle | None]
) -> None:
    measures = [measure(act, state) for act, state in before]
    assert {act: obstacle(act, ALL, measures) for act in Moderation} == offered


def test_what_the_network_does_not_let_is_not_offered() -> None:
    may = Capability(hide=WhyNot.ELSEWHERE, delete=WhyNot.NO_SUCH_ACT)
    assert obstacle(HIDE, may, ()) is WhyNot.ELSEWHERE
    assert obstacle(DELETE, may, ()) is WhyNot.NO_SUCH_ACT
    assert obstacle(SHOW, may, [measure(HIDE, S.DONE)]) is WhyNot.ELSEWHERE


@pytest.mark.parametrize("old", S)
@pytest.mark.parametrize("new", S)
def test_only_a_second_person_leads_to_the_network(old: ModerationState, new: ModerationState) -> None:
    if new in LEGAL[old]:
        require_transition(old, new)
    else:
        with pytest.raises(IllegalTransition):
            require_transition(old, new)
    assert (S.DONE in LEGAL[old]) == (old is S.CLEARED)


def test_only_a_deletion_can_never_be_undone() -> None:
    assert [act for act in Moderation if act.is_final] == [DELETE]


@pytest.mark.parametrize(
    "other",
    [
        replace(MESSAGE, text='Kata "kesat".'),
        replace(MESSAGE, author=Author("9", "", "Abu")),
        replace(MESSAGE, sent_at=NOW.replace(minute=31)),
        replace(MESSAGE, permalink=""),
        replace(MESSAGE, remote_id="77_2"),
    ],
)
def test_the_seal_of_the_copy_changes_with_every_fact_of_it(other: Message) -> None:
    assert archived(Channel.FACEBOOK, other).sha != archived(Channel.FACEBOOK, MESSAGE).sha


EDITED = replace(MESSAGE, amendments=(Amendment("a", "m", "c", Change.EDITED, "Kata lain", NOW),))


def test_the_copy_holds_the_newest_words_and_a_request_keeps_the_ones_it_is_about() -> None:
    before, after = archived(Channel.FACEBOOK, MESSAGE), archived(Channel.FACEBOOK, EDITED)
    assert (before.text, after.text) == (MESSAGE.text, "Kata lain")
    assert asked_about(Channel.FACEBOOK, EDITED, before.sha) == MESSAGE.text
    assert asked_about(Channel.FACEBOOK, EDITED, after.sha) == "Kata lain"


def test_nothing_is_asked_of_what_stands_there_no_longer_but_to_show_what_we_hid() -> None:
    assert {obstacle(act, ALL, (), gone=True) for act in Moderation} == {Obstacle.GONE}
    assert obstacle(SHOW, ALL, [measure(HIDE, S.DONE)], gone=True) is None


def test_the_seal_is_the_sum_of_the_fields_as_json() -> None:
    copy = archived(Channel.FACEBOOK, MESSAGE)
    assert copy.sent_at == "2026-12-01T02:30:05.120+00:00"
    written = '["facebook","77_1","9","","Ali","Kata \\"kesat\\"","2026-12-01T02:30:05.120+00:00","https://f"]'
    assert copy.sha == sha256(written.encode()).hexdigest()
