"""What each network's refusals mean, of a reply and of a reading: by code, reason or type, and hardly by words."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    CreditsGone,
    DuplicateText,
    NoNetwork,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReadRefused,
    ReplyNotAllowed,
    TextRefused,
    TokenExpired,
)
from pmsdesk.domain.publication import Outgoing
from pmsdesk.services.ports import ChannelPort
from tests.channels.refusals import SUMMON, X_UNSEEN, google_error, graph_error, x_problem

X, FACEBOOK, INSTAGRAM, YOUTUBE = Channel
NOW = datetime.now(UTC)
POST, PAGE = "698730214653933_1001", "698730214653933"
TEXT = "Terima kasih puan. Lapor di kkr.gov.my/aduan."
REPLIES = {
    X: Outgoing("x-kkr", "1950", "1950", TEXT),
    FACEBOOK: Outgoing("fb-kkr", f"{POST}_7", POST, TEXT),
    INSTAGRAM: Outgoing("ig-kkr", "17850000000000007", "17850000000000007", TEXT),
    YOUTUBE: Outgoing("yt-kkr", "UgxAduanJalan7", "UgxAduanJalan7", TEXT),
}
ANSWERED_AT = {
    X: "/2/tweets",
    FACEBOOK: f"/v26.0/{POST}_7/comments",
    INSTAGRAM: "/v26.0/17850000000000007/replies",
    YOUTUBE: "/youtube/v3/comments",
}
READ_AT = {
    X: "/2/users/3172566249/mentions",
    FACEBOOK: f"/v26.0/{PAGE}/published_posts",
    INSTAGRAM: "/v26.0/17841400000000001/media",
    YOUTUBE: "/youtube/v3/commentThreads",
}

Refusal = tuple[Response, type[ChannelError]]

OF_GRAPH: list[Refusal] = [
    (graph_error(190, 401, 460), TokenExpired),
    (graph_error(190, 400), TokenExpired),
    (graph_error(190, 400, 463), TokenExpired),
    (graph_error(190, 400, 458, "The user has not authorized application 7."), TokenExpired),
    (graph_error(190, 400, message="(#10900) Activity already replied to"), TokenExpired),
    (graph_error(102, 401), TokenExpired),
    (graph_error(987654, 401), TokenExpired),
    (Response('{"error": {"message": "Sesi tamat", "type": "OAuthException"}}', 401), TokenExpired),
    (graph_error(4, 403), RateLimited),
    (graph_error(32, 400), RateLimited),
    (graph_error(613, 400), RateLimited),
    (graph_error(80001, 400), RateLimited),
    (graph_error(80002, 400), RateLimited),
    (graph_error(100, 400, 1390008), RateLimited),
    (Response("{}", 429), RateLimited),
    (graph_error(506, 400, 1455006), DuplicateText),
    (graph_error(10900, 400, message="Please try again later"), DuplicateText),
    (graph_error(368, 400, message="You have already posted this."), DuplicateText),
    (graph_error(368, 400, message="The action attempted has been deemed abusive"), ReplyNotAllowed),
    (graph_error(10, 403), ReplyNotAllowed),
    (graph_error(200, 403), ReplyNotAllowed),
    (graph_error(299, 403), ReplyNotAllowed),
    (graph_error(100, 400), TextRefused),
    (graph_error(100, 400, message="You cannot reply to a hidden comment."), TextRefused),
    (graph_error(987654, 400), TextRefused),
    (Response('{"error": {"code": "dua"}}', 400), TextRefused),
    (graph_error(1, 400), OutcomeUnknown),
    (graph_error(2, 500), OutcomeUnknown),
    (graph_error(190, 500), OutcomeUnknown),
    (Response("{}", 200), OutcomeUnknown),
    (Response('{"success": true}', 200), OutcomeUnknown),
    (Response('{"id": "../me"}', 200), OutcomeUnknown),
    (Response("<html>", 200), OutcomeUnknown),
]
OF_GRAPH_READING: list[Refusal] = [
    (graph_error(190, 400), TokenExpired),
    (graph_error(17, 400), RateLimited),
    (graph_error(80002, 400), RateLimited),
    (graph_error(1, 500), BadAnswer),
    (graph_error(10, 403), ReadRefused),
    (graph_error(100, 400, 33), ReadRefused),
    (Response("<html>", 200), BadAnswer),
]
OF_GOOGLE_ANYWAY: list[Refusal] = [
    (google_error("authError", 401), TokenExpired),
    (google_error("", 401), TokenExpired),
    (google_error("insufficientPermissions", 403), TokenExpired),
    (google_error("ACCESS_TOKEN_SCOPE_INSUFFICIENT", 403, newer=True), TokenExpired),
    (google_error("quotaExceeded", 403), RateLimited),
    (google_error("rateLimitExceeded", 403), RateLimited),
    (google_error("RATE_LIMIT_EXCEEDED", 429, newer=True), RateLimited),
    (Response("{}", 429), RateLimited),
]
OF_REPLIES: dict[Channel, list[Refusal]] = {
    X: [
        (x_problem(400, "Your Tweet text is too long."), TextRefused),
        (x_problem(401, "Unauthorized"), TokenExpired),
        (x_problem(402, "no credits", "https://api.x.com/2/problems/credits"), CreditsGone),
        (x_problem(403, "You are not allowed to create a Tweet with duplicate content."), DuplicateText),
        (x_problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you."), ParentGone),
        (x_problem(403, SUMMON), ReplyNotAllowed),
        (x_problem(403, "You are not permitted to perform this action."), TextRefused),
        (x_problem(403, "Kata-kata yang belum pernah dilihat"), TextRefused),
        (x_problem(403, "x", "https://api.twitter.com/2/problems/unsupported-authentication"), TokenExpired),
        (x_problem(403, "Your account has reached its spending limit"), CreditsGone),
        (x_problem(403, errors=[{"code": 187, "message": "Status is a duplicate."}]), DuplicateText),
        (x_problem(429, "Too Many Requests"), RateLimited),
        (Response('{"errors":[{"code":88,"message":"Rate limit exceeded"}]}', 429), RateLimited),
        (x_problem(500, "Something is broken"), OutcomeUnknown),
        (Response('{"data": {}}', 201), OutcomeUnknown),
        (Response('{"data": {"id": 5}}', 201), OutcomeUnknown),
        (Response('{"errors": [{"title": "Aneh"}]}', 200), OutcomeUnknown),
    ],
    FACEBOOK: OF_GRAPH,
    INSTAGRAM: OF_GRAPH,
    YOUTUBE: [
        *OF_GOOGLE_ANYWAY,
        (google_error("commentsDisabled", 403), ReplyNotAllowed),
        (google_error("forbidden", 403), ReplyNotAllowed),
        (google_error("ineligibleAccount", 403), ReplyNotAllowed),
        (google_error("authenticatedUserNotChannel", 403), ReplyNotAllowed),
        (google_error("commentTextTooLong"), TextRefused),
        (google_error("sebabBaharu"), TextRefused),
        (Response('{"error": "apa ini"}', 400), TextRefused),
        (google_error("backendError", 500), OutcomeUnknown),
        (google_error("quotaExceeded", 503), OutcomeUnknown),
        (Response("<html>", 403), OutcomeUnknown),
        (Response("{}", 200), OutcomeUnknown),
        (Response('{"id": 7}', 200), OutcomeUnknown),
    ],
}
OF_READING: dict[Channel, list[Refusal]] = {
    X: [
        (x_problem(400, "Invalid Request"), ReadRefused),
        (x_problem(401), TokenExpired),
        (x_problem(402), CreditsGone),
        (x_problem(403, SUMMON), ReadRefused),
        (x_problem(404), ReadRefused),
        (x_problem(429), RateLimited),
        (x_problem(503), BadAnswer),
        (Response("<html>", 200), BadAnswer),
    ],
    FACEBOOK: OF_GRAPH_READING,
    INSTAGRAM: OF_GRAPH_READING,
    YOUTUBE: [
        *OF_GOOGLE_ANYWAY,
        (google_error("forbidden", 403), ReadRefused),
        (google_error("channelNotFound", 404), ReadRefused),
        (google_error("backendError", 503), BadAnswer),
        (Response("<html>", 200), BadAnswer),
        (Response('{"items": [', 200), BadAnswer),
    ],
}


@pytest.fixture
def accounts(
    kkr_x: Account, kkr_facebook: Account, kkr_instagram: Account, kkr_youtube: Account
) -> dict[Channel, Account]:
    return {one.channel: one for one in (kkr_x, kkr_facebook, kkr_instagram, kkr_youtube)}


def channel_of(account: Account, server: HTTPServer) -> ChannelPort:
    server.expect_request(f"/v26.0/{account.remote_id}").respond_with_json({"id": account.remote_id, "username": "kkr"})
    server.expect_request("/2/tweets/1950").respond_with_json(X_UNSEEN)
    return connect(account, "token", base_url=server.url_for("").rstrip("/"))


def each(refusals: dict[Channel, list[Refusal]]) -> Iterable[tuple[Channel, Response, type[ChannelError]]]:
    return [(network, *refusal) for network, several in refusals.items() for refusal in several]


@pytest.mark.parametrize(("network", "response", "kind"), each(OF_REPLIES))
def test_a_refused_reply_is_named_by_what_it_means(
    network: Channel,
    response: Response,
    kind: type[ChannelError],
    accounts: dict[Channel, Account],
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_request(ANSWERED_AT[network], method="POST").respond_with_response(response)
    with pytest.raises(kind) as raised:
        channel_of(accounts[network], httpserver).publish(REPLIES[network])
    assert type(raised.value) is kind
    assert raised.value.certain is (kind not in (OutcomeUnknown, DuplicateText))


@pytest.mark.parametrize(("network", "response", "kind"), each(OF_READING))
def test_a_refused_reading_is_named_too(
    network: Channel,
    response: Response,
    kind: type[ChannelError],
    accounts: dict[Channel, Account],
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_request(READ_AT[network]).respond_with_response(response)
    with pytest.raises(kind):
        channel_of(accounts[network], httpserver).fetch("")


@pytest.mark.parametrize("network", Channel)
def test_without_network_nothing_is_sent(network: Channel, accounts: dict[Channel, Account]) -> None:
    channel = connect(accounts[network], "token", base_url="http://127.0.0.1:9", project="tiada")
    with pytest.raises(NoNetwork):
        channel.publish(REPLIES[network])
    with pytest.raises(NoNetwork):
        channel.read_back(REPLIES[network], NOW, "")
