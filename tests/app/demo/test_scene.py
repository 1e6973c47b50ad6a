"""The demo's stage: what citizens wrote on all four networks comes to the console."""

from pathlib import Path

from pmsdesk.app.demo import scene
from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import Direction
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import ingest


def test_messages_of_all_four_networks_come_in(tmp_path: Path) -> None:
    stage = scene.set_up(tmp_path)
    try:
        seat = stage.seat
        arrived = set()
        for account, _ in seat.store.read().accounts():
            if account.connected:
                batch = seat.lines.of(account).fetch("")
                with seat.store.work(SYSTEM) as work:
                    ingest.accept(work, account.id, batch, seat.triager.triage)
                    known = [work.conversations.message_by_remote_id(m.channel, m.remote_id) for m in batch.messages]
                    work.commit()
                arrived |= {account.channel for one in known if one is not None and one.direction is Direction.IN}
        assert arrived == set(Channel)
    finally:
        stage.end()
