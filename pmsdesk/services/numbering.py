"""Official numbers: a seat alone leases each year's block from itself; drafts without a number get theirs later."""

from dataclasses import replace

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.complaint import official_number
from pmsdesk.domain.errors import NumbersUsedUp
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, Event
from pmsdesk.services.ports import Work

LOCAL_BLOCK = 999_999


def lease_local_blocks(work: Work) -> None:
    """Make sure that this year and the next have a block, so that a console left running over New Year can register.

    A seat that shares a register leases from there, and nothing from itself.
    """
    if work.joined:
        return
    year = work.now().astimezone(KUALA_LUMPUR).year
    for wanted in (year, year + 1):
        if not work.complaints.has_number_block(wanted):
            work.complaints.add_number_block(wanted, 1, LOCAL_BLOCK)
            work.record("numbers.leased", str(wanted), {"low": 1, "high": LOCAL_BLOCK})


def number_drafts(work: Work) -> tuple[Event, ...]:
    """Give each complaint that the actor registered on this seat without a number the next one that is left."""
    events: list[Event] = []
    this_year = work.now().astimezone(KUALA_LUMPUR).year
    for draft in work.complaints.drafts(work.actor.id):
        for year in dict.fromkeys((draft.registered_at.astimezone(KUALA_LUMPUR).year, this_year)):
            try:
                numbered = replace(draft, number=official_number(year, work.complaints.next_serial(year)))
            except NumbersUsedUp:
                continue
            work.complaints.put(numbered)
            work.record("complaint.numbered", draft.id, {"from": draft.number, "to": numbered.number})
            events.append(ComplaintChanged(draft.id, draft.conversation_id, numbered.number))
            events.append(ConversationChanged(draft.conversation_id))
            break
    return tuple(events)
