"""Hiding, showing and deleting on X and Facebook against the sandbox, with every answer that may be lost."""

from collections.abc import Iterator

import pytest

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import ModerationRefused, ModerationUnknown
from pmsdesk.domain.moderation import Moderation
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services.ports import ChannelPort

HANDLES = {Channel.X: "MOWorks", Channel.FACEBOOK: "KKRMalaysia"}
HIDE = {Channel.X: "x.hide", Channel.FACEBOOK: "facebook.moderate"}
DELETE = {Channel.X: "x.delete", Channel.FACEBOOK: "facebook.delete"}
LOST = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.TRUNCATED, Kind.DROP_BEFORE_COMMIT)

both = pytest.mark.parametrize("network", list(HANDLES))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """On each network a post of ours with a rude answer under it."""
    world = Sandbox()
    with world.control() as control:
        control.reset(seeded=False)
        control.inject(Channel.FACEBOOK, "KKRMalaysia", "KKRMalaysia", "FT5 ditutup.", place=Place.POST)
        control.inject(Channel.X, "MOWorks", "MOWorks", "FT5 ditutup.")
    with world:
        yield world


def channel_of(sandbox: Sandbox, network: Channel) -> ChannelPort:
    account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr")
    root = sandbox.x_root if network is Channel.X else sandbox.facebook_root
    return connect(account, f"sandbox-{HANDLES[network]}", base_url=root)


def rude(sandbox: Sandbox, network: Channel) -> str:
    with sandbox.control() as control:
        post = next(item.id for item in control.world.items.values() if item.channel is network)
        author = "azlan_b" if network is Channel.X else "Azlan"
        return control.inject(network, HANDLES[network], author, "bodoh", parent=post).id


def own(sandbox: Sandbox, network: Channel) -> str:
    with sandbox.control() as control:
        return next(item.id for item in control.world.items.values() if item.channel is network)


def stands(sandbox: Sandbox, network: Channel, remote_id: str) -> tuple[bool, bool]:
    """Whether it is hidden, and whether it is deleted."""
    with sandbox.control() as control:
        item = control.world.items[network, remote_id]
        return item.hidden, item.deleted


@both
def test_an_answer_is_hidden_and_shown_again(sandbox: Sandbox, network: Channel) -> None:
    channel, answer = channel_of(sandbox, network), rude(sandbox, network)
    for act, hidden in ((Moderation.HIDE, True), (Moderation.HIDE, True), (Moderation.SHOW, False)):
        channel.moderate(answer, act)
        assert stands(sandbox, network, answer) == (hidden, False)


@both
@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_to_hiding_is_asked_for_again(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    channel, answer = channel_of(sandbox, network), rude(sandbox, network)
    with sandbox.control() as control:
        control.fault(HIDE[network], kind)
    with pytest.raises(ModerationUnknown):
        channel.moderate(answer, Moderation.HIDE)
    channel.moderate(answer, Moderation.HIDE)
    assert stands(sandbox, network, answer) == (True, False)


@both
@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_to_deleting_is_asked_for_again(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    channel, post = channel_of(sandbox, network), own(sandbox, network)
    with sandbox.control() as control:
        control.fault(DELETE[network], kind)
    with pytest.raises(ModerationUnknown):
        channel.moderate(post, Moderation.DELETE, own=True)
    channel.moderate(post, Moderation.DELETE, own=True)
    assert stands(sandbox, network, post) == (False, True)


def test_facebook_deletes_a_strangers_comment_and_x_does_not(sandbox: Sandbox) -> None:
    comment = rude(sandbox, Channel.FACEBOOK)
    channel_of(sandbox, Channel.FACEBOOK).moderate(comment, Moderation.DELETE)
    assert stands(sandbox, Channel.FACEBOOK, comment) == (False, True)
    with pytest.raises(ModerationRefused):
        channel_of(sandbox, Channel.X).moderate(rude(sandbox, Channel.X), Moderation.DELETE)


def test_x_hides_nothing_in_a_strangers_conversation(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        stranger = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks bodoh").id
    with pytest.raises(ModerationRefused):
        channel_of(sandbox, Channel.X).moderate(stranger, Moderation.HIDE)
