"""Answers to one person alone: through the same four eyes, once, in private for ever, by what the network allows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import WhyNot
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import AlreadyOnItsWay, SameAnswer
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState, Way
from pmsdesk.domain.way_errors import NoPrivateReply
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import approving, drafting, publishing
from tests.services.seat import AINA, CHONG, RUDE, Seat
from tests.services.speaking import PRIVATE, Speaker

S = PublicationState
MESSAGE = {Channel.X: "x.message", Channel.FACEBOOK: "facebook.message"}


@pytest.fixture(params=[Channel.X, Channel.FACEBOOK])
def speaker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Speaker]:
    with Sandbox() as sandbox:
        made = Speaker(sandbox, tmp_path, request.param)
        yield made
        made.seat.close()


@pytest.fixture
def x(tmp_path: Path) -> Iterator[Speaker]:
    with Sandbox() as sandbox:
        made = Speaker(sandbox, tmp_path, Channel.X)
        yield made
        made.seat.close()


def test_it_reaches_one_person_alone_and_is_marked_in_the_conversation(speaker: Speaker) -> None:
    talk, asked = speaker.hear()
    reply = speaker.answer(talk, asked)
    speaker.on(seconds=10)
    speaker.deliver()
    assert speaker.standing == [(True, PRIVATE)]
    assert speaker.state(reply) is S.SENT
    shown = speaker.seat.view(talk)
    assert [(item.text, item.way) for item in shown.items if item.own] == [(PRIVATE, Way.PRIVATE)]
    assert shown.conversation.due_at is None


def test_while_it_waits_it_is_marked_too(x: Speaker) -> None:
    talk, asked = x.hear()
    x.answer(talk, asked, RUDE)
    (row,) = x.seat.store.read().approvals(CHONG.id)
    assert row.way is Way.PRIVATE
    assert x.seat.store.read().approval(row.reply_id).way is Way.PRIVATE
    assert [item.way for item in x.seat.view(talk).items if item.reply_state] == [Way.PRIVATE]


def test_a_flagged_one_needs_four_eyes_and_goes_out_in_private(speaker: Speaker) -> None:
    talk, asked = speaker.hear()
    reply = speaker.answer(talk, asked, RUDE)
    speaker.on(seconds=10)
    speaker.deliver()
    assert speaker.standing == []
    with speaker.seat.look() as work:
        sha = work.replies.get(reply).head.sha
    speaker.seat.do(CHONG, approving.approve, reply, sha)
    speaker.on(seconds=10)
    speaker.deliver()
    assert speaker.standing == [(True, RUDE)]


@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT])
def test_a_lost_answer_is_cleared_up_in_private_and_it_stands_once(speaker: Speaker, kind: Kind) -> None:
    talk, asked = speaker.hear()
    reply = speaker.answer(talk, asked)
    speaker.strike(MESSAGE[speaker.account.channel], kind)
    speaker.on(seconds=10)
    speaker.deliver()
    assert speaker.state(reply) is S.UNSURE
    speaker.go_on()
    assert speaker.state(reply) is S.SENT
    assert speaker.standing == [(True, PRIVATE)]


def test_what_is_said_in_public_and_in_private_to_one_message_are_two_replies(speaker: Speaker) -> None:
    talk, asked = speaker.hear()
    private = speaker.answer(talk, asked)
    public = speaker.answer(talk, asked, way=Way.PUBLIC)
    assert private != public
    speaker.on(seconds=10)
    speaker.deliver()
    assert sorted(speaker.standing) == [(False, PRIVATE), (True, PRIVATE)]


def test_another_to_the_same_message_waits_until_the_first_is_through(x: Speaker) -> None:
    talk, asked = x.hear()
    x.answer(talk, asked)
    with pytest.raises(AlreadyOnItsWay):
        x.answer(talk, asked, "Satu lagi.")
    x.on(seconds=10)
    x.deliver()
    with pytest.raises(SameAnswer):
        x.answer(talk, asked)
    assert x.answer(talk, asked, "Satu lagi.")


def test_facebook_takes_one_to_each_comment(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        page = Speaker(sandbox, tmp_path, Channel.FACEBOOK)
        talk, asked = page.hear()
        page.answer(talk, asked)
        page.on(seconds=10)
        page.deliver()
        with pytest.raises(NoPrivateReply) as error:
            page.answer(talk, asked, "Satu lagi.")
        assert error.value.facts["why"] is WhyNot.ANSWERED
        page.seat.close()


def test_a_week_later_facebook_takes_none_any_more(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        page = Speaker(sandbox, tmp_path, Channel.FACEBOOK)
        talk, asked = page.hear()
        page.on(days=7, seconds=1)
        with pytest.raises(NoPrivateReply) as error:
            page.answer(talk, asked)
        assert error.value.facts["why"] is WhyNot.TOO_LATE
        page.seat.close()


def test_one_taken_back_lies_among_the_private_drafts_only(x: Speaker) -> None:
    talk, asked = x.hear()
    reply = x.answer(talk, asked)
    x.seat.do(AINA, publishing.undo, reply)
    shown = x.seat.view(talk)
    assert (shown.private_draft, shown.draft) == (PRIVATE, "")
    assert shown.conversation.state is ConversationState.OPEN
    x.answer(talk, asked)
    assert x.seat.view(talk).private_draft == ""


def test_what_is_typed_for_one_person_is_a_draft_of_its_own(x: Speaker) -> None:
    talk, _ = x.hear()
    x.seat.do(AINA, drafting.save_draft, talk, DraftMode.PRIVATE, PRIVATE)
    x.seat.do(AINA, drafting.save_draft, talk, DraftMode.REPLY, "Salam")
    shown = x.seat.view(talk)
    assert (shown.private_draft, shown.draft) == (PRIVATE, "Salam")


def test_no_reply_changes_its_way_and_none_goes_to_another_person(seat: Seat) -> None:
    talk = seat.complain()
    reply = seat.submit(AINA, talk)
    with seat.store.work(AINA) as work, pytest.raises(IntegrityError, match="keeps its account, target, way"):
        work._connection.exec_driver_sql("UPDATE reply SET way = 'private' WHERE id = ?", (reply,))
    with seat.store.work(AINA) as work, pytest.raises(IntegrityError, match="keeps its text, media, way"):
        work._connection.exec_driver_sql("UPDATE publication SET person = '7002' WHERE reply_id = ?", (reply,))
    with seat.look() as work:
        assert work.replies.get(reply).state is ReplyState.CLEARED
