"""Hiding, showing and deleting others' comments: the same however often it is asked for, and never long in doubt."""

import pytest
from pytest_httpserver import HTTPServer

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    ChannelError,
    ModerationRefused,
    ModerationUnknown,
    NoNetwork,
    ParentGone,
    RateLimited,
    ReadRefused,
    TokenExpired,
)
from pmsdesk.domain.moderation import Moderation
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.ports import ChannelPort
from tests.channels.test_against_sandbox import channel_of, reply_to, sandbox, write

__all__ = ["sandbox"]

ACTS = {
    Channel.INSTAGRAM: {Moderation.HIDE: "hide", Moderation.SHOW: "unhide", Moderation.DELETE: "delete"},
    Channel.YOUTUBE: {Moderation.HIDE: "heldForReview", Moderation.SHOW: "published", Moderation.DELETE: "rejected"},
}
"""What the sandbox's ledger calls each act."""

each = pytest.mark.parametrize("network", list(ACTS))
each_act = pytest.mark.parametrize("act", list(Moderation))


def acts(sandbox: Sandbox) -> list[tuple[str, str]]:
    """What was done to whose text, by the sandbox's ledger."""
    with sandbox.control() as control:
        return [(act.verb, act.id) for act in control.world.ledger.acts]


def order(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    with sandbox.control() as control:
        for route in ("moderate", "delete"):
            control.fault(f"{network}.{route}", kind, seconds=0.1)


@each
def test_what_is_hidden_can_be_shown_again(sandbox: Sandbox, network: Channel) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    for act in (Moderation.HIDE, Moderation.SHOW, Moderation.HIDE):
        moderator.moderate(spam, act)
    names = ACTS[network]
    assert acts(sandbox) == [(names[act], spam) for act in (Moderation.HIDE, Moderation.SHOW, Moderation.HIDE)]


@each
@each_act
def test_asking_twice_is_harmless(sandbox: Sandbox, network: Channel, act: Moderation) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    for _ in range(2):
        moderator.moderate(spam, act)
    assert set(acts(sandbox)) == {(ACTS[network][act], spam)}


@each
@each_act
@pytest.mark.parametrize(
    "kind",
    [
        *(Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_TIMEOUT, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT),
        *(Kind.STATUS_500, Kind.HTML),
    ],
)
def test_after_a_lost_answer_it_is_asked_for_again(
    sandbox: Sandbox, network: Channel, act: Moderation, kind: Kind
) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    order(sandbox, network, kind)
    with pytest.raises(ModerationUnknown) as error:
        moderator.moderate(spam, act)
    assert not error.value.certain
    moderator.moderate(spam, act)
    assert set(acts(sandbox)) == {(ACTS[network][act], spam)}


@each
@each_act
@pytest.mark.parametrize(("kind", "error"), [(Kind.STATUS_401, TokenExpired), (Kind.STATUS_429, RateLimited)])
def test_refused_for_now_nothing_was_done(
    sandbox: Sandbox, network: Channel, act: Moderation, kind: Kind, error: type[ChannelError]
) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    order(sandbox, network, kind)
    with pytest.raises(error) as raised:
        channel_of(sandbox, network).moderate(spam, act)
    assert raised.value.certain
    assert acts(sandbox) == []


@each
@each_act
def test_without_network_nothing_was_done(sandbox: Sandbox, network: Channel, act: Moderation) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    sandbox.stop()
    with pytest.raises(NoNetwork):
        moderator.moderate(spam, act)
    assert acts(sandbox) == []


@each
def test_what_is_gone_is_deleted_and_can_be_neither_hidden_nor_shown(sandbox: Sandbox, network: Channel) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    with sandbox.control() as control:
        control.delete(network, spam)
    moderator.moderate(spam, Moderation.DELETE)
    for act in (Moderation.HIDE, Moderation.SHOW):
        with pytest.raises(ParentGone):
            moderator.moderate(spam, act)
    assert acts(sandbox) == []


@each
def test_what_was_deleted_never_comes_back(sandbox: Sandbox, network: Channel) -> None:
    spam = write(sandbox, network, "KLIK PAUTAN INI")
    moderator = channel_of(sandbox, network)
    moderator.moderate(spam, Moderation.DELETE)
    with pytest.raises(ParentGone):
        moderator.moderate(spam, Moderation.SHOW)


@each
def test_a_reply_of_ours_is_deleted_and_not_hidden(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    ours = channel.publish(outgoing).remote_id
    moderator = channel_of(sandbox, network)
    moderator.moderate(ours, Moderation.DELETE, own=True)
    moderator.moderate(ours, Moderation.DELETE, own=True)
    assert acts(sandbox) == [("delete", ours)]


def test_instagram_hides_nothing_of_ours(sandbox: Sandbox) -> None:
    channel, outgoing = reply_to(sandbox, Channel.INSTAGRAM)
    ours = channel.publish(outgoing).remote_id
    with pytest.raises(ModerationRefused) as error:
        channel_of(sandbox, Channel.INSTAGRAM).moderate(ours, Moderation.HIDE, own=True)
    assert error.value.certain


def test_youtube_lets_only_the_owner_of_the_video_decide(sandbox: Sandbox) -> None:
    spam = write(sandbox, Channel.YOUTUBE, "KLIK PAUTAN INI")
    with pytest.raises(ModerationRefused):
        channel_of(sandbox, Channel.YOUTUBE, "sandbox-jkrmalaysiatv").moderate(spam, Moderation.DELETE)
    assert acts(sandbox) == []


def test_a_comment_that_facebook_still_shows_was_refused_and_is_not_called_deleted(
    httpserver: HTTPServer, kkr_facebook: Account
) -> None:
    gone = {"error": {"code": 100, "error_subcode": 33, "message": "Unsupported delete request."}}
    httpserver.expect_request("/v26.0/1_2", method="DELETE").respond_with_json(gone, 400)
    httpserver.expect_request("/v26.0/1_2", method="GET").respond_with_json({"id": "1_2"})
    channel = connect(kkr_facebook, "token", base_url=httpserver.url_for("").rstrip("/"))
    with pytest.raises(ModerationRefused):
        channel.moderate("1_2", Moderation.DELETE)


@pytest.mark.parametrize(("act", "value"), [(Moderation.HIDE, "true"), (Moderation.SHOW, "false")])
def test_facebook_hides_by_its_own_parameter(
    httpserver: HTTPServer, kkr_facebook: Account, act: Moderation, value: str
) -> None:
    httpserver.expect_oneshot_request("/v26.0/1_2", method="POST", data=f"is_hidden={value}").respond_with_json(
        {"success": True}
    )
    httpserver.expect_request("/v26.0/1_2", method="POST").respond_with_json({"success": False})
    channel = connect(kkr_facebook, "token", base_url=httpserver.url_for("").rstrip("/"))
    channel.moderate("1_2", act)
    with pytest.raises(ModerationUnknown):
        channel.moderate("1_2", act)


# ---- X --------------------------------------------------------------------------------------------------------------


X_GONE = {"type": "https://api.twitter.com/2/problems/resource-not-found", "title": "Not Found"}


@pytest.fixture
def x(httpserver: HTTPServer, kkr_x: Account) -> ChannelPort:
    return connect(kkr_x, "token", base_url=httpserver.url_for("").rstrip("/"))


@pytest.mark.parametrize(("act", "hidden"), [(Moderation.HIDE, True), (Moderation.SHOW, False)])
def test_x_hides_and_shows_answers(x: ChannelPort, httpserver: HTTPServer, act: Moderation, hidden: bool) -> None:
    wanted = httpserver.expect_oneshot_request("/2/tweets/1950/hidden", method="PUT", json={"hidden": hidden})
    wanted.respond_with_json({"data": {"hidden": hidden}})
    httpserver.expect_request("/2/tweets/1950/hidden", method="PUT").respond_with_json({"data": {"hidden": not hidden}})
    x.moderate("1950", act)
    with pytest.raises(ModerationUnknown):
        x.moderate("1950", act)


@pytest.mark.parametrize(
    ("status", "problem", "kind"),
    [
        (403, {"title": "Forbidden", "detail": "You are not permitted to perform this action."}, ModerationRefused),
        (403, {"detail": "You attempted to reply to a Tweet that is deleted or not visible to you."}, ParentGone),
        (404, X_GONE, ParentGone),
        (401, {"title": "Unauthorized"}, TokenExpired),
        (429, {"title": "Too Many Requests"}, RateLimited),
        (503, {"title": "Service Unavailable"}, ModerationUnknown),
    ],
)
def test_what_x_refuses_is_named(
    x: ChannelPort, httpserver: HTTPServer, status: int, problem: dict[str, str], kind: type[ChannelError]
) -> None:
    httpserver.expect_request("/2/tweets/1950/hidden", method="PUT").respond_with_json(problem, status)
    httpserver.expect_request("/2/tweets/1950", method="GET").respond_with_json({"errors": [X_GONE]})
    with pytest.raises(kind) as raised:
        x.moderate("1950", Moderation.HIDE)
    assert raised.value.certain is (kind is not ModerationUnknown)


def test_x_deletes_only_what_is_ours(x: ChannelPort, httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/2/tweets/1950", method="DELETE").respond_with_json({"data": {"deleted": True}})
    httpserver.expect_request("/2/tweets/1950", method="DELETE").respond_with_json(X_GONE, 404)
    httpserver.expect_request("/2/tweets/1950", method="GET").respond_with_json({"errors": [X_GONE]})
    for _ in range(2):
        x.moderate("1950", Moderation.DELETE, own=True)
    with pytest.raises(ModerationRefused):
        x.moderate("1951", Moderation.DELETE)
    assert [request.method for request, _ in httpserver.log] == ["DELETE", "DELETE", "GET"]


@pytest.mark.parametrize(
    ("look", "status", "kind"),
    [
        ({"data": {"id": "1950", "text": "Salam."}}, 200, ModerationRefused),
        ({"title": "Not Found", "type": "about:blank"}, 404, ReadRefused),
    ],
)
def test_a_post_that_x_still_shows_or_cannot_look_for_is_not_called_deleted(
    x: ChannelPort, httpserver: HTTPServer, look: dict[str, object], status: int, kind: type[ChannelError]
) -> None:
    nowhere = {"title": "Not Found", "type": "about:blank"}
    httpserver.expect_request("/2/tweets/1950", method="DELETE").respond_with_json(nowhere, 404)
    httpserver.expect_request("/2/tweets/1950", method="GET").respond_with_json(look, status)
    with pytest.raises(kind):
        x.moderate("1950", Moderation.DELETE, own=True)
