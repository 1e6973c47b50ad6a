"""A program without a screen: it makes itself known to the register, also to one that forgot it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from pmsdesk.app.headless import Headless
from pmsdesk.app.rounds import Ending
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignIns, SignInSettings
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.register_errors import NotEnrolled
from pmsdesk.store import Store
from pmsdesk.sync.address import Login
from pmsdesk.sync.link import Link
from tests.postgres import SharedRegister, cluster, shared
from tests.sync.seats import Backup, address_of

__all__ = ["cluster", "shared"]


def test_a_register_that_was_restored_is_told_of_the_device_again(shared: SharedRegister, tmp_path: Path) -> None:
    store = Store(tmp_path / "pmsdesk.db", tmp_path / "photos", "PC", key=None)
    link = Link(address_of(shared), Login("penerbit1"))
    sign_ins = SignIns(SignInSettings, Settings().options, tmp_path, lambda: datetime.now(UTC))
    program = Headless(store, link, str(uuid4()), "PC publisher", MemoryVault(), Settings(), sign_ins, Ending())

    def one_round() -> timedelta:
        assert program.api.claim("nothing", program.device, 60) is None
        return timedelta(seconds=3)

    backup = Backup(shared)
    go_round = program.enrolled(one_round)
    assert go_round() == timedelta(seconds=3)
    link.close()
    backup.restore()
    with pytest.raises(NotEnrolled):
        go_round()
    assert go_round() == timedelta(seconds=3)
    program.close()
