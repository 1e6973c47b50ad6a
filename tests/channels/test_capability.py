"""What each network lets be done with what it shows, as the adapters read it from the sandbox."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pmsdesk.channels.facebook_posts import comment_from
from pmsdesk.channels.graph import PRIVATE_REPLY_WINDOW
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from tests.channels.test_against_sandbox import HANDLES, channel_of, fetch_all, reply_to, sandbox, write

__all__ = ["sandbox"]

SAID = {"id": "1_2", "created_time": "2026-11-20T01:00:00+0000", "from": {"id": "7"}}


def only(sandbox: Sandbox, network: Channel, **wanted: object) -> RemoteMessage:
    messages, _ = fetch_all(channel_of(sandbox, network))
    (found,) = [m for m in messages if all(getattr(m, name) == value for name, value in wanted.items())]
    return found


def test_x_charges_a_reply_hides_only_in_our_conversations_and_deletes_nothing(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        ours = control.inject(Channel.X, "MOWorks", "MOWorks", "Makluman: FT5 ditutup sementara.").id
    elsewhere = write(sandbox, Channel.X, "@MOWorks lubang di FT1")
    below = write(sandbox, Channel.X, "@MOWorks sampai bila?", parent=ours)
    unnamed = write(sandbox, Channel.X, "teruk betul", parent=ours)
    may = {m.remote_id: m.capability for m in fetch_all(channel_of(sandbox, Channel.X))[0]}
    priced = Capability(
        delete=WhyNot.NO_SUCH_ACT,
        cost_cents=Decimal(1),
        link_cost_cents=Decimal(20),
    )
    assert may[below] == priced
    assert (may[elsewhere].reply, may[elsewhere].hide) == (None, WhyNot.ELSEWHERE)
    assert may[unnamed].reply is WhyNot.NOT_NAMED


def test_on_x_we_write_in_private_to_whom_takes_our_messages(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        control.close_messages("aminah_kk")
        shut = control.inject(Channel.X, "MOWorks", "aminah_kk", "@MOWorks lubang di FT1").id
        open_ = control.inject(Channel.X, "MOWorks", "badrul_h", "@MOWorks lubang di FT2").id
    may = {m.remote_id: m.capability.private_reply for m in fetch_all(channel_of(sandbox, Channel.X))[0]}
    assert may == {shut: WhyNot.REFUSED, open_: None}


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM])
def test_metas_comments_may_be_answered_in_private_for_seven_days(sandbox: Sandbox, network: Channel) -> None:
    write(sandbox, network, "Jalan rosak di KM 12")
    message = only(sandbox, network)
    may = message.capability
    assert (may.can_reply, may.can_hide, may.can_delete) == (True, True, True)
    assert may.window_closes_at == message.sent_at + PRIVATE_REPLY_WINDOW
    assert may.can_reply_privately(message.sent_at + timedelta(days=6))
    assert may.why_not_privately(message.sent_at + timedelta(days=7)) is WhyNot.TOO_LATE
    assert may.cost_cents is None


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE])
def test_our_own_comments_are_deleted_and_not_hidden(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    published = channel.publish(outgoing)
    may = only(sandbox, network, remote_id=published.remote_id).capability
    assert (may.hide, may.delete) == (WhyNot.OWN, None)
    assert may.private_reply is (WhyNot.NO_SUCH_ACT if network is Channel.YOUTUBE else WhyNot.OWN)


def test_youtube_has_no_messages(sandbox: Sandbox) -> None:
    write(sandbox, Channel.YOUTUBE, "Jalan rosak di KM 12")
    assert only(sandbox, Channel.YOUTUBE).capability == Capability(private_reply=WhyNot.NO_SUCH_ACT)


@pytest.mark.parametrize("network", [Channel.INSTAGRAM, Channel.YOUTUBE])
def test_where_comments_are_closed_nobody_is_answered(sandbox: Sandbox, network: Channel) -> None:
    top = write(sandbox, network, "Jalan rosak di KM 12")
    with sandbox.control() as control:
        control.world.items[network, control.world.items[network, top].thread].hidden = True
    messages, _ = fetch_all(channel_of(sandbox, network))
    assert [m.capability.reply for m in messages] == [WhyNot.CLOSED]


def test_what_instagram_hides_takes_no_reply_and_neither_does_what_stands_under_it(sandbox: Sandbox) -> None:
    top = write(sandbox, Channel.INSTAGRAM, "KLIK SINI")
    below = write(sandbox, Channel.INSTAGRAM, "Betul ke?", parent=top)
    with sandbox.control() as control:
        control.world.items[Channel.INSTAGRAM, top].hidden = True
    may = {m.remote_id: m.capability for m in fetch_all(channel_of(sandbox, Channel.INSTAGRAM))[0]}
    assert (may[top].reply, may[below].reply) == (WhyNot.HIDDEN, WhyNot.HIDDEN)
    assert may[top].can_hide


def test_media_of_others_that_tag_us_are_left_to_the_platform(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        account = HANDLES[Channel.INSTAGRAM]
        control.inject(Channel.INSTAGRAM, account, "warga.klang", "Jalan apa ni", place=Place.TAGGED)
    assert only(sandbox, Channel.INSTAGRAM).capability == Capability.nothing(WhyNot.ELSEWHERE)


@pytest.mark.parametrize(
    ("told", "why"), [(True, None), (False, WhyNot.REFUSED), (None, WhyNot.UNKNOWN), ("ya", WhyNot.UNKNOWN)]
)
def test_what_facebook_leaves_out_is_not_promised(told: object, why: WhyNot | None) -> None:
    fields = {"can_hide": told, "can_remove": told, "can_reply_privately": told}
    message = comment_from(SAID | fields, "698", "1_1")
    assert message is not None
    may = message.capability
    assert (may.hide, may.delete, may.private_reply) == (why, why, why)
    assert (may.window_closes_at is None) is (why is not None)
    assert may.can_reply
