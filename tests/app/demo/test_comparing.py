"""A seat's rows held against its register's: nothing differs after a round, and each row that does is named."""

from collections.abc import Callable

from pmsdesk.app.demo.comparing import differences
from pmsdesk.services import triaging
from tests.postgres import cluster, shared
from tests.sync.conftest import seat
from tests.sync.seats import Seat

__all__ = ["cluster", "seat", "shared"]

KINDS = ("account", "contact", "conversation", "message", "note")


def test_a_seat_that_is_up_to_date_differs_in_nothing(seat: Callable[..., Seat]) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talk = siti.hear("1801")
    siti.sync()
    siti.do(triaging.note, talk, "Hubungi JKR Selangor")
    siti.sync()
    siti.sync()
    kumar.sync()
    assert differences(siti.api, siti.store, KINDS) == differences(kumar.api, kumar.store, KINDS) == []


def test_what_is_only_here_or_only_there_or_not_the_same_is_named(seat: Callable[..., Seat]) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talk = siti.hear("1801")
    siti.sync()
    kumar.sync()
    siti.do(triaging.note, talk, "Hubungi JKR Selangor")
    siti.do(triaging.prioritise, talk, urgent=True)
    (note,) = (row_id for row_id in siti.store.replica.rows("note"))
    assert differences(siti.api, siti.store, KINDS) == [f"conversation {talk}", f"note {note}"]
    siti.sync()
    assert differences(kumar.api, kumar.store, KINDS) == [f"conversation {talk}", f"note {note}"]
