"""Posts while they are being written, private to their author: kept as typing goes, with the files chosen so far."""

from dataclasses import replace

from pmsdesk.domain.events import Event
from pmsdesk.domain.message import clean_line, clean_text
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work


def save(work: Work, draft: PostDraft) -> tuple[Event, ...]:
    """Keep *draft* as it is now; an empty one is dropped."""
    work.actor.require(Right.WRITE)
    if draft.is_empty:
        work.post_drafts.drop(draft.id, work.actor.id)
        return ()
    cleaned = replace(
        draft,
        text=clean_text(draft.text),
        texts={account: clean_text(text) for account, text in draft.texts.items() if account in draft.account_ids},
        media=tuple(replace(medium, alt_text=clean_line(medium.alt_text)) for medium in draft.media),
    )
    work.post_drafts.put(cleaned, work.actor.id, work.now())
    return ()


def drop(work: Work, draft_id: str) -> tuple[Event, ...]:
    """Forget a draft; files that nothing else names stay until the seat is tidied."""
    work.actor.require(Right.WRITE)
    work.post_drafts.drop(draft_id, work.actor.id)
    return ()
