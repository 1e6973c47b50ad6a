"""X's two field dialects: the names of v2.166 (tweets) and of v2.167 and later (posts)."""

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COMMON_FIELDS = _names(
    "article attachments card_uri community_id context_annotations conversation_id created_at display_text_range "
    "edit_controls entities geo id lang matched_media_notes media_metadata non_public_metrics "
    "note_request_suggestions organic_metrics paid_partnership possibly_sensitive promoted_metrics public_metrics "
    "reply_settings scopes source suggested_source_links suggested_source_links_with_counts text withheld"
)
_COMMON_EXPANSIONS = _names(
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet "
    "attachments.poll_ids author_id entities.mentions.username geo.place_id in_reply_to_user_id"
)
_COMMON_USER_FIELDS = _names(
    "confirmed_email connection_status created_at description entities id is_identity_verified location name parody "
    "profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription subscription_type "
    "url username verified verified_followers_count verified_type withheld"
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one dialect calls things. `author_reaches_included` tells what the ``author_id`` expansion covers.

    In the new dialect the author and the references of a post are no longer fields one can ask for: they come with the
    expansion of the same name.
    """

    fields_parameter: str
    fields: frozenset[str]
    expansions: frozenset[str]
    user_fields: frozenset[str]
    included: str
    history: str
    references: str
    references_expansion: str
    reposts: str
    posts_of_user: str
    note: str
    problems: str
    author_reaches_included: bool


LEGACY = Dialect(
    fields_parameter="tweet.fields",
    fields=_COMMON_FIELDS
    | {"author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets"},
    expansions=_COMMON_EXPANSIONS
    | {
        "edit_history_tweet_ids",
        "entities.note.mentions.username",
        "referenced_tweets.id",
        "referenced_tweets.id.attachments.media_keys",
        "referenced_tweets.id.author_id",
    },
    user_fields=_COMMON_USER_FIELDS | {"affiliation", "most_recent_tweet_id", "pinned_tweet_id"},
    included="tweets",
    history="edit_history_tweet_ids",
    references="referenced_tweets",
    references_expansion="referenced_tweets.id",
    reposts="retweet_count",
    posts_of_user="tweet_count",
    note="note_tweet",
    problems="https://api.twitter.com/2/problems/",
    author_reaches_included=False,
)
NEW = Dialect(
    fields_parameter="post.fields",
    fields=_COMMON_FIELDS | {"article_title", "note_post"},
    expansions=_COMMON_EXPANSIONS | {"edit_history_post_ids", "referenced_posts", "username"},
    user_fields=_COMMON_USER_FIELDS | {"subscribes_to_you"},
    included="posts",
    history="edit_history_post_ids",
    references="referenced_posts",
    references_expansion="referenced_posts",
    reposts="repost_count",
    posts_of_user="post_count",
    note="note_post",
    problems="https://api.x.com/2/problems/",
    author_reaches_included=True,
)


def dialect_of(parameters: "MultiDict[str, str]") -> Dialect:
    """The dialect a request speaks: new if it uses a name only the new one has, else legacy."""
    expansions = set(parameters.get("expansions", "").split(","))
    speaks_new = NEW.fields_parameter in parameters or expansions & (NEW.expansions - LEGACY.expansions)
    return NEW if speaks_new else LEGACY


def dialect() -> Dialect:
    """The dialect of the request in hand."""
    return dialect_of(request.args)
