"""Publishing over a real register and the practice networks: allowed, once, settled, whatever answer is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pmsdesk.domain.errors import NotAllowed, TextChanged
from pmsdesk.domain.events import PublicationChanged
from pmsdesk.domain.message import message_id
from pmsdesk.domain.publication import Found, PublicationState, ReadBack
from pmsdesk.domain.register_errors import AnswerLost, RegisterUnreachable
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import asking
from pmsdesk.services.register_ports import Held
from pmsdesk.services.shared_publishing import STALE, SharedPublishing
from tests.postgres import SharedRegister
from tests.services.office import ANSWER, FLAGGED, KKR, MOWORKS, Killed, Office, Publisher, checker, first

S = PublicationState


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """The practice networks."""
    with Sandbox() as started:
        yield started


@pytest.fixture(params=[MOWORKS], ids=lambda account: account.channel)
def office(request: pytest.FixtureRequest, shared: SharedRegister, sandbox: Sandbox) -> Iterator[Office]:
    """One citizen has written to the account; both networks where the test asks for them."""
    made = Office(shared, sandbox, request.param)
    yield made
    made.close()


both_networks = pytest.mark.parametrize("office", [MOWORKS, KKR], ids=lambda account: account.channel, indirect=True)


# ---- who may publish what ---------------------------------------------------------------------------------------


@both_networks
def test_a_clear_reply_of_a_flagged_account_is_attested_and_goes_out_once(office: Office) -> None:
    version = office.submit()
    events = office.publisher().round()
    assert events == (PublicationChanged(office.reply, office.talk.id, S.SENT),)
    assert office.standing == [ANSWER]
    assert office.attempts == ["claimed", "sending", "sent"]
    (attested,) = office.shared.all("SELECT publisher, sha, clear, lexicon FROM app.attestation")
    assert attested == ("penerbit1", version["sha"], True, checker().lexicon.label)
    ours = office.shared.all("SELECT remote_id, text, parent FROM app.message WHERE direction = 'out'")
    assert ours == [(office.publication["remote_id"], ANSWER, office.talk.target)]
    office.publisher("penerbit2").round()
    assert office.standing == [ANSWER]


def test_what_the_publishers_own_check_flags_waits_for_a_supervisor_whatever_the_seat_said(office: Office) -> None:
    office.submit(FLAGGED, ground="check")
    publisher = office.publisher()
    assert publisher.round() == (PublicationChanged(office.reply, office.talk.id, S.WITHDRAWN),)
    assert (office.standing, office.state) == ([], S.WITHDRAWN)
    assert office.shared.one("SELECT state FROM app.reply") == "pending"
    ((findings,),) = office.shared.all("SELECT findings FROM app.attestation")
    assert "biadab" in {FLAGGED[start:end] for _, severity, start, end, *_ in findings if severity == "approval"}
    version = office.shared.one("SELECT to_jsonb(v) FROM app.reply_version v")
    office.decide(version)
    publisher.round()
    assert (office.standing, office.state) == ([FLAGGED], S.SENT)


def test_an_approved_text_needs_no_check_of_the_publisher(office: Office) -> None:
    office.policy("all")
    office.decide(office.submit(FLAGGED, ground=""))
    office.publisher().round()
    assert (office.standing, office.state) == ([FLAGGED], S.SENT)
    assert office.shared.one("SELECT count(*) FROM app.attestation") == 0


def test_a_publisher_with_another_lexicon_than_the_one_in_force_attests_nothing(office: Office) -> None:
    office.shared.administrator.execute("UPDATE sync.meta SET lexicon = '2031-01'")
    office.submit()
    assert office.publisher().round() == ()
    assert (office.standing, office.state) == ([], S.READY)
    assert office.shared.one("SELECT count(*) FROM app.attestation") == 0


def test_a_publisher_who_wrote_it_tries_once_to_attest_it_in_vain_and_another_may(office: Office) -> None:
    office.submit(by=office.shared.station("mei"))
    writer = office.publisher("mei")
    asked = writer.troubled().calls
    assert [writer.round() for _ in range(3)] == [(), (), ()]
    assert asked.count("attest") == 1
    assert (office.standing, office.shared.one("SELECT count(*) FROM app.attestation")) == ([], 0)
    office.publisher().round()
    assert office.standing == [ANSWER]


def test_a_register_that_was_restored_is_told_anew_what_the_check_found(office: Office) -> None:
    office.submit()
    publisher = office.publisher()
    asked = publisher.troubled(("attest", "before"), trouble=NotAllowed).calls
    publisher.round()
    publisher.round()
    assert asked.count("attest") == 1
    office.shared.administrator.execute("SELECT sync.begin_epoch(0)")
    office.pass_time(seconds=700)
    publisher.round()
    assert asked.count("attest") == 2
    assert office.standing == [ANSWER]


def test_a_text_that_is_not_the_one_of_its_hash_is_never_sent(office: Office) -> None:
    office.submit()
    publisher = office.publisher()

    class Forged:
        """A register whose owner has put another text into the row."""

        def __getattr__(self, name: str) -> object:
            return getattr(publisher.real, name)

        def claim(self, version_id: str) -> Held | None:
            held = publisher.real.claim(version_id)
            assert held is not None
            forged = replace(held.delivery.publication, text="Tiada jalan berlubang.")
            return Held(held.token, replace(held.delivery, publication=forged))

    publisher.publishing = SharedPublishing(Forged(), checker().check)  # type: ignore[arg-type]
    with pytest.raises(TextChanged):
        publisher.round()
    assert (office.standing, office.state) == ([], S.CLAIMED)


# ---- what is still owed -----------------------------------------------------------------------------------------


def write_again(office: Office, remote_id: str, text: str = "Masih belum dibaiki, tuan.") -> None:
    """The citizen writes once more in the same conversation, and the officer's seat sends it up."""
    row = office.shared.one("SELECT to_jsonb(c) FROM app.conversation c")
    now = office.shared.one("SELECT sync.now()").isoformat()
    message = office.shared.one("SELECT to_jsonb(m) FROM app.message m WHERE direction = 'in'")
    message |= {"id": message_id(office.account.channel, remote_id), "remote_id": remote_id, "text": text}
    message |= {"sent_at": now, "received_at": now}
    rows = {"conversations": [row], "messages": [message]}
    assert office.officer.call("ingest", office.officer.device, rows)["messages"] == 1


def owed(office: Office) -> tuple[object, str]:
    """The promise of the conversation, and its state."""
    ((due_at, state),) = office.shared.all("SELECT due_at, state FROM app.conversation")
    return due_at, state


def promise(office: Office) -> None:
    """The citizen is owed an answer within a day, as his seat found it."""
    office.shared.administrator.execute(
        "UPDATE app.conversation SET state = 'waiting', due_at = "
        "(SELECT least(sent_at, received_at) + interval '24 hours' FROM app.message)"
    )


def test_an_answer_settles_the_promise(office: Office) -> None:
    promise(office)
    office.submit()
    office.publisher().round()
    assert owed(office) == (None, "waiting")


@pytest.mark.parametrize("unsure", [False, True])
def test_what_the_citizen_wrote_while_the_answer_was_on_its_way_is_still_owed(office: Office, unsure: bool) -> None:
    promise(office)
    office.submit()
    if unsure:
        office.fault(Kind.COMMIT_THEN_500)
    publisher = office.publisher()
    publisher.meanwhile("begin_send", lambda: write_again(office, "99"))
    publisher.round()
    assert office.come_to_rest(publisher) is S.SENT
    later = office.shared.one("SELECT sent_at + interval '24 hours' FROM app.message WHERE remote_id = '99'")
    assert owed(office) == (later, "open")


# ---- what the network answers -----------------------------------------------------------------------------------

DOUBTFUL = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_TIMEOUT, Kind.COMMIT_THEN_RESET, Kind.TRUNCATED, Kind.CUT_BODY)
NOT_DONE = (Kind.STATUS_401, Kind.STATUS_429)
MAYBE_NOT_DONE = (Kind.DROP_BEFORE_COMMIT, Kind.STATUS_500, Kind.HTML)


@both_networks
@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_call_whose_outcome_nobody_knows_is_looked_up_and_never_sent_again(office: Office, kind: Kind) -> None:
    office.submit()
    office.fault(kind, seconds=0.1)
    office.publisher().round()
    assert office.state is S.UNSURE
    assert office.come_to_rest() is S.SENT
    assert office.standing == [ANSWER]
    assert office.attempts.count("sending") == 1


@pytest.mark.parametrize("office", [KKR], ids=["facebook"], indirect=True)
def test_without_looking_a_reply_would_stand_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether these tests have teeth: Facebook takes the same text twice."""
    office.submit()
    office.fault(Kind.COMMIT_THEN_500)
    office.publisher().round()
    monkeypatch.setattr(asking, "look", lambda _channel, sought: (ReadBack(Found.ABSENT), sought.versions[-1]))
    office.come_to_rest()
    assert office.standing == [ANSWER, ANSWER]


@both_networks
@pytest.mark.parametrize("kind", NOT_DONE)
def test_what_was_certainly_not_done_is_tried_again_after_a_back_off(office: Office, kind: Kind) -> None:
    office.submit()
    office.fault(kind)
    publisher = office.publisher()
    assert publisher.round() == (PublicationChanged(office.reply, office.talk.id, S.READY),)
    assert office.publication["words"]
    assert publisher.round() == ()
    assert office.come_to_rest(publisher) is S.SENT
    assert office.standing == [ANSWER]


@both_networks
@pytest.mark.parametrize("kind", MAYBE_NOT_DONE)
def test_what_proves_absent_in_the_end_is_sent_once_more(office: Office, kind: Kind) -> None:
    office.submit()
    office.fault(kind)
    office.publisher().round()
    assert (office.state, office.standing) == (S.UNSURE, [])
    assert office.come_to_rest() is S.SENT
    assert office.standing == [ANSWER]
    assert office.attempts.count("sending") == 2


@both_networks
def test_a_message_that_is_gone_is_refused_for_good(office: Office) -> None:
    office.submit()
    with office.sandbox.control() as control:
        control.delete(office.account.channel, office.talk.target)
    assert office.publisher().round() == (PublicationChanged(office.reply, office.talk.id, S.REJECTED),)
    assert (office.state, office.standing) == (S.REJECTED, [])


@both_networks
@pytest.mark.parametrize("kind", [Kind.STATUS_500, Kind.STATUS_429])
def test_when_the_network_cannot_be_read_nothing_is_sent(office: Office, kind: Kind) -> None:
    office.submit()
    office.fault(kind, "*", times=1)
    office.publisher().round()
    assert (office.state, office.standing) == (S.READY, [])
    assert office.attempts == ["claimed", "ready"]
    assert office.come_to_rest() is S.SENT
    assert office.standing == [ANSWER]


@both_networks
def test_before_a_text_is_sent_the_network_is_searched_for_any_version_of_it(office: Office) -> None:
    """As after a restored back-up: the register has forgotten that an older version went out."""
    office.submit()
    forgotten = first(office.publisher().real.claimable())
    office.submit(ANSWER + " Sekian.")
    office.channel().publish(asking.outgoing(forgotten.publication, forgotten.publication.text))
    office.publisher().round()
    assert (office.state, office.standing) == (S.SENT, [ANSWER])
    assert office.shared.one("SELECT text FROM app.message WHERE direction = 'out'") == ANSWER


# ---- what the register does not answer --------------------------------------------------------------------------

STEPS = ("attest", "claim", "begin_send", "finish_send")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_lost_answer_at_any_step_neither_loses_nor_doubles_the_reply(office: Office, step: str, when: str) -> None:
    office.submit()
    publisher = office.publisher()
    publisher.troubled((step, when))
    try:
        publisher.round()
    except AnswerLost:
        assert step in ("attest", "claim")
    assert office.standing == ([ANSWER] if step == "finish_send" else [])
    assert office.come_to_rest(publisher) is S.SENT
    assert office.standing == [ANSWER]


@pytest.mark.parametrize("when", ["before", "after"])
def test_after_an_unknown_begin_nothing_is_sent_and_it_is_given_back(office: Office, when: str) -> None:
    office.submit()
    publisher = office.publisher()
    troubled = publisher.troubled(("begin_send", when))
    publisher.round()
    assert (office.state, office.standing) == (S.READY, [])
    assert troubled.calls[-2:] == ["begin_send", "release_send"]


def test_when_it_cannot_even_be_given_back_it_is_freed_by_looking_not_by_time(office: Office) -> None:
    office.submit()
    publisher = office.publisher()
    publisher.troubled(("begin_send", "after"))
    inner = publisher.register
    publisher.register = inner.__class__(inner, ("release_send", "before"))
    publisher.publishing = SharedPublishing(publisher.register, checker().check)
    with pytest.raises(AnswerLost):
        publisher.round()
    assert (office.state, office.standing) == (S.SENDING, [])
    office.pass_time(minutes=1)
    second = office.publisher("penerbit2")
    assert second.round() == ()
    assert office.come_to_rest(second) is S.SENT
    assert office.standing == [ANSWER]


def test_a_register_that_is_gone_after_the_call_is_told_when_it_is_back(office: Office) -> None:
    office.submit()
    publisher = office.publisher()
    publisher.troubled(("finish_send", "before"), times=4)
    with pytest.raises(AnswerLost):
        publisher.round()
    assert (office.state, office.standing) == (S.SENDING, [ANSWER])
    with pytest.raises(AnswerLost):
        publisher.round()
    assert office.publisher("penerbit2").round() == ()
    assert publisher.round() == (PublicationChanged(office.reply, office.talk.id, S.SENT),)
    assert publisher.publishing.owed == []
    assert office.standing == [ANSWER]


def test_what_is_owed_is_settled_by_others_who_look_and_the_late_word_is_no_trouble(office: Office) -> None:
    office.submit()
    publisher = office.publisher()
    publisher.troubled(("finish_send", "before"), times=3)
    with pytest.raises(AnswerLost):
        publisher.round()
    assert office.come_to_rest(office.publisher("penerbit2")) is S.SENT
    publisher.round()
    assert publisher.publishing.owed == []
    assert (office.state, office.standing) == (S.SENT, [ANSWER])
    assert office.shared.one("SELECT count(*) FROM app.message WHERE direction = 'out'") == 1


def test_without_the_register_nothing_is_published(office: Office) -> None:
    office.submit()
    publisher = office.publisher()
    troubled = publisher.troubled(("claim", "before"), trouble=RegisterUnreachable, times=99)
    for _ in range(3):
        with pytest.raises(RegisterUnreachable):
            publisher.round()
    assert office.standing == []
    troubled.times = 0
    publisher.round()
    assert office.standing == [ANSWER]


# ---- publishers beside each other -------------------------------------------------------------------------------


def test_what_one_has_taken_the_other_cannot_take(office: Office) -> None:
    office.submit()
    slow, quick = office.publisher(), office.publisher("penerbit2")
    slow.troubled(("newest_own", "before"), trouble=Killed)
    with pytest.raises(Killed):
        slow.round()
    assert quick.round() == ()
    assert office.state is S.CLAIMED


def test_who_comes_back_after_his_lease_may_not_begin(office: Office) -> None:
    office.submit()
    slow, quick = office.publisher(), office.publisher("penerbit2")

    def overtaken() -> None:
        office.pass_time(minutes=3)
        quick.round()

    slow.meanwhile("newest_own", overtaken)
    assert slow.round() == ()
    assert (office.state, office.standing) == (S.SENT, [ANSWER])


def test_who_fell_asleep_between_the_note_and_the_call_does_not_call(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.submit()
    sleeper = office.publisher()
    awake = sleeper.real._clock_s

    def sleep() -> None:
        monkeypatch.setattr(sleeper.real, "_clock_s", lambda: awake() + STALE.total_seconds())

    sleeper.meanwhile("begin_send", sleep)
    assert sleeper.round() == ()
    assert (office.state, office.standing) == (S.READY, [])
    assert office.come_to_rest(sleeper) is S.SENT
    assert office.standing == [ANSWER]


def test_an_answer_that_comes_after_others_held_the_text_for_lost_does_not_double_it(office: Office) -> None:
    office.submit()
    late, other = office.publisher(), office.publisher("penerbit2")

    def give_up() -> None:
        office.fault(Kind.STATUS_500, "mentions", times=None)
        office.pass_time(minutes=3)
        for _ in range(6):
            other.round()
            office.pass_time(seconds=30)

    late.meanwhile("publish", give_up)
    late.round()
    assert office.come_to_rest(other, late) is S.SENT
    assert office.standing == [ANSWER]


def test_a_look_at_an_earlier_attempt_says_nothing_of_the_one_that_is_unsure_now(office: Office) -> None:
    office.submit()
    slow, quick = office.publisher(), office.publisher("penerbit2")
    office.fault(Kind.STATUS_500, times=2)
    quick.round()
    earlier = first(slow.real.unsettled())
    for _ in range(6):
        if office.attempts.count("sending") < 2:
            office.pass_time(seconds=30)
            quick.round()
    assert (office.state, office.attempts.count("sending"), office.publication["reads"]) == (S.UNSURE, 2, 0)
    slow.publishing.reconcile(slow.line, earlier)
    assert office.publication["reads"] == 0


# ---- a kill at each step ----------------------------------------------------------------------------------------

KILLS = [
    *((step, when) for step in STEPS for when in ("before", "after")),
    *((step, when) for step in ("newest_own", "read_back", "publish") for when in ("before", "after")),
]


@both_networks
@pytest.mark.parametrize(("step", "when"), KILLS)
def test_a_publisher_killed_at_a_step_is_followed_by_another(office: Office, step: str, when: str) -> None:
    office.submit()
    doomed: Publisher = office.publisher()
    doomed.troubled((step, when), trouble=Killed)
    with pytest.raises(Killed):
        doomed.round()
    assert len(office.standing) <= 1
    assert office.come_to_rest() is S.SENT
    assert office.standing == [ANSWER]
