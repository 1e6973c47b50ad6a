"""Carrying out over the shared register what a second person cleared there: any publisher may, and may repeat it."""

from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.events import Event, ModerationChanged
from pmsdesk.services.moderation_ports import ClearedMeasure, Done, SharedMeasures
from pmsdesk.services.outcomes import Again, Refused, outcome_of_moderation
from pmsdesk.services.ports import ChannelPort


def carry_out(register: SharedMeasures, channel: ChannelPort, cleared: ClearedMeasure) -> tuple[Event, ...]:
    """Do it at the network and tell the register what became of it.

    Raises a `RegisterError` when the register cannot be told: it hands the act out again, and it is repeated.
    """
    outcome: Done | Refused | Again = Done()
    try:
        channel.moderate(cleared.remote_id, cleared.measure.act)
    except ChannelError as error:
        outcome = outcome_of_moderation(error, register.now())
    measure = cleared.measure
    state = register.note(measure.id, outcome)
    return () if state is None else (ModerationChanged(measure.id, measure.conversation_id, state),)
