"""Answering one person in private on X, Facebook and Instagram: once, found again, and never in public instead."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import ChannelError, DuplicateText, OutcomeUnknown, ParentGone, ReadRefused, ReplyNotAllowed
from pmsdesk.domain.publication import Found, PrivateOutgoing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Item, Place
from pmsdesk.services.ports import PrivatePort, WritesPrivately
from tests.sandbox.conftest import NOW

TEXT = "Salam tuan & puan. Sila beri nombor telefon di sini; rujuk kkr.gov.my/aduan."
HANDLES = {Channel.X: "MOWorks", Channel.FACEBOOK: "KKRMalaysia", Channel.INSTAGRAM: "kkrmalaysia"}
ROUTES = {Channel.X: "x.message", Channel.FACEBOOK: "facebook.message", Channel.INSTAGRAM: "instagram.message"}

LOST = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.COMMIT_THEN_TIMEOUT, Kind.TRUNCATED, Kind.DROP_BEFORE_COMMIT)

each = pytest.mark.parametrize("network", list(HANDLES))
metas = pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM])


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    world = Sandbox()
    with world.control() as control:
        control.reset(now=NOW, seeded=False)
        for network in (Channel.FACEBOOK, Channel.INSTAGRAM):
            control.inject(network, HANDLES[network], HANDLES[network], "FT5 ditutup esok.", place=Place.POST)
    with world:
        yield world


def private_of(sandbox: Sandbox, network: Channel) -> PrivatePort:
    account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr")
    root = sandbox.x_root if network is Channel.X else sandbox.facebook_root
    channel = connect(account, f"sandbox-{HANDLES[network]}", base_url=root)
    assert isinstance(channel, WritesPrivately)
    return channel.private


def complaint(sandbox: Sandbox, network: Channel) -> Item:
    with sandbox.control() as control:
        author = "Aminah Kassim" if network is Channel.FACEBOOK else "aminah_kk"
        return control.inject(network, HANDLES[network], author, "@MOWorks IC saya 880101, kereta rosak di FT5")


def to(item: Item, text: str = TEXT) -> PrivateOutgoing:
    return PrivateOutgoing("kkr", item.author.id, item.id, text)


def said(sandbox: Sandbox) -> list[tuple[bool, str]]:
    with sandbox.control() as control:
        return [(entry.private, entry.text) for entry in control.world.ledger.entries]


@each
def test_it_is_sent_once_and_found_again(sandbox: Sandbox, network: Channel) -> None:
    private, outgoing = private_of(sandbox, network), to(complaint(sandbox, network))
    newest = private.newest_private(outgoing)
    assert private.read_back_privately(outgoing, newest).found is Found.ABSENT
    published = private.reply_privately(outgoing)
    found = private.read_back_privately(outgoing, newest)
    assert found.found is Found.PRESENT
    assert network is Channel.FACEBOOK or found.remote_id == published.remote_id
    assert said(sandbox) == [(True, TEXT)]


@each
@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_is_cleared_up_by_looking(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    private, outgoing = private_of(sandbox, network), to(complaint(sandbox, network))
    newest = private.newest_private(outgoing)
    with sandbox.control() as control:
        control.fault(ROUTES[network], kind, seconds=0.1)
    with pytest.raises(OutcomeUnknown):
        private.reply_privately(outgoing)
    stands = said(sandbox) == [(True, TEXT)]
    assert stands is (kind is not Kind.DROP_BEFORE_COMMIT)
    assert private.read_back_privately(outgoing, newest).found is (Found.PRESENT if stands else Found.ABSENT)


@each
def test_what_was_said_before_is_not_taken_for_it(sandbox: Sandbox, network: Channel) -> None:
    private, first = private_of(sandbox, network), complaint(sandbox, network)
    private.reply_privately(to(first, "Salam."))
    again = to(complaint(sandbox, network), "Salam.")
    newest = private.newest_private(again)
    assert private.read_back_privately(again, newest).found is Found.ABSENT


@metas
def test_a_second_private_reply_to_a_comment_is_a_question_not_a_failure(sandbox: Sandbox, network: Channel) -> None:
    private, item = private_of(sandbox, network), complaint(sandbox, network)
    private.reply_privately(to(item, "Daripada orang lain."))
    with pytest.raises(DuplicateText) as error:
        private.reply_privately(to(item))
    assert not error.value.certain
    other = Found.UNSEEN if network is Channel.FACEBOOK else Found.ABSENT
    assert private.read_back_privately(to(item), "").found is other
    assert private.read_back_privately(to(item, "Daripada orang lain."), "").found is Found.PRESENT


@metas
def test_after_seven_days_it_is_refused_for_certain(sandbox: Sandbox, network: Channel) -> None:
    private, item = private_of(sandbox, network), complaint(sandbox, network)
    with sandbox.control() as control:
        control.clock(advance=timedelta(days=7))
    with pytest.raises(ReplyNotAllowed) as error:
        private.reply_privately(to(item))
    assert error.value.certain
    assert said(sandbox) == []


@metas
def test_a_deleted_comment_has_no_private_reply(sandbox: Sandbox, network: Channel) -> None:
    private, item = private_of(sandbox, network), complaint(sandbox, network)
    with sandbox.control() as control:
        control.delete(network, item.id)
    with pytest.raises(ParentGone):
        private.reply_privately(to(item))


@metas
def test_does_not_exist_is_not_believed_of_a_comment_that_is_still_seen(sandbox: Sandbox, network: Channel) -> None:
    private, item = private_of(sandbox, network), complaint(sandbox, network)
    with sandbox.control() as control:
        control.fault(ROUTES[network], Kind.GRAPH_ERROR, code=100, subcode=33)
    with pytest.raises(ReplyNotAllowed):
        private.reply_privately(to(item))


@metas
def test_an_outage_in_which_nothing_exists_deletes_no_comment(sandbox: Sandbox, network: Channel) -> None:
    private, item = private_of(sandbox, network), complaint(sandbox, network)
    with sandbox.control() as control:
        control.fault(f"{network}.*", Kind.GRAPH_ERROR, times=None, code=100, subcode=33)
    with pytest.raises(ReadRefused):
        private.reply_privately(to(item))
    with sandbox.control() as control:
        control.clear_faults()
    private.reply_privately(to(item))
    assert said(sandbox) == [(True, TEXT)]


REFUSED = (Kind.DROP_BEFORE_COMMIT, Kind.STATUS_401, Kind.STATUS_403, Kind.STATUS_429, Kind.STATUS_500, Kind.HTML)


@each
@pytest.mark.parametrize("kind", REFUSED)
def test_what_fails_in_private_is_not_said_in_public_instead(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    private, outgoing = private_of(sandbox, network), to(complaint(sandbox, network))
    with sandbox.control() as control:
        control.fault(ROUTES[network], kind, times=None)
    for _ in range(3):
        with pytest.raises(ChannelError):
            private.reply_privately(outgoing)
    assert said(sandbox) == []


def test_who_takes_no_messages_on_x_is_told_as_such(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        control.close_messages("aminah_kk")
    private, item = private_of(sandbox, Channel.X), complaint(sandbox, Channel.X)
    with pytest.raises(ReplyNotAllowed) as error:
        private.reply_privately(to(item))
    assert error.value.certain
    assert said(sandbox) == []


def test_a_long_talk_is_read_by_pages_down_to_where_it_began(sandbox: Sandbox) -> None:
    private, item = private_of(sandbox, Channel.X), complaint(sandbox, Channel.X)
    private.reply_privately(to(item, "0"))
    newest = private.newest_private(to(item))
    with sandbox.control() as control:
        caller = control.world.account(Channel.X, "MOWorks")
        assert caller is not None
        for number in range(1, 151):
            sent = control.world.private[0]
            control.world.say_privately(
                type(sent)(
                    str(int(sent.id) + number),
                    sent.channel,
                    sent.account,
                    sent.person,
                    str(number),
                    sent.at,
                    sent.conversation,
                ),
                caller,
                "",
            )
    assert private.read_back_privately(to(item, "1"), newest).found is Found.PRESENT
    assert private.read_back_privately(to(item, "0"), newest).found is Found.ABSENT
