"""Our posts and the drafts of the signed-in person as one list: drafts first, then what waits or is out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject

from pmsdesk.domain.account import Account
from pmsdesk.domain.media import Attached
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.services.reading import PostRow, Read
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.held_model import HeldModel

MOST = 200


class PostState(StrEnum):
    """Where a post stands, as the list says it."""

    DRAFT = "draft"
    PENDING = "pending"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Group(StrEnum):
    """The filters of the list."""

    ALL = "all"
    WRITING = "writing"
    WAITING = "waiting"
    PLANNED = "planned"
    SENT = "sent"
    TROUBLE = "trouble"


GROUPS: Mapping[Group, frozenset[PostState]] = {
    Group.ALL: frozenset(PostState),
    Group.WRITING: frozenset({PostState.DRAFT, PostState.RETURNED, PostState.WITHDRAWN}),
    Group.WAITING: frozenset({PostState.PENDING}),
    Group.PLANNED: frozenset({PostState.PLANNED, PostState.SENDING}),
    Group.SENT: frozenset({PostState.SENT}),
    Group.TROUBLE: frozenset({PostState.REJECTED, PostState.UNSURE}),
}

OPEN_AGAIN = frozenset({PostState.RETURNED, PostState.WITHDRAWN, PostState.REJECTED})
"""What may be written anew: the next version goes the whole way again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a post, a draft of one that is not submitted yet, or both where a post is being written anew.

    `at` is when it is planned for, else when it was submitted or saved.
    """

    id: str
    state: PostState
    accounts: tuple[Account, ...]
    author: str
    text: str
    media: tuple[Attached, ...]
    at: datetime | None
    post: PostRow | None = None
    draft: PostDraft | None = None


def state_of(post: PostRow, now: datetime) -> PostState:
    """Where *post* stands at *now*."""
    settled = {
        ReplyState.PENDING: PostState.PENDING,
        ReplyState.RETURNED: PostState.RETURNED,
        ReplyState.WITHDRAWN: PostState.WITHDRAWN,
    }
    if post.state in settled:
        return settled[post.state]
    outcome = {
        PublicationState.SENT: PostState.SENT,
        PublicationState.REJECTED: PostState.REJECTED,
        PublicationState.UNSURE: PostState.UNSURE,
        PublicationState.WITHDRAWN: PostState.WITHDRAWN,
    }
    if post.publication is not None and post.publication.state in outcome:
        return outcome[post.publication.state]
    return PostState.PLANNED if post.due_at is not None and post.due_at > now else PostState.SENDING


def entries(
    posts: Sequence[PostRow], drafts: Sequence[PostDraft], accounts: Mapping[str, Account], author: str, now: datetime
) -> tuple[Entry, ...]:
    """The rows of *posts* and of *drafts*, which *author* wrote; accounts that are gone are left out."""
    anew = {draft.reply_id: draft for draft in drafts if draft.reply_id}
    begun = [
        Entry(
            id=draft.id,
            state=PostState.DRAFT,
            accounts=tuple(accounts[each] for each in draft.account_ids if each in accounts),
            author=author,
            text=draft.text or next((text for text in draft.texts.values() if text), ""),
            media=draft.media,
            at=draft.due_at or draft.saved_at,
            draft=draft,
        )
        for draft in drafts
        if not draft.reply_id
    ]
    return (*begun, *(_submitted(post, anew.get(post.reply_id), now) for post in posts))


def _submitted(post: PostRow, anew: PostDraft | None, now: datetime) -> Entry:
    """The row of *post*; where its next version is being written (*anew*), that is what is shown."""
    return Entry(
        id=post.reply_id,
        state=state_of(post, now),
        accounts=(post.account,),
        author=post.author_name,
        text=post.text if anew is None else anew.text,
        media=post.media if anew is None else anew.media,
        at=post.due_at or post.created_at,
        post=post,
        draft=anew,
    )


class PostModel(HeldModel[Entry]):
    """The entries of one group; `all` holds those of every group."""

    def __init__(self, desk: Desk, sentence: Callable[[Entry], str], parent: QObject | None = None) -> None:
        super().__init__(lambda entry: entry.id, sentence, parent)
        self._desk = desk
        self._asked = 0
        self.group = Group.ALL
        self.all: tuple[Entry, ...] = ()
        self._words: list[str] = []

    def show(self, group: Group) -> None:
        """Show the entries of *group*."""
        self.group = group
        self.clear()
        self.refresh()

    def look_for(self, text: str) -> None:
        """Show only entries in whose text, accounts, alt texts or author all words of *text* occur."""
        self._words = text.casefold().split()
        if self.complete:
            self.clear()
            self._show()

    def entry(self, id_: str) -> Entry | None:
        """The entry with this id, in whichever group."""
        return next((entry for entry in self.all if entry.id == id_), None)

    def count(self, group: Group) -> int:
        """How many entries *group* has."""
        return sum(entry.state in GROUPS[group] for entry in self.all)

    def refresh(self) -> None:
        """Ask for the entries as they are now; the answer to the last question wins."""
        self._asked += 1
        asked, me, now = self._asked, self._desk.staff, self._desk.clock()

        def query(read: Read) -> tuple[Entry, ...]:
            accounts = {account.id: account for account, _ in read.accounts()}
            return entries(read.posts(MOST), read.post_drafts(me.id), accounts, me.name, now)

        def arrived(found: tuple[Entry, ...]) -> None:
            if asked == self._asked:
                self.all = found
                self._show()

        self._desk.ask(query, arrived, owner=self, catch=self.failed.emit)

    def _show(self) -> None:
        wanted = GROUPS[self.group]
        self.take([each for each in self.all if each.state in wanted and _holds(each, self._words)], self.all)


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    names = (name for account in entry.accounts for name in (account.name, f"@{account.handle}"))
    said = " ".join((entry.text, entry.author, *names, *(medium.alt_text for medium in entry.media))).casefold()
    return all(word in said for word in wanted)
