"""A post while it is being written: kept on the seat for its author alone, and no reply yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pmsdesk.domain.media import Attached


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What was typed and chosen so far.

    `text` is for every account of `account_ids` but those with a text of their own in `texts`. `due_at` None is for as
    soon as it may be. `reply_id` names the post of which it is to be the next version, "" for none yet.
    """

    id: str
    text: str = ""
    account_ids: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    media: tuple[Attached, ...] = ()
    due_at: datetime | None = None
    reply_id: str = ""
    saved_at: datetime | None = None

    def text_for(self, account_id: str) -> str:
        """What the account is to say."""
        return self.texts.get(account_id, self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return not self.reply_id and not self.media and not any(t.strip() for t in (self.text, *self.texts.values()))
