"""What Meta says of a token that was pasted: whose it is, what it may do, and until when (``debug_token``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pmsdesk.channels.fields import Item, number_of, object_of, text_of
from pmsdesk.channels.graph import graph_wire
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer

NEEDED: Mapping[Channel, frozenset[str]] = {
    Channel.FACEBOOK: frozenset(
        {
            *("pages_show_list", "pages_read_engagement", "pages_read_user_content", "pages_manage_engagement"),
            *("pages_manage_posts", "pages_messaging", "read_insights"),
        }
    ),
    Channel.INSTAGRAM: frozenset(
        {
            *("instagram_basic", "instagram_manage_comments", "instagram_content_publish"),
            *("instagram_manage_insights", "instagram_manage_messages"),
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a token is. `expires_at` and `data_ends_at` are None for never; `why` are Meta's words on an invalid one.

    `lacking` are the permissions the account's network needs and the token does not have.
    """

    is_valid: bool
    kind: str
    remote_id: str
    expires_at: datetime | None
    data_ends_at: datetime | None
    scopes: tuple[str, ...]
    lacking: tuple[str, ...]
    why: str = ""

    def tokens(self, pasted: str) -> Tokens:
        """The pasted token as it is kept; a person must paste a new one when the first of its two ends comes."""
        ends = min((end for end in (self.expires_at, self.data_ends_at) if end), default=None)
        return Tokens(pasted.strip(), expires_at=self.expires_at, ends_at=ends, scopes=self.scopes)


def inspect(account: Account, token: str, options: Mapping[str, str]) -> Inspection:
    """Ask Meta about *token* with the token itself. *options* as for `channels.connect`.

    Raises `TokenExpired` for one that is refused outright, `NoNetwork`, `BadAnswer`.
    """
    answer = graph_wire(account, token, options).get("debug_token", {"input_token": token.strip()})
    data = object_of(answer.data, "data")
    if not isinstance(data.get("is_valid"), bool):
        raise BadAnswer("no is_valid", channel=account.channel.own_name)
    told = data.get("scopes")
    scopes = tuple(scope for scope in told if isinstance(scope, str)) if isinstance(told, list) else ()
    return Inspection(
        data["is_valid"],
        text_of(data, "type"),
        text_of(data, "profile_id", "user_id"),
        _moment(data, "expires_at"),
        _moment(data, "data_access_expires_at"),
        scopes,
        tuple(sorted(NEEDED.get(account.channel, frozenset()) - set(scopes))),
        text_of(object_of(data, "error"), "message"),
    )


def _moment(data: Item, name: str) -> datetime | None:
    """A time in Unix seconds; 0 is never."""
    seconds = number_of(data, name)
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, OSError, ValueError):
        return None
