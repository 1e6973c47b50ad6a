"""Replies and the approval queue: versions kept, publications in order, rows and views for the supervisor."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.approval import Approval, Decision
from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Clearance, Reply, ReplyState, Version, fingerprint
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, POTHOLE, ROSNAH, Writer, version

FLAGGED = "Kontraktor Syarikat Maju Bina telah diberi amaran."
CALM = "Kontraktor yang dilantik telah diberi amaran."
FINDING = Finding("R16", Severity.APPROVAL, 11, 27, "Mengaibkan individu", "J.16", "yang dilantik", disguised=True)


def submit(
    store: Store, talk: Conversation, reply_id: str, made: Version, state: ReplyState = ReplyState.PENDING
) -> None:
    with store.work(AISYAH) as work:
        work.replies.add(reply_id, talk.id, ACCOUNT.id, made.target, state)
        work.replies.add_version(made)
        work.record("reply.submitted", talk.id, {"reply": reply_id})
        work.commit()


def decide(store: Store, made: Version, decision: Decision) -> Approval:
    with store.work(HAKIM) as work:
        taken = Approval(
            work.new_id(), made.reply_id, made.id, made.sha, HAKIM.id, decision, "Nada kurang sopan", work.now()
        )
        work.replies.add_approval(taken)
        state = ReplyState.CLEARED if decision is Decision.APPROVED else ReplyState.RETURNED
        work.replies.set_state(made.reply_id, state)
        work.record(f"reply.{decision}", work.replies.get(made.reply_id).conversation_id, {"reply": made.reply_id})
        work.commit()
    return taken


def ready(made: Version, **changes: object) -> Publication:
    out = Publication(
        made.reply_id,
        made.id,
        made.sha,
        ACCOUNT.id,
        Channel.X,
        made.target,
        "t1",
        made.text,
        PublicationState.READY,
        NOW,
    )
    return replace(out, **changes)  # type: ignore[arg-type]


def test_a_reply_comes_back_with_all_its_versions(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    first, second = version("r1", FLAGGED, findings=(FINDING,)), version("r1", CALM, 2, HAKIM)
    submit(store, talk, "r1", first)
    with store.work(HAKIM) as work:
        work.replies.add_version(second)
        assert work.replies.get("r1") == Reply("r1", talk.id, ACCOUNT.id, "m1", ReplyState.PENDING, (first, second))
        with pytest.raises(NotFound):
            work.replies.get("tiada")


def test_a_version_is_stored_as_it_is_hashed_and_sent(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    submit(store, talk, "r1", version("r1", "Kafe\u0301 Sabak  \r\nTerima kasih \n"))
    with store.work(AISYAH) as work:
        head = work.replies.get("r1").head
        assert head.text == "Kaf\u00e9 Sabak\nTerima kasih"
        assert head.sha == fingerprint(head.text, (), ACCOUNT.id, "m1")
        with pytest.raises(ValueError, match="fingerprint"):
            work.replies.add_version(version("r1", CALM, 2, sha="0" * 64))


def test_the_open_reply_is_the_newest_that_is_not_sent(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    made = version("r1", CALM)
    submit(store, talk, "r1", made, ReplyState.CLEARED)
    with store.work(AISYAH) as work:
        assert work.replies.open_reply(talk.id, "m1") == work.replies.get("r1")
        assert work.replies.open_reply(talk.id, "m2") is None
        work.replies.add_clearance(made.id, made.sha, Clearance.TEMPLATE, "", work.now())
        for state in (PublicationState.READY, PublicationState.CLAIMED, PublicationState.SENDING):
            work.replies.put_publication(ready(made, state=state))
        assert work.replies.open_reply(talk.id, "m1") is not None
        work.replies.put_publication(ready(made, state=PublicationState.SENT, remote_id="1890"))
        assert work.replies.open_reply(talk.id, "m1") is None


def test_a_publication_comes_back_as_it_went_in(store: Store, writer: Writer) -> None:
    made = version("r1", CALM)
    submit(store, writer.talk(), "r1", made)
    full = ready(
        made,
        state=PublicationState.UNSURE,
        token="fence-1",
        claimed_at=NOW,
        sending_at=NOW + timedelta(seconds=1),
        newest_own="1880",
        attempts=1,
        reads=2,
        words="503",
    )
    with store.work(AISYAH) as work:
        assert work.replies.publication("r1") is None
        work.replies.add_clearance(made.id, made.sha, Clearance.CHECK, "2026.11.3", work.now())
        for state in (PublicationState.READY, PublicationState.CLAIMED, PublicationState.SENDING):
            work.replies.put_publication(ready(made, state=state))
        work.replies.put_publication(full)
        assert work.replies.publication("r1") == full


def test_publications_come_by_when_they_are_due(store: Store, writer: Writer) -> None:
    late, early = version("r1", CALM), version("r2", CALM, target="m2")
    for made in (late, early):
        submit(store, writer.talk(), made.reply_id, made)
    with store.work(AISYAH) as work:
        for made, minutes in ((late, 5), (early, 1)):
            work.replies.add_clearance(made.id, made.sha, Clearance.TEMPLATE, "", work.now())
            work.replies.put_publication(ready(made, not_before=NOW + timedelta(minutes=minutes)))
        work.commit()
        found = work.replies.publications(PublicationState.READY, PublicationState.UNSURE)
        assert [p.reply_id for p in found] == ["r2", "r1"]
        assert not work.replies.publications(PublicationState.SENT)
    outbox = store.read().outbox()
    assert [(p.reply_id, handle) for p, handle in outbox] == [("r2", "faizalz2"), ("r1", "faizalz1")]
    counts = store.read().counts(AISYAH.id, NOW)
    assert (counts.to_send, counts.unsure) == (2, 0)


def test_a_later_version_is_published_after_the_first_was_withdrawn(store: Store, writer: Writer) -> None:
    first, second = version("r1", FLAGGED), version("r1", CALM, 2)
    submit(store, writer.talk(), "r1", first)
    with store.work(AISYAH) as work:
        work.replies.add_clearance(first.id, first.sha, Clearance.TEMPLATE, "", work.now())
        work.replies.put_publication(ready(first))
        work.replies.put_publication(ready(first, state=PublicationState.WITHDRAWN))
        work.replies.add_version(second)
        assert work.replies.publication("r1") == ready(first, state=PublicationState.WITHDRAWN)
        work.replies.add_clearance(second.id, second.sha, Clearance.TEMPLATE, "", work.now())
        work.replies.put_publication(ready(second))
        assert work.replies.publication("r1") == ready(second)
        assert not work.replies.publishable(first.id)


# ---- the supervisor's queue -------------------------------------------------------------------------------------


def test_waiting_replies_stand_by_the_promise_they_keep(store: Store, writer: Writer) -> None:
    for number, hours in ((1, 9), (2, 1), (3, None)):
        due_at = None if hours is None else NOW + timedelta(hours=hours)
        made = version(f"r{number}", FLAGGED, target=f"m{number}", findings=(FINDING,))
        submit(store, writer.talk(due_at=due_at, name=f"Warga {number}"), made.reply_id, made)
    with store.work(HAKIM) as work:
        work.replies.add_version(version("r1", CALM, 2, HAKIM, created_at=NOW + timedelta(minutes=1)))
        work.commit()
    rows = store.read().approvals(HAKIM.id)
    assert [row.reply_id for row in rows] == ["r2", "r1", "r3"]
    other, edited, _ = rows
    assert (other.author_name, other.account_handle, other.to_name) == (AISYAH.name, "MOWorks", "Warga 2")
    assert (other.preview, other.rules) == (FLAGGED, (("J.16", "Mengaibkan individu", Severity.APPROVAL),))
    assert (other.mine, other.decided, other.due_at) == (False, "", NOW + timedelta(hours=1))
    assert (edited.mine, edited.preview, edited.author_name, edited.rules) == (True, CALM, HAKIM.name, ())
    assert not store.read().approvals(ROSNAH.id)[1].mine
    assert store.read().counts(HAKIM.id, NOW).pending_approvals == 3
    assert len(store.read().approvals(HAKIM.id, limit=1)) == 1


def test_decided_replies_stand_newest_decision_first(store: Store, writer: Writer) -> None:
    for number, decision in ((1, Decision.APPROVED), (2, Decision.RETURNED)):
        made = version(f"r{number}", FLAGGED, target=f"m{number}")
        submit(store, writer.talk(), made.reply_id, made)
        decide(store, made, decision)
    assert store.read().approvals(HAKIM.id) == []
    rows = store.read().approvals(HAKIM.id, decided=True)
    assert [(row.reply_id, row.decided) for row in rows] == [("r2", "returned"), ("r1", "approved")]


def test_a_reply_under_review_shows_what_it_answers_and_all_that_was_decided(store: Store, writer: Writer) -> None:
    talk = writer.talk(name="Faizal Z.")
    first = version("r1", FLAGGED)
    submit(store, talk, "r1", first)
    returned = decide(store, first, Decision.RETURNED)
    with store.work(AISYAH) as work:
        work.record("reply.submitted", talk.id, {"reply": "r-other"})
        work.commit()
    view = store.read().approval("r1")
    assert view.answered is not None
    assert (view.answered.text, view.contact.name, view.due_at) == (POTHOLE, "Faizal Z.", talk.due_at)
    assert (view.reply.versions, view.approvals, view.publication) == ((first,), (returned,), None)
    assert view.author_names == {AISYAH.id: AISYAH.name, HAKIM.id: HAKIM.name}
    assert [item.operation for item in view.history] == ["reply.submitted", "reply.returned"]
    with pytest.raises(NotFound):
        store.read().approval("tiada")
