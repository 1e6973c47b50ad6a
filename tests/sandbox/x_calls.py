"""Every kind of answer the sandbox gives as X, in both dialects, for the contract tests to check."""

from collections.abc import Iterator

import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from tests.sandbox.conftest import Caller, me

FIELDS = {
    "tweet.fields": "author_id,conversation_id,created_at,display_text_range,entities,id,in_reply_to_user_id,lang,"
    "note_tweet,possibly_sensitive,public_metrics,referenced_tweets,reply_settings,text",
    "post.fields": "conversation_id,created_at,display_text_range,entities,id,lang,note_post,possibly_sensitive,"
    "public_metrics,reply_settings,text",
}
EXPANSIONS = {
    "tweet.fields": "author_id,in_reply_to_user_id,entities.mentions.username,referenced_tweets.id,"
    "referenced_tweets.id.author_id",
    "post.fields": "author_id,in_reply_to_user_id,entities.mentions.username,referenced_posts",
}
USER_FIELDS = (
    "created_at,description,entities,id,name,profile_banner_url,profile_image_url,protected,public_metrics,url,"
    "username,verified,verified_type"
)


def answers(x: Caller, control: Control, fields: str) -> Iterator[tuple[str, requests.Response]]:
    """Name of the operation's model and answer, for the dialect of the parameter *fields*."""
    number = me(x)
    asked = {fields: FIELDS[fields], "expansions": EXPANSIONS[fields], "user.fields": USER_FIELDS}
    newest = x.get(f"/users/{number}/mentions").json()["data"][0]["id"]
    root = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks #JalanRosak di peta.example.com & FT1").id
    yield "me", x.get("/users/me", **{"user.fields": USER_FIELDS, fields: "created_at"})
    yield "mentions", x.get(f"/users/{number}/mentions", max_results=100, **asked)
    yield "mentions", x.get(f"/users/{number}/mentions", since_id=str(int(root) + 1), **asked)
    yield "mentions", x.get("/users/20/mentions", **asked)
    yield "timeline", x.get(f"/users/{number}/tweets", max_results=100, exclude="retweets", **asked)
    yield "post", x.get(f"/tweets/{newest}", **asked)
    yield "post", x.get("/tweets/20", **asked)
    yield "posts", x.get("/tweets", ids=f"{newest},{root},20", **asked)
    yield "search", x.get("/tweets/search/recent", query=f"conversation_id:{root}", **asked)
    yield "create", x.reply(root, "Terima kasih atas makluman tuan. Rujuk https://kkr.spab.gov.my")
    yield "mentions", x.get(f"/users/{number}/mentions", max_results=4, **asked)
    yield from _moderation(x, control)
    yield from _media(x, fields)


def _moderation(x: Caller, control: Control) -> Iterator[tuple[str, requests.Response]]:
    post = control.inject(Channel.X, "MOWorks", "MOWorks", "Makluman: FT1 ditutup.").id
    rude = control.inject(Channel.X, "MOWorks", "azlan_b", "teruk", parent=post)
    yield "hide", x.put(f"/tweets/{rude.id}/hidden", json={"hidden": True})
    path = f"/dm_conversations/with/{rude.author.id}"
    yield "message", x.post(f"{path}/messages", json={"text": "Salam, tuan."})
    events = {"dm_event.fields": "created_at,dm_conversation_id,event_type,id,text", "expansions": "sender_id"}
    yield "messages", x.get(f"{path}/dm_events", event_types="MessageCreate", max_results=100, **events)
    yield "delete", x.delete(f"/tweets/{post}")


def _media(x: Caller, fields: str) -> Iterator[tuple[str, requests.Response]]:
    begun = {"media_type": "image/jpeg", "total_bytes": 3, "media_category": "tweet_image"}
    first = x.post("/media/upload/initialize", json=begun)
    number = first.json()["data"]["id"]
    yield "media_initialize", first
    yield "media_append", x.post(f"/media/upload/{number}/append", json={"media": "/9j/", "segment_index": 0})
    yield "media_finalize", x.post(f"/media/upload/{number}/finalize")
    alt_text = {"alt_text": {"text": "Kon oren di bahu jalan."}}
    yield "media_metadata", x.post("/media/metadata", json={"id": number, "metadata": alt_text})
    yield "media_status", x.get("/media/upload", command="STATUS", media_id=number)
    post = x.post("/tweets", json={"text": "Dibaiki.", "media": {"media_ids": [number]}})
    yield "create", post
    asked = {fields: "attachments,entities", "expansions": "attachments.media_keys", "media.fields": "alt_text,url"}
    yield "post", x.get(f"/tweets/{post.json()['data']['id']}", **asked)


def refusals(x: Caller, control: Control) -> Iterator[requests.Response]:
    """Refusals of a reply and of a read."""
    root = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks jambatan retak").id
    yield x.reply(root, "a" * 281)
    x.reply(root, "Sekali")
    yield x.reply(root, "Sekali")
    yield x.reply("20", "Tiada induk")
    for kind in (Kind.STATUS_401, Kind.STATUS_403, Kind.STATUS_429, Kind.STATUS_500):
        control.fault("x.me", kind)
        yield x.get("/users/me")
