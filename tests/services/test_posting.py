"""Posts of our own: through the same four eyes, at their time, with their pictures and the texts for them, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.account_errors import AccountNotInUse
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import BlockedByCheck, NotAllowed, OwnReply
from pmsdesk.domain.posting import Obstacle
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState, Way
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.way_errors import CannotPost, DueTooLate, PostIsFixed
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import accounting, approving, drafting, ingest, publishing
from pmsdesk.services.reading import InboxFilter, InboxTab
from tests.services.seat import ADMIN, AINA, BADRUL, CHONG, RUDE, triage
from tests.services.speaking import ALT, POST, Speaker, picture

S = PublicationState
CREATE = {Channel.X: "x.create", Channel.FACEBOOK: "facebook.post", Channel.INSTAGRAM: "instagram.publish"}
FIRST_STEP = {
    Channel.X: "x.media_append",
    Channel.FACEBOOK: "facebook.photo",
    Channel.INSTAGRAM: "instagram.container",
}


@pytest.fixture(params=[Channel.X, Channel.FACEBOOK, Channel.INSTAGRAM])
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


def test_it_stands_with_its_picture_and_the_text_for_it(speaker: Speaker) -> None:
    post = speaker.post(POST, speaker.attach())
    speaker.on(seconds=10)
    speaker.go_on(3)
    assert speaker.standing == [(False, POST)]
    assert speaker.carried == [[ALT]]
    (row,) = speaker.seat.store.read().posts()
    assert (row.reply_id, row.text, row.media[0].alt_text) == (post, POST, ALT)
    assert row.publication is not None
    assert row.publication.state is S.SENT
    assert row.permalink
    with speaker.seat.look() as work:
        assert work.conversations.get(row.conversation_id).state is ConversationState.DONE


def test_several_pictures_go_into_one_post_in_their_order(speaker: Speaker) -> None:
    speaker.post(
        POST,
        speaker.attach(picture("red"), "Lubang besar sebelum dibaiki."),
        speaker.attach(picture("green"), "Jalan rata selepas dibaiki."),
    )
    speaker.on(seconds=10)
    speaker.go_on(4)
    assert speaker.standing == [(False, POST)]
    assert speaker.carried == [["Lubang besar sebelum dibaiki.", "Jalan rata selepas dibaiki."]]


@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT])
def test_a_lost_answer_is_cleared_up_and_it_stands_once(speaker: Speaker, kind: Kind) -> None:
    post = speaker.post(POST, speaker.attach())
    speaker.strike(CREATE[speaker.account.channel], kind)
    speaker.on(seconds=10)
    speaker.go_on(12)
    assert speaker.state(post) is S.SENT
    assert speaker.standing == [(False, POST)]


@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.DROP_BEFORE_COMMIT, Kind.STATUS_429])
def test_an_upload_that_is_broken_off_goes_on_and_nothing_stands_meanwhile(speaker: Speaker, kind: Kind) -> None:
    post = speaker.post(POST, speaker.attach())
    speaker.strike(FIRST_STEP[speaker.account.channel], kind)
    speaker.on(seconds=10)
    speaker.deliver()
    assert speaker.state(post) is S.READY
    assert speaker.standing == []
    assert speaker.publication(post).words
    speaker.on(hours=1)
    speaker.go_on(3)
    assert speaker.state(post) is S.SENT
    assert speaker.carried == [[ALT]]


def test_what_was_brought_is_kept_and_not_brought_again(x: Speaker) -> None:
    post = x.post(POST, x.attach())
    x.strike("x.create", Kind.STATUS_429)
    x.on(seconds=10)
    x.deliver()
    (upload,) = x.publication(post).uploads
    assert upload.is_ready
    with x.sandbox.control() as control:
        order = control.fault("x.media_initialize", Kind.STATUS_500)
    x.on(hours=1)
    x.deliver()
    assert (x.state(post), order.calls) == (S.SENT, 0)


@pytest.mark.parametrize("network", [Channel.X, Channel.INSTAGRAM])
def test_what_the_network_forgot_meanwhile_is_brought_anew(tmp_path: Path, network: Channel) -> None:
    with Sandbox() as sandbox:
        speaker = Speaker(sandbox, tmp_path, network)
        post = speaker.post(POST, speaker.attach())
        speaker.strike(CREATE[network], Kind.STATUS_429)
        speaker.on(seconds=10)
        speaker.go_on(2)
        before = speaker.publication(post).uploads
        assert before[0].is_ready
        speaker.on(hours=30)
        speaker.deliver()
        assert (speaker.state(post), speaker.publication(post).uploads) == (S.READY, ())
        speaker.on(minutes=2)
        speaker.go_on(4)
        assert speaker.state(post) is S.SENT
        assert speaker.carried == [[ALT]]
        speaker.seat.close()


def test_a_file_the_network_refuses_brings_the_post_back_to_its_author(x: Speaker) -> None:
    post = x.post(POST, x.attach(b"\xff\xd8 bukan gambar"))
    x.strike("x.media_initialize", Kind.STATUS_403)
    x.on(seconds=10)
    x.deliver()
    assert x.standing == []
    assert x.state(post) is S.REJECTED
    (row,) = x.seat.store.read().posts()
    assert x.seat.view(row.conversation_id).conversation.state is ConversationState.OPEN


def test_a_file_that_is_not_here_is_waited_for(x: Speaker) -> None:
    medium = x.attach()
    post = x.post(POST, medium)
    lies = x.seat.store.path.parent / "attachments" / medium.sha[:2] / medium.sha
    content = lies.read_bytes()
    lies.unlink()
    x.on(seconds=10)
    x.deliver()
    assert (x.state(post), x.standing) == (S.READY, [])
    assert "ft5" in x.publication(post).words or medium.sha[:12] in x.publication(post).words
    lies.write_bytes(content)
    x.on(seconds=61)
    x.deliver()
    assert x.standing == [(False, POST)]


# ---- four eyes ------------------------------------------------------------------------------------------------------


def test_an_alternative_text_is_checked_as_the_words_are(x: Speaker) -> None:
    post = x.post(POST, x.attach(alt_text="Pemandu bodoh di FT5"))
    x.on(seconds=10)
    x.deliver()
    assert x.standing == []
    (row,) = x.seat.store.read().approvals(CHONG.id)
    assert row.way is Way.POST
    assert row.rules[0][1].startswith("Teks alt 1: ")
    view = x.seat.store.read().approval(post)
    assert [medium.alt_text for medium in view.media] == ["Pemandu bodoh di FT5"]
    assert view.answered is None
    with pytest.raises(BlockedByCheck):
        x.post(POST, x.attach(alt_text="Pemilik 850101-14-5678"))


def test_a_supervisor_approves_exactly_what_was_shown_and_it_goes_out(x: Speaker) -> None:
    post = x.post(RUDE, x.attach())
    with pytest.raises(NotAllowed):
        x.seat.do(BADRUL, approving.approve, post, x.seat.store.read().approval(post).reply.head.sha)
    x.seat.do(CHONG, approving.approve, post, x.seat.store.read().approval(post).reply.head.sha)
    x.on(seconds=10)
    x.deliver()
    assert x.standing == [(False, RUDE)]
    assert [item.operation for item in x.seat.store.read().approval(post).history][:2] == [
        "post.submitted",
        "reply.approved",
    ]


def test_nobody_approves_a_post_of_his_own(x: Speaker) -> None:
    post = x.post(RUDE, who=CHONG)
    with pytest.raises(OwnReply):
        x.seat.do(CHONG, approving.approve, post, x.seat.store.read().approval(post).reply.head.sha)


def test_another_alternative_text_is_another_text_to_approve(x: Speaker) -> None:
    medium = x.attach(alt_text="Pemandu bodoh di FT5")
    post = x.post(POST, medium)
    shown = x.seat.store.read().approval(post).reply.head.sha
    x.post(POST, x.attach(alt_text="Pemandu bodoh di FT50"), reply_id=post)
    assert x.seat.store.read().approval(post).reply.head.sha != shown
    assert x.seat.store.read().approval(post).reply.head.number == 2


def test_one_that_is_returned_lies_open_with_its_reason_and_a_later_version_goes_out(x: Speaker) -> None:
    post = x.post(RUDE, x.attach())
    sha = x.seat.store.read().approval(post).reply.head.sha
    x.seat.do(CHONG, approving.give_back, post, sha, "Nada kurang sopan.")
    (row,) = x.seat.store.read().posts()
    assert (row.state, row.decided, row.reason) == (ReplyState.RETURNED, "returned", "Nada kurang sopan.")
    assert x.seat.view(row.conversation_id).conversation.state is ConversationState.OPEN
    x.post(POST, reply_id=post)
    x.on(seconds=10)
    x.deliver()
    assert x.standing == [(False, POST)]
    assert x.carried == [[]]


def test_an_account_under_the_rule_for_all_lets_none_out_unapproved(x: Speaker) -> None:
    x.seat.do(ADMIN, accounting.set_policy, x.account.id, Policy.ALL)
    x.post()
    x.on(seconds=10)
    x.deliver()
    assert x.standing == []
    assert len(x.seat.store.read().approvals(CHONG.id)) == 1


# ---- its time -------------------------------------------------------------------------------------------------------


def test_one_for_later_goes_out_at_its_time_and_not_before(x: Speaker) -> None:
    due = x.start + timedelta(days=3)
    post = x.post(POST, x.attach(), due_at=due)
    assert x.publication(post).not_before == due
    for at in (x.start + timedelta(minutes=1), x.start - timedelta(days=1), due - timedelta(seconds=1)):
        x.go_to(at)
        x.deliver()
    assert x.standing == []
    x.go_to(due)
    x.deliver()
    assert x.standing == [(False, POST)]


def test_one_for_later_may_be_taken_back_until_it_goes(x: Speaker) -> None:
    post = x.post(due_at=x.start + timedelta(days=3))
    x.on(days=2)
    x.seat.do(AINA, publishing.undo, post)
    x.on(days=2)
    x.deliver()
    assert x.standing == []
    assert x.seat.store.read().posts()[0].state is ReplyState.WITHDRAWN


def test_to_send_at_once_means_not_before_its_time(x: Speaker) -> None:
    due = x.start + timedelta(days=3)
    post = x.post(due_at=due)
    x.seat.do(AINA, publishing.resume, post)
    assert x.publication(post).not_before == due


def test_approved_after_its_time_it_goes_out_with_the_undo_window(x: Speaker) -> None:
    post = x.post(RUDE, due_at=x.start + timedelta(hours=1))
    x.on(hours=2)
    x.seat.do(CHONG, approving.approve, post, x.seat.store.read().approval(post).reply.head.sha)
    x.deliver()
    assert x.standing == []
    x.on(seconds=10)
    x.deliver()
    assert x.standing == [(False, RUDE)]


def test_account_and_time_of_a_post_stay_and_a_year_is_the_most(x: Speaker) -> None:
    post = x.post(RUDE, due_at=x.start + timedelta(days=1))
    with pytest.raises(PostIsFixed):
        x.post(POST, due_at=x.start + timedelta(days=2), reply_id=post)
    with pytest.raises(DueTooLate):
        x.post(POST, due_at=x.start + timedelta(days=366))


# ---- where it is to be seen -----------------------------------------------------------------------------------------


def test_no_inbox_lists_or_counts_a_post_and_no_search_for_citizens_finds_it(x: Speaker) -> None:
    talk, _ = x.hear()
    x.post(POST, x.attach())
    x.on(seconds=10)
    x.deliver()
    x.post(RUDE)
    read, now = x.seat.store.read(), x.seat.clock.now
    for tab in InboxTab:
        for key in read.inbox_keys(InboxFilter(tab, staff_id=AINA.id), now):
            assert read.inbox_rows([key], AINA.id)[0].conversation_id == talk
    counts = read.counts(AINA.id, now)
    assert (counts.open, counts.waiting, counts.pending_approvals) == (1, 0, 1)
    assert [hit.conversation_id for hit in read.search("FT5")] == [talk]
    assert read.search("KKRMalaysia") == []


def test_the_newest_waits_first_and_what_is_through_comes_after(x: Speaker) -> None:
    x.post("Pertama.")
    x.on(seconds=10)
    x.deliver()
    x.post("Lusa.", due_at=x.start + timedelta(days=2))
    x.post("Esok.", due_at=x.start + timedelta(days=1))
    x.post("Tarik balik.", who=BADRUL)
    x.seat.do(BADRUL, publishing.undo, x.seat.store.read().posts()[0].reply_id)
    assert [row.text for row in x.seat.store.read().posts()] == ["Esok.", "Lusa.", "Tarik balik.", "Pertama."]


def test_what_citizens_say_under_a_post_is_their_own_conversation(x: Speaker) -> None:
    post = x.post()
    x.on(seconds=10)
    x.deliver()
    with x.sandbox.control() as control:
        control.inject(Channel.X, "MOWorks", "aminah_kk", "bila siap?", parent=x.publication(post).remote_id)
    x.seat.do(SYSTEM, ingest.accept, x.account.id, x.line.fetch(""), triage)
    (key,) = x.seat.store.read().inbox_keys(InboxFilter(), x.seat.clock.now)
    row = x.seat.store.read().inbox_rows([key], AINA.id)[0]
    shown = x.seat.view(row.conversation_id)
    assert shown.parent is not None
    assert shown.parent.text == POST
    assert [message.text for message in shown.messages] == ["@MOWorks bila siap?"]


def test_an_account_that_ends_before_a_post_is_due_does_not_take_it(x: Speaker) -> None:
    x.seat.do(ADMIN, accounting.edit_account, replace(x.account, valid_to=(x.start + timedelta(days=1)).date()))
    x.post(POST)
    with pytest.raises(AccountNotInUse):
        x.post(POST, due_at=x.start + timedelta(days=2))


def test_what_a_network_does_not_take_is_told_before_anything_is_kept(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        gram = Speaker(sandbox, tmp_path, Channel.INSTAGRAM)
        with pytest.raises(CannotPost) as error:
            gram.post()
        assert error.value.facts["obstacles"] == (Obstacle.MEDIA_MISSING,)
        assert gram.seat.store.read().posts() == []
        gram.seat.close()


def test_a_draft_of_a_post_comes_back_to_its_author(x: Speaker) -> None:
    post = x.post(RUDE)
    x.seat.do(AINA, drafting.withdraw, post)
    (row,) = x.seat.store.read().posts()
    assert row.state is ReplyState.WITHDRAWN
    assert x.seat.view(row.conversation_id).draft == RUDE
