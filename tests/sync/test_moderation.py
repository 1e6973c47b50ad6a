"""Moderation across seats: asked at one, cleared at another, carried out by a publisher, known at each."""

from pathlib import Path

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.errors import ModerationRefused, ModerationUnknown
from pmsdesk.domain.events import ConversationChanged, ModerationChanged
from pmsdesk.domain.message import message_id
from pmsdesk.domain.moderation import Measure, Moderation, ModerationState
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.services import moderating, shared_moderating
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.moderations import RegisterMeasures
from pmsdesk.sync.publications import RegisterPublications
from tests.postgres import SharedRegister
from tests.services.network import Fault, Network
from tests.sync.seats import Line, Open, Seat
from tests.sync.test_checking import check
from tests.sync.test_pulling import same_as_the_register

S = ModerationState
COMMENT = message_id(Channel.X, "1001")


class Publisher:
    """A publisher's program over its own line."""

    def __init__(self, shared: SharedRegister, seat: Seat) -> None:
        self.line = Line(shared, "penerbit1")
        api = RegisterApi(self.line)
        self.network = Network()
        self.measures = RegisterMeasures(api, RegisterPublications(api, seat.store.shared_device).now)

    def round(self) -> list[ModerationState]:
        """Carry out what is due; the states after that."""
        states = []
        for due in self.measures.due():
            events = shared_moderating.carry_out(self.measures, self.network, due)
            states += [event.state for event in events if isinstance(event, ModerationChanged)]
        return states


def ask(seat: Seat, talk: str, act: Moderation = Moderation.HIDE) -> str:
    (event,) = seat.do(moderating.ask, talk, COMMENT, act, "lucah", "Kata kesat.")
    assert isinstance(event, ModerationChanged)
    return event.measure_id


def clear(seat: Seat, measure_id: str) -> None:
    seat.do(moderating.clear, measure_id, shown(seat, measure_id).sha)


def shown(seat: Seat, measure_id: str) -> Measure:
    return seat.store.read().moderation(measure_id).line.measure


def heard(seat: Open, *others: str) -> tuple[Seat, list[Seat], str]:
    """Siti and *others* have a comment that may be hidden and deleted; the id of the talk."""
    siti, rest = seat("siti"), [seat(other) for other in others]
    for each in (siti, *rest):
        each.sync()
    talk = siti.hear("1001", capability=Capability())
    for each in (siti, *rest):
        each.sync()
    return siti, rest, talk


def test_asked_here_cleared_there_done_by_a_publisher_and_known_everywhere(seat: Open, shared: SharedRegister) -> None:
    siti, (rahman, kumar), talk = heard(seat, "rahman", "kumar")
    publisher = Publisher(shared, siti)
    asked = ask(siti, talk)
    assert shown(siti, asked).state is S.PENDING
    siti.sync()
    rahman.sync()
    (row,) = rahman.store.read().moderations("rahman")
    assert (row.line.asker, row.mine, row.preview) == ("Siti", False, siti.store.read().moderation(asked).message.text)
    clear(rahman, asked)
    assert publisher.round() == []
    rahman.sync()
    assert publisher.round() == [S.DONE]
    assert publisher.round() == []
    assert publisher.network.acts == [("1001", Moderation.HIDE)]
    for each in (siti, rahman, kumar):
        each.sync()
        assert (shown(each, asked).state, shown(each, asked).decided_by) == (S.DONE, "rahman")
        assert same_as_the_register(each, shared)
        assert check(each) is not None
        told = [item.operation for item in each.store.read().conversation(talk, each.user).history]
        assert [kind for kind in told if kind.startswith("moderation.")] == [
            *("moderation.asked", "moderation.cleared", "moderation.done")
        ]
    publisher.line.close()


def test_no_seat_of_a_register_carries_anything_out_by_itself(seat: Open) -> None:
    siti, (rahman,), talk = heard(seat, "rahman")
    asked = ask(siti, talk)
    siti.sync()
    rahman.sync()
    clear(rahman, asked)
    rahman.sync()
    network = Network()
    with rahman.system() as work:
        assert moderating.due(work) == ()
    assert moderating.carry_out(lambda: rahman.store.work(rahman.staff), network, asked) == ()
    assert network.acts == []


def test_of_two_who_decide_offline_the_first_counts_and_the_other_is_told(seat: Open) -> None:
    siti, (rahman, mei), talk = heard(seat, "rahman", "mei")
    asked = ask(siti, talk)
    for each in (siti, rahman, mei):
        each.sync()
    clear(rahman, asked)
    mei.do(moderating.decline, asked, shown(mei, asked).sha, "Kritikan biasa.")
    assert shown(mei, asked).state is S.DECLINED
    rahman.sync()
    mei.sync()
    mei.sync()
    assert (shown(mei, asked).state, shown(mei, asked).decided_by) == (S.CLEARED, "rahman")
    (notice,) = mei.store.read().notices()
    assert (notice.kind, notice.content) == ("operation.rejected", "Kritikan biasa.")


def test_of_two_who_ask_the_same_offline_the_second_is_told(seat: Open) -> None:
    siti, (kumar,), talk = heard(seat, "kumar")
    first, second = ask(siti, talk), ask(kumar, talk)
    siti.sync()
    kumar.sync()
    kumar.sync()
    assert kumar.rows("SELECT id FROM moderation") == [(first,)]
    (notice,) = kumar.store.read().notices()
    assert (notice.kind, notice.why) == ("operation.rejected", "asked already")
    assert second != first


def test_one_taken_back_offline_after_it_was_cleared_stays_cleared(seat: Open) -> None:
    siti, (rahman,), talk = heard(seat, "rahman")
    asked = ask(siti, talk)
    siti.sync()
    rahman.sync()
    clear(rahman, asked)
    rahman.sync()
    siti.do(moderating.cancel, asked)
    siti.sync()
    siti.sync()
    assert shown(siti, asked).state is S.CLEARED


def test_what_the_register_could_not_be_told_is_done_again(seat: Open, shared: SharedRegister) -> None:
    siti, (rahman,), talk = heard(seat, "rahman")
    publisher = Publisher(shared, siti)
    asked = ask(siti, talk)
    siti.sync()
    rahman.sync()
    clear(rahman, asked)
    rahman.sync()
    publisher.line.lose = lambda statement: "note_moderation" in str(statement)
    publisher.network.watch = lambda _step: None
    (due,) = publisher.measures.due()
    with pytest.raises(RegisterUnreachable):
        shared_moderating.carry_out(publisher.measures, publisher.network, due)
    publisher.line.lose = lambda _statement: False
    assert shared_moderating.carry_out(publisher.measures, publisher.network, due) == (
        ModerationChanged(asked, talk, S.DONE),
    )
    assert publisher.network.acts == [("1001", Moderation.HIDE)] * 2
    publisher.line.close()


def test_what_the_network_says_is_told_to_who_asked(seat: Open, shared: SharedRegister) -> None:
    siti, (rahman,), talk = heard(seat, "rahman")
    publisher = Publisher(shared, siti)
    asked = ask(siti, talk)
    siti.sync()
    rahman.sync()
    clear(rahman, asked)
    rahman.sync()
    doubt = Fault(ModerationUnknown(channel=Channel.X), stands=True)
    publisher.network.faults = [doubt, Fault(ModerationRefused("(#200)", channel=Channel.X))]
    assert publisher.round() == [S.CLEARED]
    assert publisher.round() == [], "not before its wait is over"
    siti.sync()
    assert "tidak memberi jawapan" in shown(siti, asked).words
    shared.tick(61)
    assert publisher.round() == [S.REFUSED]
    outcome = siti.sync()
    assert ConversationChanged(talk) in outcome.events
    assert shown(siti, asked).words.endswith("(#200)")
    publisher.line.close()


def test_a_seat_that_joins_later_has_what_is_open(seat: Open, shared: SharedRegister) -> None:
    siti, (), talk = heard(seat)
    asked = ask(siti, talk)
    siti.sync()
    rahman = seat("rahman")
    rahman.sync()
    assert shown(rahman, asked).state is S.PENDING
    assert same_as_the_register(rahman, shared)


def test_what_was_damaged_is_found_and_loaded_anew(seat: Open, shared: SharedRegister, tmp_path: Path) -> None:
    siti, (kumar,), talk = heard(seat, "kumar")
    ask(siti, talk)
    siti.sync()
    kumar.sync()
    with kumar.store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO applying VALUES (1)")
        connection.exec_driver_sql("UPDATE moderation SET state = 'done'")
        connection.exec_driver_sql("DELETE FROM applying")
    found = check(kumar)
    assert found is not None
    assert found.healed == 1
    assert same_as_the_register(kumar, shared)
