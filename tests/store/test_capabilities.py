"""What may be done with a message is kept with it, and read whatever another program wrote."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import ANSWERABLE, Direction
from pmsdesk.store import Store
from pmsdesk.store.capabilities import from_plain, to_plain
from tests.store.conftest import AISYAH, Writer

AT = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
CENTS = st.none() | st.decimals(0, 1000, places=2, allow_nan=False)
WHY = st.none() | st.sampled_from(WhyNot)
FACEBOOK_LIKE = Capability(hide=WhyNot.REFUSED, window_closes_at=AT)


@given(WHY, WHY, WHY, WHY, st.none() | st.datetimes(timezones=st.just(UTC)), CENTS, CENTS)
def test_every_capability_comes_back_as_it_was(
    reply: WhyNot | None,
    private: WhyNot | None,
    hide: WhyNot | None,
    delete: WhyNot | None,
    closes: datetime | None,
    cost: Decimal | None,
    link_cost: Decimal | None,
) -> None:
    may = Capability(reply, private, hide, delete, closes, cost, link_cost)
    assert from_plain(to_plain(may)) == may


@pytest.mark.parametrize("told", [None, [], "tutup", 3])
def test_what_is_no_capability_is_not_known(told: object) -> None:
    assert from_plain(told) is None


@pytest.mark.parametrize("told", ["sebab_baharu", 5, ["closed"], {}])
def test_a_reason_only_a_newer_program_knows_still_forbids(told: object) -> None:
    may = from_plain({"reply": told, "baharu": 1})
    assert may == Capability(reply=WhyNot.UNKNOWN)


@pytest.mark.parametrize("told", ["semalam", 5, None])
def test_amounts_and_times_that_cannot_be_read_are_left_out(told: object) -> None:
    assert from_plain({"window_closes_at": told, "cost_cents": "lima", "link_cost_cents": told}) in (
        Capability(),
        Capability(link_cost_cents=Decimal(5)),
    )


def test_it_is_kept_with_the_message(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    writer.say(replace(writer.message(talk, "m9", "Bila siap?"), capability=FACEBOOK_LIKE))
    stored = {m.remote_id: m.capability for m in store.read().conversation(talk.id, AISYAH.id).messages}
    assert stored == {"m1": ANSWERABLE, "m9": FACEBOOK_LIKE}


def test_a_context_post_that_comes_as_a_message_takes_what_the_message_allows(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    shown = writer.message(talk, "m9", "Bila siap?", direction=Direction.CONTEXT)
    writer.say(replace(shown, capability=Capability.nothing(WhyNot.ELSEWHERE)))
    writer.say(replace(shown, capability=FACEBOOK_LIKE, direction=Direction.IN))
    with store.work(AISYAH) as work:
        kept = work.conversations.message_by_remote_id(Channel.X, "m9")
    assert kept is not None
    assert (kept.direction, kept.capability) == (Direction.IN, FACEBOOK_LIKE)


@pytest.mark.parametrize("can_reply", [True, False])
def test_of_a_message_from_before_only_the_reply_is_known(store: Store, writer: Writer, can_reply: bool) -> None:
    talk = writer.talk()
    kept = "direction, author_remote_id, author_handle, author_name, text, han, sent_at, received_at, permalink"
    with store._writer.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO message (id, conversation, channel, remote_id, parent, can_reply, {kept})"
            f" SELECT 'lama', conversation, channel, 'lama', parent, ?, {kept} FROM message",
            (can_reply,),
        )
    stored = {m.remote_id: m.capability for m in store.read().conversation(talk.id, AISYAH.id).messages}
    assert stored["lama"] == Capability.of_reply(can_reply)
