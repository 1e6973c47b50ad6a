"""From what is written to a post of our own account that waits for a supervisor, for its time, or to be published."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pmsdesk.compliance import alt_text
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.account_errors import AccountNotInUse
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.events import Event
from pmsdesk.domain.finding import Assessment, Finding
from pmsdesk.domain.media import Attached, Medium
from pmsdesk.domain.message import clean_line, clean_text, contact_id, conversation_id
from pmsdesk.domain.posting import MEGABYTE, POSTINGS, Obstacle, obstacles, title_and_body
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import Reply, ReplyState, Way, canonical
from pmsdesk.domain.staff import Right
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.domain.way_errors import CannotPost, DueTooLate, PostIsFixed
from pmsdesk.language.length import measured
from pmsdesk.services.drafting import Assess, ground_of, not_on_its_way, require_unblocked, submit_version
from pmsdesk.services.ports import Work

LONGEST_AHEAD = timedelta(days=365)
LARGEST_BYTES = 50 * MEGABYTE
"""What a shared register keeps of one file (sync/shared/sql/blobs.sql)."""


def submit_post(
    work: Work,
    account_id: str,
    text: str,
    media: Sequence[Attached],
    due_at: datetime | None,
    assess: Assess,
    reply_id: str = "",
) -> tuple[Event, ...]:
    """Submit *text* with *media* (whose bytes are kept already) as a post of the account, for *due_at* at the earliest.

    With *reply_id* it is a later version of that post, whose account and time stay. It is ready when neither text nor
    alternative texts need a supervisor and the account's policy does not ask for one.
    Raises `AccountNotInUse`, `CannotPost`, `BlockedByCheck`, `AlreadyOnItsWay`, `IllegalTransition` once it stands,
    `DueTooLate`, `PostIsFixed` or `NotFound`.
    """
    work.actor.require(Right.WRITE)
    account = work.accounts.get(account_id)
    if not account.in_use(max(work.now(), due_at or work.now())):
        raise AccountNotInUse(name=account.name)
    text = canonical(clean_text(text))
    carried = tuple(replace(medium, alt_text=clean_line(medium.alt_text)) for medium in media)
    if due_at is not None and due_at > work.now() + LONGEST_AHEAD:
        raise DueTooLate()
    _require_takeable(work, account, text, carried)
    if reply_id:
        post = _earlier(work, reply_id, account, due_at)
        conversation = work.conversations.get(post.conversation_id)
        earlier = not_on_its_way(work, post)
        if earlier is not None and earlier.state is PublicationState.SENT:
            raise IllegalTransition(old=earlier.state, new=ReplyState.PENDING)
    else:
        conversation, post = _begin(work, account, due_at)
        earlier = None
    assessment = require_unblocked(assessed(text, carried, account.channel, assess))
    ground = ground_of(account, assessment)
    for medium in carried:
        work.media.send(medium)
    lines = tuple(medium.line for medium in carried)
    return submit_version(work, conversation, post, text, lines, assessment, ground, earlier)


def _require_takeable(work: Work, account: Account, text: str, media: Sequence[Attached]) -> None:
    """Raise `CannotPost` for what the network is known to refuse, before anything is kept."""
    posting = POSTINGS[account.channel]
    files = [Medium(m.file_name, m.mime, work.media.read(m.sha), m.alt_text) for m in media]
    _, body = title_and_body(text, posting)
    found = obstacles(posting, measured(body, posting.unit), text, files)
    if any(len(file.data) > LARGEST_BYTES for file in files):
        found = tuple(dict.fromkeys((*found, Obstacle.FILE_TOO_LARGE)))
    if found:
        raise CannotPost(channel=account.channel.own_name, obstacles=found)


def _earlier(work: Work, reply_id: str, account: Account, due_at: datetime | None) -> Reply:
    post = work.replies.get(reply_id)
    if post.way is not Way.POST or (post.account_id, post.due_at) != (account.id, due_at):
        raise PostIsFixed()
    return post


def _begin(work: Work, account: Account, due_at: datetime | None) -> tuple[Conversation, Reply]:
    """The talk that a new post lies in, by us with ourselves, and the post, still without a text."""
    post_id, now = work.new_id(), work.now()
    own = account.remote_id or account.id
    contact = Contact(contact_id(account.channel, own), account.channel, own, account.handle, account.name, now)
    conversation = Conversation(
        key=0,
        id=conversation_id(account.id, post_id, contact.id),
        account_id=account.id,
        contact_id=contact.id,
        thread=post_id,
        state=ConversationState.WAITING,
        triage=Triage(Kind.POST, Jurisdiction.UNCLEAR),
        last_at=now,
        due_at=None,
        answered_at=None,
    )
    begun = work.conversations.begin_own(contact, conversation)
    return begun, Reply(post_id, begun.id, account.id, "", ReplyState.PENDING, (), Way.POST, due_at)


def assessed(text: str, media: Sequence[Attached], channel: Channel, assess: Assess) -> Assessment:
    """What the check says of the text, and of each alternative text, told apart by the number of its file."""
    assessment = assess(text, channel)
    beside = [
        _of_file(finding, place, len(text))
        for place, medium in enumerate(media, start=1)
        for finding in alt_text.check(medium, text, channel, assess)
    ]
    return replace(assessment, findings=(*assessment.findings, *beside))


def _of_file(finding: Finding, place: int, end: int) -> Finding:
    """A finding in an alternative text, behind all that is marked in the text itself; no rewrite fits there."""
    message = f"Teks alt {place}: {finding.message}"
    return replace(finding, start=end, end=end, message=message, suggestion="")
