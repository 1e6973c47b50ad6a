"""Two publishers of one shared register that want the same text, in two processes of which one is killed at a step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.publication import PublicationState
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from tests.faults.acts import CALLS, Act
from tests.faults.child import SHARED_STEPS, SharedOrders, Step, ended, publish_shared, started
from tests.faults.matrix import A_MOMENT_S, HIDING, Cell, End, cells, trouble_looks
from tests.faults.seat import HANDLES
from tests.postgres import Cluster, SharedRegister
from tests.services.office import ANSWER, Office, address_of

S = PublicationState
ACTS: Mapping[Act, Mapping[str, str]] = {Act.REPLY: {}, Act.PRIVATE: {"way": "private"}}
"""What the shared register publishes, and how it is submitted otherwise than a reply."""
ROUNDS = 24
A_ROUND_S, LONGEST_WAIT_S = 40.0, 3600.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One act in one misfortune, by two seats at once; the process of the first dies at `step`, if it comes so far."""

    cell: Cell
    step: Step

    @property
    def name(self) -> str:
        """Where it stands in the matrix."""
        return f"two seats, {self.cell.name}, one killed {self.step}"


Met = tuple[End, bool]
"""How a meeting ended, and whether the first process was killed: the other may have left it nothing to do."""


def meetings(network: Channel) -> Iterator[Meeting]:
    """All meetings on a network."""
    for act in ACTS:
        for cell in cells(network, act):
            if cell.route == CALLS[network, act].publish:
                yield from (Meeting(cell, step) for step in SHARED_STEPS)


class MeetingBench:
    """Where meetings are played one after the other: one PostgreSQL and one sandbox, a register for each."""

    def __init__(self, cluster: Cluster | None = None) -> None:
        self._given = cluster
        self._sandbox = Sandbox()

    def __enter__(self) -> Self:
        self._cluster = self._given or Cluster.start()
        self._sandbox.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._sandbox.stop()
        if self._given is None:
            self._cluster.stop()

    def run(self, meeting: Meeting) -> Met:
        """Play *meeting* to its end."""
        network = meeting.cell.network
        account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr", connected=True)
        if network is Channel.X:
            account = Account("x-moworks", network, HANDLES[network], "KKR", "kkr", connected=True)
        shared = self._cluster.register()
        office = Office(shared, self._sandbox, account)
        try:
            return self._play(meeting, shared, office)
        finally:
            office.close()
            shared.close()

    def _play(self, meeting: Meeting, shared: SharedRegister, office: Office) -> Met:
        strike, version = meeting.cell.strike, office.submit(**ACTS[meeting.cell.act])
        assert version["text"] == ANSWER
        with self._sandbox.control() as control:
            options = {"code": strike.code, "subcode": strike.subcode} if strike.code else {}
            control.fault(meeting.cell.route, strike.kind, seconds=A_MOMENT_S, **options)
        both = [
            started(
                publish_shared,
                SharedOrders(
                    address_of(shared), user, str(shared.station(user).device), office.account, office.root, step
                ),
            )
            for user, step in (("penerbit1", meeting.step), ("penerbit2", None))
        ]
        killed, _ = [ended(process) for process in both]
        trouble_looks(meeting.cell, self._sandbox)
        state, untrue = _come_to_rest(office)
        stands = office.standing.count(ANSWER)
        wrong = [f"it stands {stands} times"] if stands > 1 else []
        if state not in _due(meeting.cell, stands):
            wrong.append(f"{state} with {stands} standing: {office.attempts}")
        return End(((state, stands),), (*wrong, *untrue)), killed


def run_meetings(part: Sequence[Meeting]) -> dict[Meeting, Met]:
    """Play *part* on a PostgreSQL of its own."""
    with MeetingBench() as bench:
        return {meeting: bench.run(meeting) for meeting in part}


def _come_to_rest(office: Office) -> tuple[S, list[str]]:
    """A publisher's program goes on until it is settled or nothing more is due; what it said that was not true."""
    publisher, untrue = office.publisher("penerbit2"), []
    for _ in range(ROUNDS):
        if office.state in (S.SENT, S.REJECTED):
            break
        office.pass_time(seconds=max(A_ROUND_S, min(_wait_s(office), LONGEST_WAIT_S)))
        publisher.round()
        if office.state in (S.READY, S.REJECTED) and office.standing:
            untrue.append(f"called {office.state} while it stood")
    return office.state, untrue


def _wait_s(office: Office) -> float:
    """How long until the register lets it be sent or looked for."""
    query = (
        "SELECT extract(epoch FROM least(not_before, sync.now() + '1 day') - sync.now())::float FROM app.publication"
    )
    return float(office.shared.one(query) or 0)


def _due(cell: Cell, stands: int) -> set[S]:
    """The states it may come to rest in by itself."""
    if stands:
        return {S.SENT}
    due = {S.REJECTED} if cell.network in cell.strike.refused else set()
    if cell.strike.kind is Kind.STATUS_402:
        due.add(S.READY)
    if cell.network in HIDING:
        due.add(S.UNSURE)
    return due
