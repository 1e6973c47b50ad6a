"""Ordered faults: what the client sees, and what really happened according to the ledger."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
import requests

from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from tests.sandbox.conftest import Caller, me

ANSWER = "Aduan tuan telah disalurkan ke Unit Aduan"


@pytest.fixture(params=["x", "graph", "instagram", "youtube"])
def network(request: pytest.FixtureRequest) -> Caller:
    """One of our accounts on each network."""
    caller: Caller = request.getfixturevalue(request.param)
    return caller


@pytest.fixture
def target(network: Caller, control: Control) -> str:
    """The id of a text that can be answered."""
    return control.inject(network.channel, network.handle, "azlan_b", f"@{network.handle} jambatan retak.").id


def create(network: Caller) -> str:
    return f"{network.channel}.create"


def standing(control: Control) -> int:
    """How many texts our accounts published."""
    return len(control.world.ledger.entries)


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (Kind.DROP_BEFORE_COMMIT, requests.ConnectionError),
        (Kind.COMMIT_THEN_RESET, requests.ConnectionError),
        (Kind.CUT_BODY, requests.exceptions.ChunkedEncodingError),
    ],
)
def test_broken_connections(network: Caller, control: Control, target: str, kind: Kind, seen: type[Exception]) -> None:
    control.fault(create(network), kind)
    with pytest.raises(seen):
        network.reply(target, ANSWER)
    assert standing(control) == (0 if kind is Kind.DROP_BEFORE_COMMIT else 1)


def test_a_dropped_connection_is_a_real_reset(x: Caller, control: Control) -> None:
    control.fault("x.me", Kind.DROP_BEFORE_COMMIT)
    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        x.get("/users/me")


def test_commit_then_timeout_publishes_and_never_answers(network: Caller, control: Control, target: str) -> None:
    control.fault(create(network), Kind.COMMIT_THEN_TIMEOUT)
    impatient = replace(network, patience=0.25)
    with pytest.raises(requests.ReadTimeout):
        impatient.reply(target, ANSWER)
    while not standing(control):
        time.sleep(0.01)  # its caller may have given up before it was carried out
    assert standing(control) == 1


def test_commit_then_500_publishes_and_says_it_failed(network: Caller, control: Control, target: str) -> None:
    control.fault(create(network), Kind.COMMIT_THEN_500)
    answer = network.reply(target, ANSWER)
    assert answer.status_code == 500
    (entry,) = control.world.ledger.entries
    assert control.world.ledger.count(entry.account, target, ANSWER) == 1
    assert control.world.ledger.entries[0].fault == "commit_then_500"


def test_truncated_json_has_an_honest_length(network: Caller, control: Control, target: str) -> None:
    control.fault(create(network), Kind.TRUNCATED)
    answer = network.reply(target, ANSWER)
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert answer.ok
    assert standing(control) == 1


def test_a_portal_page_answers_instead_of_the_network(network: Caller, control: Control, target: str) -> None:
    control.fault(create(network), Kind.HTML)
    answer = network.reply(target, ANSWER)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert standing(control) == 0


@pytest.mark.parametrize(
    ("kind", "on_x", "on_facebook"),
    [
        (Kind.STATUS_401, (401, "Unauthorized"), (400, 190)),
        (Kind.STATUS_402, (402, "CreditsDepleted"), None),
        (Kind.STATUS_403, (403, "Forbidden"), (403, 10)),
        (Kind.STATUS_429, (429, "Too Many Requests"), (400, 80001)),
        (Kind.STATUS_500, (500, "Internal Server Error"), (500, 2)),
    ],
)
def test_refusals_do_nothing_and_speak_as_the_network_does(
    x: Caller, graph: Caller, control: Control, kind: Kind, on_x: object, on_facebook: object
) -> None:
    control.fault("x.me", kind)
    answer = x.get("/users/me")
    assert (answer.status_code, answer.json()["title"]) == on_x
    if on_facebook is None:
        with pytest.raises(ValueError, match="status_402"):
            control.fault("facebook.me", kind)
        return
    control.fault("facebook.me", kind)
    refused = graph.get("/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == on_facebook


@pytest.mark.parametrize(
    ("kind", "on_instagram", "on_youtube"),
    [
        (Kind.STATUS_401, (400, 190), (401, "authError")),
        (Kind.STATUS_403, (403, 10), (403, "quotaExceeded")),
        (Kind.STATUS_429, (400, 80002), (429, "rateLimitExceeded")),
        (Kind.STATUS_500, (500, 2), (500, "backendError")),
    ],
)
def test_instagram_and_youtube_have_words_of_their_own(
    instagram: Caller, youtube: Caller, control: Control, kind: Kind, on_instagram: object, on_youtube: object
) -> None:
    account = me(instagram)
    control.fault("instagram.object", kind)
    control.fault("youtube.channels", kind)
    answer = instagram.get(f"/{account}")
    assert (answer.status_code, answer.json()["error"]["code"]) == on_instagram
    answer = youtube.get("/channels", part="id", mine="true")
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == on_youtube


def test_a_429_tells_when_to_come_back(x: Caller, graph: Caller, control: Control) -> None:
    control.fault("*", Kind.STATUS_429, times=2)
    answer = x.get("/users/me")
    assert answer.headers["x-rate-limit-remaining"] == "0"
    assert int(answer.headers["x-rate-limit-reset"]) == int(control.clock().timestamp()) + 900
    assert '"estimated_time_to_regain_access": 12' in graph.get("/me").headers["X-Business-Use-Case-Usage"]


@pytest.mark.parametrize(("code", "subcode"), [(190, 460), (190, 467), (368, 0), (1, 0), (200, 0), (4, 0)])
def test_any_graph_error_can_be_ordered(graph: Caller, control: Control, code: int, subcode: int) -> None:
    control.fault("facebook.*", Kind.GRAPH_ERROR, code=code, subcode=subcode)
    error = graph.get("/me").json()["error"]
    assert (error["code"], error.get("error_subcode", 0)) == (code, subcode)
    assert graph.get("/me").ok


def test_an_unknown_graph_error_is_not_invented(control: Control) -> None:
    with pytest.raises(ValueError, match="999"):
        control.fault("facebook.*", Kind.GRAPH_ERROR, code=999)


def test_a_fault_strikes_the_nth_call_as_often_as_ordered_and_only_its_account(x: Caller, control: Control) -> None:
    control.fault("x.me", Kind.STATUS_500, nth=2, times=2, account="MOWorks")
    other = Caller(x.session, x.root, "JKRJohor")
    assert [other.get("/users/me").status_code for _ in range(3)] == [200] * 3
    assert [x.get("/users/me").status_code for _ in range(4)] == [200, 500, 500, 200]


def test_a_lasting_fault_is_an_outage_until_cleared(x: Caller, graph: Caller, control: Control) -> None:
    control.fault("*", Kind.DROP_BEFORE_COMMIT, times=None)
    calls: list[Callable[[], object]] = [lambda: x.get("/users/me"), lambda: graph.get("/me")]
    for call in calls * 2:
        with pytest.raises(requests.ConnectionError):
            call()
    control.clear_faults()
    assert x.get("/users/me").ok
    assert graph.get("/me").ok


def test_a_slow_answer_is_slow_and_right(x: Caller, control: Control) -> None:
    control.fault("x.me", Kind.SLOW, seconds=0.2)
    answer = x.get("/users/me")
    assert answer.elapsed.total_seconds() >= 0.2
    assert answer.ok


def test_an_empty_page_may_still_have_a_next(x: Caller, graph: Caller, control: Control) -> None:
    control.fault("x.mentions", Kind.EMPTY_PAGE_WITH_NEXT)
    path = f"/users/{me(x)}/mentions"
    empty = x.get(path, max_results=20).json()
    assert empty["meta"]["result_count"] == 0
    following = x.get(path, max_results=20, pagination_token=empty["meta"]["next_token"]).json()
    assert following["data"] == x.get(path, max_results=20).json()["data"]

    control.fault("facebook.published_posts", Kind.EMPTY_PAGE_WITH_NEXT)
    nothing = graph.get("/me/published_posts", limit=2).json()
    assert nothing["data"] == []
    after = nothing["paging"]["cursors"]["after"]
    assert graph.get("/me/published_posts", limit=2, after=after).json()["data"]


def test_a_new_reply_may_stay_unseen_for_some_reads(network: Caller, control: Control, target: str) -> None:
    control.fault(create(network), Kind.DELAYED_VISIBILITY, reads=2)
    network.reply(target, ANSWER)
    seen = [ANSWER in network.under(target).text for _ in range(4)]
    assert seen == [False, False, True, True]
