"""Publishing under random faults, kills, clocks and people: never two side effects, never forgotten, never unapproved.

It goes one of three ways: in public, to one person alone, or as a post with a picture. A network fault, a crash
between any two commits, a jump of the clock, a second publisher and people who undo, decide and edit happen in any
order. At the end the faults stop, and it must come to rest.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmsdesk.domain.capability import Capability
from pmsdesk.domain.errors import (
    AlreadyOnItsWay,
    ChannelError,
    DuplicateText,
    IllegalTransition,
    KnownError,
    NoNetwork,
    OutcomeUnknown,
    RateLimited,
    SameAnswer,
    TextRefused,
    TokenExpired,
    UndoTooLate,
)
from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.media import Attached
from pmsdesk.domain.media_errors import MediumRefused
from pmsdesk.domain.publication import Found, PrivateOutgoing, Publication, PublicationState, ReadBack
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import approving, asking, posting, publishing
from pmsdesk.store.work import SqliteWork
from tests.services.network import Fault, Network
from tests.services.seat import AINA, ANSWER, BADRUL, CHONG, MINISTRY, RUDE, START, Seat, assess

S = PublicationState
X = {"channel": "X"}
CERTAIN = (NoNetwork(**X), TokenExpired(account="@MOWorks"), RateLimited(START, **X), TextRefused(**X))
DOUBTFUL = (OutcomeUnknown(**X), ConnectionResetError())
FAULTS = st.one_of(
    st.sampled_from([Fault(e) for e in CERTAIN]),
    st.sampled_from([Fault(e, stands) for e in DOUBTFUL for stands in (True, False)]),
    st.just(Fault(DuplicateText(**X))),
)
READS = st.sampled_from([NoNetwork(**X), Found.INCOMPLETE])
BREAKS = st.sampled_from([Fault(NoNetwork(**X)), Fault(OutcomeUnknown(**X)), Fault(MediumRefused(**X, name="ft5"))])
WAITS = st.sampled_from([0, 11, 21, 31, 61, 130])
COMMITS = st.sampled_from([9, 9, 9, 0, 1, 2, 3, 4, 5])
TEXTS = st.sampled_from([ANSWER, RUDE, ANSWER + " Sekian.", RUDE + " Sekian."])


class Killed(BaseException):
    """The process is gone; nothing after this runs."""


class Publishing(RuleBasedStateMachine):
    """One citizen, one reply, and everything that can happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.seat = Seat(Path(self.folder.name))
        self.network = Network()
        self.tokens = 0
        self.approved: set[str] = set()

    def teardown(self) -> None:
        try:
            self.come_to_rest()
        finally:
            self.seat.close()
            self.folder.cleanup()

    @initialize(text=TEXTS, way=st.sampled_from(Way))
    def a_citizen_complains_and_is_answered_or_we_post(self, text: str, way: Way) -> None:
        self.way = way
        self.talk = self.seat.complain(capability=Capability())
        self.reply = self.submit(AINA, text)

    def submit(self, staff: Staff, text: str) -> str:
        """Submit *text* by the way of this run."""
        if self.way is not Way.POST:
            return self.seat.submit(staff, self.talk, text, way=self.way)
        with self.seat.store.work(staff) as work:
            medium = Attached(work.media.keep(b"gambar"), "image/jpeg", "Jalan FT5.")
            work.commit()
        earlier = getattr(self, "reply", "")
        events = self.seat.do(staff, posting.submit_post, MINISTRY.id, text, (medium,), None, assess, reply_id=earlier)
        return next(e.reply_id for e in events if isinstance(e, ReplySubmitted))

    # ---- what happens -------------------------------------------------------------------------------------------

    @rule(
        wait=WAITS,
        fault=st.none() | FAULTS,
        read=st.none() | READS,
        broken=st.lists(st.none() | BREAKS, max_size=3),
        survives=COMMITS,
    )
    def the_publisher_delivers_and_may_be_killed(
        self,
        wait: int,
        fault: Fault | None,
        read: ChannelError | Found | None,
        broken: list[Fault | None],
        survives: int,
    ) -> None:
        self.seat.clock.on(seconds=wait)
        self.network.broken = list(broken)
        self.network.faults = [fault] if fault else []
        self.network.unreadable = [read] if read else []
        self.tokens += 1
        self.run(lambda work: publishing.deliver(work, self.network, self.reply, f"t{self.tokens}"), survives)

    @rule(wait=WAITS, read=st.none() | READS, survives=COMMITS)
    def the_publisher_looks_it_up_and_may_be_killed(
        self, wait: int, read: ChannelError | Found | None, survives: int
    ) -> None:
        self.seat.clock.on(seconds=wait)
        self.network.unreadable = [read] if read else []
        self.run(lambda work: publishing.reconcile(work, self.network, self.reply), survives)

    @rule()
    def the_program_starts_again(self) -> None:
        self.seat.do(SYSTEM, publishing.recover)

    @rule(seconds=st.sampled_from([4000, 86_400, -86_400]))
    def the_clock_moves(self, seconds: int) -> None:
        self.seat.clock.on(seconds=seconds)

    @rule()
    def the_author_takes_it_back(self) -> None:
        self.person(lambda: self.seat.do(AINA, publishing.undo, self.reply), UndoTooLate)

    @rule(text=TEXTS)
    def a_colleague_submits(self, text: str) -> None:
        def submit() -> None:
            self.reply = self.submit(BADRUL, text)

        self.person(submit, AlreadyOnItsWay, SameAnswer, IllegalTransition)

    @rule()
    def a_supervisor_approves(self) -> None:
        with self.seat.look() as work:
            sha = work.replies.get(self.reply).head.sha

        def approve() -> None:
            self.seat.do(CHONG, approving.approve, self.reply, sha)
            self.approved.add(sha)

        self.person(approve, KnownError)

    @precondition(lambda self: self.state is S.UNSURE)
    @rule(again=st.booleans())
    def a_supervisor_decides_by_what_stands_there(self, again: bool) -> None:
        stands = any(post.text == self.publication.text for _, post in self.network.posts)  # type: ignore[union-attr]
        self.seat.do(CHONG, publishing.decide, self.reply, stands, "Disemak pada platform.", again=again)

    # ---- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def no_text_stands_twice(self) -> None:
        assert all(count == 1 for count in self.network.ledger.values())

    @invariant()
    def what_stands_went_the_way_it_was_meant(self) -> None:
        for _, post in self.network.posts:
            assert isinstance(post, PrivateOutgoing) is (self.way is Way.PRIVATE)
            assert isinstance(post, PrivateOutgoing) or (post.target == "") is (self.way is Way.POST)
            assert isinstance(post, PrivateOutgoing) or bool(post.media) is (self.way is Way.POST)

    @invariant()
    def nothing_flagged_stands_that_nobody_approved(self) -> None:
        for _, post in self.network.posts:
            if "bodoh" in post.text:
                with self.seat.look() as work:
                    versions = [v.sha for v in work.replies.get(self.reply).versions if v.text == post.text]
                assert self.approved.intersection(versions)

    @invariant()
    def what_counts_as_sent_stands_and_what_may_still_be_sent_does_not_count(self) -> None:
        publication = self.publication
        if publication is not None and publication.state is S.SENT and publication.remote_id:
            assert publication.remote_id in dict(self.network.posts)

    # ---- how it is done -----------------------------------------------------------------------------------------

    @property
    def publication(self) -> Publication | None:
        if not hasattr(self, "reply"):
            return None
        with self.seat.look() as work:
            return work.replies.publication(self.reply)

    @property
    def state(self) -> S | None:
        publication = self.publication
        return publication.state if publication else None

    def run(self, flow: Callable[[publishing.OpenWork], object], survives: int) -> None:
        """Run a publisher's *flow* that is killed before its commit number *survives*."""
        left = iter(range(survives))

        def open_work() -> SqliteWork:
            work = self.seat.store.work(SYSTEM)
            commit = work.commit

            def watched() -> None:
                if next(left, None) is None:
                    raise Killed
                commit()

            work.commit = watched  # type: ignore[method-assign]
            return work

        with suppress(Killed, ConnectionResetError):
            flow(open_work)

    def person(self, act: Callable[[], object], *refusals: type[KnownError]) -> None:
        """Let a person try what the program may refuse."""
        with suppress(*refusals):
            act()

    def come_to_rest(self) -> None:
        """With a sound network and a clock that runs, everything in the outbox ends within twenty minutes."""
        if self.publication is None:
            return
        self.network.faults.clear()
        self.network.unreadable.clear()
        self.network.broken.clear()
        self.seat.do(SYSTEM, publishing.recover)
        for _ in range(20):
            self.seat.clock.on(seconds=61)
            self.tokens += 1
            publishing.reconcile(lambda: self.seat.store.work(SYSTEM), self.network, self.reply)
            publishing.deliver(lambda: self.seat.store.work(SYSTEM), self.network, self.reply, f"t{self.tokens}")
        publication = self.publication
        self.no_text_stands_twice()
        self.nothing_flagged_stands_that_nobody_approved()
        waits_for_a_person = publication.state is S.UNSURE and publication.paused
        assert publication.state in (S.SENT, S.REJECTED, S.WITHDRAWN) or waits_for_a_person
        self.seat.store.verify()


Publishing.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestPublishing = Publishing.TestCase


def test_without_reading_back_the_machine_finds_a_reply_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the machine has teeth: a publisher that never sees its own text must be caught."""
    unseen = ReadBack(Found.ABSENT)
    monkeypatch.setattr(asking, "look", lambda _channel, sought: (unseen, sought.versions[-1]))
    blind = settings(
        Publishing.TestCase.settings, max_examples=150, phases=[Phase.generate], derandomize=True, database=None
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Publishing, settings=blind)  # type: ignore[no-untyped-call]
