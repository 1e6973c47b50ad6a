"""An account that was disconnected, though its token is still here: nothing is published for it until it is back."""

from pmsdesk.app.publisher import Publisher
from pmsdesk.domain.publication import PublicationState
from tests.app.conftest import Station

ACCOUNT = "x-moworks"


def test_nothing_is_published_for_an_account_that_another_program_disconnected(station: Station) -> None:
    station.connect(ACCOUNT)
    reply_id = station.answer(ACCOUNT)
    station.disconnect(ACCOUNT)
    publisher = Publisher(station.desk(), station.tasks, station.seat.lines, station.seat.store.work)
    publisher.start()
    station.settle()
    station.jump(seconds=10)
    publisher.look()
    station.settle()
    waiting = station.publication(reply_id)
    assert (waiting.state, station.calls("x.create")) == (PublicationState.READY, 0)
    assert "Sambungkan semula" in waiting.words
    station.connect(ACCOUNT)
    station.jump(minutes=5)
    publisher.look()
    station.settle()
    publisher.stop()
    assert (station.publication(reply_id).state, station.standing()) == (PublicationState.SENT, 1)
