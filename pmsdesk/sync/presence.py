"""Who is at which conversation: `services.register_ports.Presence` as the register's functions carry it."""

from collections.abc import Sequence
from contextlib import suppress

from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.faults import RegisterFault


class RegisterPresence:
    """Satisfies `services.register_ports.Presence` for the person *me* (the login's name) who signed in. One thread."""

    def __init__(self, api: RegisterApi, me: str) -> None:
        self._api = api
        self._me = me

    def announce(self, conversation_id: str, doing: Doing | None) -> None:
        """Tell what one does there, None for nothing any more. What the register does not have yet nobody else sees."""
        with suppress(RegisterFault):
            self._api.presence(conversation_id, doing.value if doing else "")

    def companions(self, conversation_ids: Sequence[str]) -> tuple[Companion, ...]:
        """Who else is there; one who does what this version does not know is at least viewing."""
        found = self._api.presence_of(conversation_ids)
        known = {doing.value: doing for doing in Doing}
        return tuple(
            Companion(p.conversation_id, p.staff_id, p.name, known.get(p.doing, Doing.VIEWING))
            for p in found
            if p.staff_id != self._me
        )
