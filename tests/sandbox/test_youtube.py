"""YouTube through the sandbox: threads in three passes, answers that may be held, moderation for good, units a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item, Moderation
from pmsdesk.sandbox.youtube_meter import YouTubeMeter, pacific_day
from tests.sandbox.conftest import Caller, YouTubeCaller, me

ANSWER = "Terima kasih atas makluman. Pasukan JKR daerah telah dimaklumkan."
PLAIN = {"textFormat": "plainText"}


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


def comment(control: Control, text: str = "Jalan berlubang.", parent: str = "", **more: Any) -> Item:
    return control.inject(Channel.YOUTUBE, "kkrmalaysia", "salmahidris", text, parent=parent, **more)


def every_page(youtube: Caller, path: str, **asked: Any) -> list[dict[str, Any]]:
    found, token = [], {}
    while True:
        page = youtube.get(path, **asked, **token).json()
        found += page["items"]
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


def threads(youtube: Caller, state: str = "published", **asked: Any) -> list[dict[str, Any]]:
    channel = me(youtube)
    whole = {"part": "snippet,replies", "allThreadsRelatedToChannelId": channel, "moderationStatus": state, **asked}
    return every_page(youtube, "/commentThreads", **whole)


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in found]


def moderate(youtube: Caller, comment_id: str, state: str, **more: str) -> requests.Response:
    asked = {"id": comment_id, "moderationStatus": state, **more}
    return youtube.post("/comments/setModerationStatus", params=asked)


def test_paging_brings_every_thread_once_newest_first(youtube: Caller) -> None:
    whole = threads(youtube, maxResults=100)
    assert len(whole) > 6
    assert ids(threads(youtube, maxResults=2)) == ids(whole)
    times = [one["snippet"]["topLevelComment"]["snippet"]["publishedAt"] for one in whole]
    assert times == sorted(times, reverse=True)


def test_each_pass_shows_only_its_own(youtube: Caller, control: Control) -> None:
    held = comment(control, state=Moderation.HELD)
    spam = comment(control, state=Moderation.SPAM)
    published = comment(control)
    passes = {state: ids(threads(youtube, state)) for state in ("published", "heldForReview", "likelySpam")}
    assert [state for state, found in passes.items() if held.id in found] == ["heldForReview"]
    assert [state for state, found in passes.items() if spam.id in found] == ["likelySpam"]
    assert [state for state, found in passes.items() if published.id in found] == ["published"]


def test_a_thread_with_a_held_reply_comes_in_the_held_pass(youtube: Caller, control: Control) -> None:
    top = comment(control)
    reply = comment(control, "Nombor saya 011-000 0000", top.id, state=Moderation.HELD)
    (thread,) = [one for one in threads(youtube, "heldForReview") if one["id"] == top.id]
    assert [one["snippet"]["moderationStatus"] for one in thread["replies"]["comments"]] == ["heldForReview"]
    assert thread["snippet"]["totalReplyCount"] == 0
    assert reply.id not in str(threads(youtube))


def test_only_the_owner_sees_what_waits(youtube: Caller) -> None:
    other = YouTubeCaller(youtube.session, youtube.root, "jkrmalaysiatv")
    asked = {"part": "snippet", "allThreadsRelatedToChannelId": me(youtube)}
    assert reason(other.get("/commentThreads", moderationStatus="heldForReview", **asked)) == (403, "forbidden")
    (first, *_) = other.get("/commentThreads", **asked).json()["items"]
    assert "moderationStatus" not in first["snippet"]["topLevelComment"]["snippet"]


def test_five_replies_come_with_a_thread_and_all_by_their_parent(youtube: Caller) -> None:
    thread = max(threads(youtube), key=lambda one: one["snippet"]["totalReplyCount"])
    assert thread["snippet"]["totalReplyCount"] > len(thread["replies"]["comments"]) == 5
    replies = every_page(youtube, "/comments", part="snippet", parentId=thread["id"], maxResults=3)
    assert len(replies) == thread["snippet"]["totalReplyCount"]
    assert {one["snippet"]["parentId"] for one in replies} == {thread["id"]}
    assert all(one["id"].startswith(f"{thread['id']}.") for one in replies)


def test_an_answer_stands_under_its_thread_and_youtube_takes_it_twice(youtube: Caller, control: Control) -> None:
    top = comment(control)
    first, second = youtube.reply(top.id, ANSWER).json(), youtube.reply(top.id, ANSWER).json()
    found = youtube.under(top.id).json()["items"]
    assert {one["id"] for one in found} == {first["id"], second["id"]}
    assert {one["snippet"]["authorChannelId"]["value"] for one in found} == {me(youtube)}
    assert control.world.ledger.count("kkrmalaysia", top.id, ANSWER) == 2


@pytest.mark.parametrize("kind", [Kind.HELD_FOR_REVIEW, Kind.LIKELY_SPAM])
def test_our_own_answer_may_be_held_and_then_is_absent_though_it_was_sent(
    youtube: Caller, control: Control, kind: Kind
) -> None:
    top = comment(control)
    control.fault("youtube.create", kind)
    sent = youtube.reply(top.id, ANSWER)
    assert sent.ok
    assert youtube.under(top.id).json().get("items", []) == []
    by_id = youtube.get("/comments", part="snippet", id=sent.json()["id"]).json()["items"]
    assert by_id[0]["snippet"]["textOriginal"] == ANSWER
    assert control.world.ledger.count("kkrmalaysia", top.id, ANSWER) == 1


def test_a_thread_tells_whether_it_takes_replies(youtube: Caller, control: Control) -> None:
    top = comment(control)
    may = [one["snippet"]["canReply"] for one in threads(youtube) if one["id"] == top.id]
    control.world.items[Channel.YOUTUBE, top.thread].hidden = True
    may += [one["snippet"]["canReply"] for one in threads(youtube) if one["id"] == top.id]
    assert may == [True, False]


def test_an_answer_that_is_shown_late_is_counted_as_it_comes(youtube: Caller, control: Control) -> None:
    top = comment(control)
    control.fault("youtube.create", Kind.DELAYED_VISIBILITY, reads=1)
    sent = youtube.reply(top.id, ANSWER).json()["id"]
    seen = [[one["id"] for one in youtube.under(top.id).json().get("items", [])] for _ in range(2)]
    assert seen == [[], [sent]]


def test_only_the_top_level_is_answered(youtube: Caller, control: Control) -> None:
    top = comment(control)
    reply = youtube.reply(top.id, ANSWER).json()["id"]
    assert reason(youtube.reply(reply, ANSWER)) == (400, "operationNotSupported")


def test_parents_that_are_gone_deleted_or_closed(youtube: Caller, control: Control) -> None:
    top = comment(control)
    assert reason(youtube.reply("UgtiadaAaABAg", ANSWER)) == (404, "parentCommentNotFound")
    control.world.items[Channel.YOUTUBE, top.thread].hidden = True
    assert reason(youtube.reply(top.id, ANSWER)) == (403, "commentsDisabled")
    assert reason(youtube.get("/commentThreads", part="snippet", videoId=top.thread)) == (403, "commentsDisabled")
    control.delete(Channel.YOUTUBE, top.id)
    assert reason(youtube.reply(top.id, ANSWER)) == (400, "processingFailure")
    assert reason(youtube.under(top.id)) == (404, "commentNotFound")
    assert control.world.ledger.entries == []


@pytest.mark.parametrize(
    ("snippet", "why"),
    [
        ({"textOriginal": ANSWER}, "parentIdMissing"),
        ({"parentId": "Ug", "textOriginal": " "}, "commentTextRequired"),
        ({"parentId": "Ug", "textOriginal": "a" * 10_001}, "commentTextTooLong"),
        (None, "invalidCommentMetadata"),
    ],
)
def test_bodies_that_are_no_comment(youtube: Caller, snippet: object, why: str) -> None:
    body = {"snippet": snippet} if snippet else {}
    assert reason(youtube.post("/comments", params={"part": "snippet"}, json=body)) == (400, why)


def test_what_is_held_can_be_published_and_what_is_rejected_never(youtube: Caller, control: Control) -> None:
    top = comment(control, state=Moderation.HELD)
    assert moderate(youtube, top.id, "published").status_code == 204
    assert top.id in ids(threads(youtube))
    assert moderate(youtube, top.id, "rejected").status_code == 204
    assert reason(moderate(youtube, top.id, "published")) == (404, "commentNotFound")
    assert not any(top.id in ids(threads(youtube, state)) for state in ("published", "heldForReview", "likelySpam"))
    assert [act.verb for act in control.world.ledger.acts] == ["published", "rejected"]


def test_a_banned_author_is_rejected_from_then_on(youtube: Caller, control: Control) -> None:
    first = comment(control)
    assert reason(moderate(youtube, first.id, "heldForReview", banAuthor="true")) == (400, "banWithoutReject")
    moderate(youtube, first.id, "rejected", banAuthor="true")
    assert comment(control).id not in ids(threads(youtube))


def test_moderation_is_the_owners_and_all_or_nothing(youtube: Caller, control: Control) -> None:
    first, second = comment(control), comment(control)
    other = YouTubeCaller(youtube.session, youtube.root, "jkrmalaysiatv")
    assert reason(moderate(other, first.id, "rejected")) == (403, "forbidden")
    assert reason(moderate(youtube, f"{first.id},UgtiadaAaABAg", "rejected")) == (404, "commentNotFound")
    assert moderate(youtube, f"{first.id},{second.id}", "heldForReview").status_code == 204
    assert {first.state, second.state} == {Moderation.HELD}


def test_only_own_comments_are_deleted(youtube: Caller, control: Control) -> None:
    top = comment(control)
    own = youtube.reply(top.id, ANSWER).json()["id"]
    assert reason(youtube.delete("/comments", id=top.id)) == (403, "forbidden")
    assert youtube.delete("/comments", id=own).status_code == 204
    assert reason(youtube.delete("/comments", id=own)) == (404, "commentNotFound")


def test_texts_are_html_unless_plain_ones_are_asked_for(youtube: Caller, control: Control) -> None:
    top = comment(control, "Jalan <rosak> & licin\nTolong")
    texts = {
        youtube.get("/comments", part="snippet", id=top.id, **asked).json()["items"][0]["snippet"]["textDisplay"]
        for asked in ({}, PLAIN)
    }
    assert texts == {"Jalan &lt;rosak&gt; &amp; licin<br>Tolong", "Jalan <rosak> & licin\nTolong"}


def test_the_channel_its_figures_and_its_uploads(youtube: Caller, control: Control) -> None:
    parts = "snippet,statistics,contentDetails,brandingSettings"
    (channel,) = youtube.get("/channels", part=parts, mine="true").json()["items"]
    assert channel["snippet"]["customUrl"] == "@kkrmalaysia"
    assert channel["statistics"]["subscriberCount"] == "18400"
    playlist = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    uploads = every_page(youtube, "/playlistItems", part="contentDetails", playlistId=playlist, maxResults=1)
    videos = [one["contentDetails"]["videoId"] for one in uploads]
    found = youtube.get("/videos", part="snippet,statistics,status", id=",".join([*videos, "tiada"])).json()["items"]
    assert [one["id"] for one in found] == videos
    assert all(one["statistics"]["viewCount"].isdigit() for one in found)
    assert reason(youtube.get("/playlistItems", part="id", playlistId="UUtiada")) == (404, "playlistNotFound")
    handle = youtube.get("/channels", part="id", forHandle="@JKRMalaysiaTV").json()["items"]
    assert len(handle) == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"mine": "true"}, (400, "missingRequiredParameter")),
        ({"part": "snippet"}, (400, "missingRequiredParameter")),
        ({"part": "colour", "mine": "true"}, (400, "unknownPart")),
        ({"part": "id", "mine": "true", "id": "UC"}, (400, "incompatibleParameters")),
    ],
)
def test_malformed_calls_are_refused(youtube: Caller, asked: dict[str, str], why: object) -> None:
    assert reason(youtube.get("/channels", **asked)) == why


def test_malformed_lists_are_refused(youtube: Caller) -> None:
    asked = {"part": "id", "allThreadsRelatedToChannelId": me(youtube)}
    for more, why in (
        ({"maxResults": "101"}, "invalidParameter"),
        ({"moderationStatus": "rejected"}, "invalidParameter"),
        ({"pageToken": "%%%"}, "invalidPageToken"),
    ):
        assert reason(youtube.get("/commentThreads", **asked, **more)) == (400, why)
    assert reason(youtube.get("/commentThreads", part="id", videoId="tiada")) == (404, "videoNotFound")


def test_a_wrong_token_is_an_auth_error(youtube: Caller) -> None:
    stranger = YouTubeCaller(youtube.session, youtube.root, "tiada")
    assert reason(stranger.get("/channels", part="id", mine="true")) == (401, "authError")


def test_the_units_of_a_day_are_shared_and_come_back_at_midnight_in_california(
    youtube: Caller, control: Control
) -> None:
    top = comment(control)
    control.world.youtube.units = 9_949
    control.world.youtube.day = pacific_day(control.clock())
    other = YouTubeCaller(youtube.session, youtube.root, "jkrmalaysiatv")
    assert other.get("/channels", part="id", mine="true").ok
    assert youtube.reply(top.id, ANSWER).ok
    assert reason(youtube.get("/channels", part="id", mine="true")) == (403, "quotaExceeded")
    assert reason(other.get("/channels", part="id", mine="true")) == (403, "quotaExceeded")
    control.clock(now=datetime(2026, 11, 23, 7, 59, tzinfo=UTC))
    assert reason(youtube.get("/channels", part="id", mine="true")) == (403, "quotaExceeded")
    control.clock(now=datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert youtube.get("/channels", part="id", mine="true").ok


def test_the_control_plane_uses_up_the_units(youtube: Caller, control: Control) -> None:
    control.use_up_calls("kkrmalaysia", Channel.YOUTUBE)
    assert reason(youtube.get("/channels", part="id", mine="true")) == (403, "quotaExceeded")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 3, 8, 7, 59, tzinfo=UTC), date(2026, 3, 7)),
        (datetime(2026, 3, 9, 7, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 11, 1, 7, 0, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_the_day_of_california_knows_summer_time(moment: datetime, day: date) -> None:
    assert pacific_day(moment) == day


def test_uploads_have_a_bucket_of_their_own() -> None:
    meter, now = YouTubeMeter(), datetime(2026, 11, 23, tzinfo=UTC)
    assert [meter.charge("youtube.upload", now) for _ in range(101)] == [True] * 100 + [False]
    assert meter.charge("youtube.threads", now)
    assert meter.units == 1
    assert meter.charge("youtube.upload", now + timedelta(days=1))


def test_an_empty_page_may_still_have_a_next(youtube: Caller, control: Control) -> None:
    control.fault("youtube.threads", Kind.EMPTY_PAGE_WITH_NEXT)
    asked = {"part": "id", "allThreadsRelatedToChannelId": me(youtube)}
    empty = youtube.get("/commentThreads", **asked).json()
    assert empty["items"] == []
    assert youtube.get("/commentThreads", **asked, pageToken=empty["nextPageToken"]).json()["items"]
