"""One conversation as the screen gets it: bubbles in order, each thing shown once and by its right name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.approval import Approval, Decision
from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.message import ANSWERABLE, Direction
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Clearance, ReplyState, Version
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services.reading import ConversationView, ItemKind
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, POTHOLE, Clock, Writer, version
from tests.store.test_register import registered

ANSWER = "Terima kasih tuan. Pasukan JKR Selangor akan menampal jalan tersebut pada 25 November."


@pytest.fixture
def talk(writer: Writer) -> Conversation:
    return writer.talk(name="Faizal Z.", sent_at=NOW - timedelta(hours=1))


def begin_reply(store: Store, talk: Conversation, state: ReplyState = ReplyState.PENDING) -> Version:
    made = version("r1", ANSWER)
    with store.work(AISYAH) as work:
        work.replies.add("r1", talk.id, ACCOUNT.id, "m1", state)
        work.replies.add_version(made)
        work.record("reply.submitted", talk.id, {"reply": "r1"})
        work.commit()
    return made


def publish(store: Store, made: Version, *states: PublicationState, remote_id: str = "") -> None:
    out = Publication(
        "r1", made.id, made.sha, ACCOUNT.id, Channel.X, "m1", "t1", made.text, PublicationState.READY, NOW
    )
    with store.work(AISYAH) as work:
        work.replies.add_clearance(made.id, made.sha, Clearance.TEMPLATE, "2026.11.3", work.now())
        work.replies.put_publication(out)
        for state in states:
            work.replies.put_publication(replace(out, state=state, remote_id=remote_id, words="Duplicate content"))
        work.commit()


def view(store: Store, talk: Conversation) -> ConversationView:
    return store.read().conversation(talk.id, AISYAH.id)


def test_the_view_holds_who_wrote_where_and_what(store: Store, talk: Conversation) -> None:
    shown = view(store, talk)
    assert (shown.conversation, shown.account, shown.contact.name) == (talk, ACCOUNT, "Faizal Z.")
    (bubble,) = shown.items
    assert (bubble.kind, bubble.author, bubble.text, bubble.own) == (ItemKind.MESSAGE, "Faizal Z.", POTHOLE, False)
    assert (bubble.remote_id, bubble.capability, bubble.permalink) == ("m1", ANSWERABLE, "https://x.com/i/m1")
    assert (shown.parent, shown.complaint, shown.reply, shown.publication) == (None, None, None, None)
    with pytest.raises(NotFound):
        store.read().conversation("tiada", AISYAH.id)


def test_bubbles_stand_in_the_order_things_happened(
    store: Store, talk: Conversation, clock: Clock, writer: Writer
) -> None:
    with store.work(AISYAH) as work:
        work.conversations.add_note("n1", talk.id, AISYAH.id, "Sudah ditelefon.", work.now())
        work.commit()
    begin_reply(store, talk)
    clock.now += timedelta(minutes=5)
    registered(store, talk)
    writer.say(writer.message(talk, "m-late", "Ok terima kasih", NOW + timedelta(minutes=9)))
    kinds = [(item.kind, item.own) for item in view(store, talk).items]
    assert kinds == [
        (ItemKind.MESSAGE, False),
        (ItemKind.NOTE, True),
        (ItemKind.REPLY, True),
        (ItemKind.SYSTEM, True),
        (ItemKind.MESSAGE, False),
    ]


def test_a_line_of_the_system_tells_its_operation_and_facts(store: Store, talk: Conversation) -> None:
    complaint = registered(store, talk)
    with store.work(SYSTEM) as work:
        work.record("conversation.woken", talk.id, {})
        work.commit()
    first, second = (item for item in view(store, talk).items if item.kind is ItemKind.SYSTEM)
    assert (first.operation, first.facts, first.author) == (
        "complaint.registered",
        {"number": complaint.number},
        AISYAH.name,
    )
    assert (second.operation, second.author) == ("conversation.woken", "")
    assert [item.operation for item in view(store, talk).history] == ["complaint.registered", "conversation.woken"]


def test_the_post_that_is_answered_is_pinned_wherever_it_is_stored(
    store: Store, talk: Conversation, writer: Writer
) -> None:
    post = writer.message(talk, "t1", "Kerja menurap di FT5 bermula esok", direction=Direction.CONTEXT)
    writer.say(post)
    shown = view(store, talk)
    assert shown.parent is not None
    assert shown.parent.text == "Kerja menurap di FT5 bermula esok"
    assert [item.text for item in shown.items] == [POTHOLE]
    neighbour = writer.talk(thread="t1")
    assert view(store, neighbour).parent == shown.parent


def test_what_the_first_message_answers_is_pinned_before_the_root(
    store: Store, talk: Conversation, writer: Writer
) -> None:
    other = writer.talk()
    for remote_id, text in (("t-root", "akar"), ("p-near", "yang dijawab")):
        writer.say(writer.message(talk, remote_id, text, direction=Direction.CONTEXT))
    third = writer.talk(thread="t-root", sent_at=NOW)
    writer.say(writer.message(third, "m-first", "soalan", NOW - timedelta(days=1), parent="p-near"))
    pinned = view(store, third).parent
    assert pinned is not None
    assert pinned.text == "yang dijawab"
    assert view(store, other).parent is None


def test_a_reply_shows_where_it_stands_until_the_network_shows_it(
    store: Store, talk: Conversation, writer: Writer
) -> None:
    made = begin_reply(store, talk, ReplyState.CLEARED)
    waiting = view(store, talk).items[-1]
    assert (waiting.kind, waiting.reply_state, waiting.publication) == (ItemKind.REPLY, "cleared", None)
    path = (PublicationState.CLAIMED, PublicationState.SENDING, PublicationState.UNSURE, PublicationState.SENT)
    publish(store, made, *path, remote_id="1890")
    sent = view(store, talk).items[-1]
    assert (sent.kind, sent.publication, sent.remote_id) == (ItemKind.REPLY, PublicationState.SENT, "1890")
    assert sent.words == "Duplicate content"
    writer.say(writer.message(talk, "1890", ANSWER, NOW, direction=Direction.OUT))
    shown = view(store, talk)
    assert [item.kind for item in shown.items] == [ItemKind.MESSAGE, ItemKind.MESSAGE]
    assert shown.items[-1].own
    assert shown.publication is not None


def test_a_withdrawn_reply_is_a_draft_again_and_no_bubble(store: Store, talk: Conversation) -> None:
    begin_reply(store, talk, ReplyState.WITHDRAWN)
    shown = view(store, talk)
    assert [item.kind for item in shown.items] == [ItemKind.MESSAGE]
    assert shown.reply is not None


def test_a_new_version_does_not_inherit_where_the_old_one_stood(store: Store, talk: Conversation) -> None:
    made = begin_reply(store, talk)
    publish(store, made, PublicationState.WITHDRAWN)
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", "Versi kedua.", 2))
        work.commit()
    bubble = view(store, talk).items[-1]
    assert (bubble.text, bubble.publication) == ("Versi kedua.", None)


def test_a_returned_reply_tells_why(store: Store, talk: Conversation) -> None:
    made = begin_reply(store, talk)
    with store.work(HAKIM) as work:
        work.replies.add_approval(
            Approval("ap1", "r1", made.id, made.sha, HAKIM.id, Decision.RETURNED, "Buang nama syarikat", work.now())
        )
        work.replies.set_state("r1", ReplyState.RETURNED)
        work.commit()
    assert view(store, talk).return_reason == "Buang nama syarikat"
    with store.work(AISYAH) as work:
        work.replies.set_state("r1", ReplyState.PENDING)
        work.commit()
    assert view(store, talk).return_reason == ""


def test_complaints_of_the_same_person_are_told(store: Store, writer: Writer, talk: Conversation) -> None:
    here = registered(store, talk)
    before = registered(store, writer.talk(), contact_id=talk.contact_id)
    registered(store, writer.talk())
    shown = view(store, talk)
    assert (shown.complaint, shown.past_complaints) == (here, (before,))


def test_the_assignee_is_named(store: Store, writer: Writer) -> None:
    talk = writer.talk(assignee_id=HAKIM.id)
    assert view(store, talk).assignee_name == HAKIM.name
    assert view(store, writer.talk()).assignee_name == ""
