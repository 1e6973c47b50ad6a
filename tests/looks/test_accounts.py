"""How the page of accounts looks with everything a card can say, and the form behind *Sunting …*."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.connection import Connection
from pmsdesk.domain.polling import Budget, Polling
from pmsdesk.domain.staff import Staff
from pmsdesk.services import accounting
from pmsdesk.ui.dialogs.account_form import AccountForm
from pmsdesk.ui.theme import Look
from tests.console import Console
from tests.looks.test_shell import require_dressed
from tests.screen import AISYAH, FARID, HAKIM, NOW, Screen

Camera = Callable[[QWidget, str], dict[Look, QImage]]


@pytest.fixture
def console(open_console: Callable[[Staff], Console], screen: Screen, settle: Callable[[], None]) -> Console:
    """The administrator's, with an account whose connection ends, one that is no longer in use, and owners."""
    made = open_console(FARID)
    owned = {"owner_id": AISYAH.id, "deputy_id": HAKIM.id}
    for account_id, changes in (
        ("x-moworks", owned),
        ("facebook-kkr", {**owned, "valid_to": date(2027, 6, 30)}),
        ("x-jkrmalaysia", {"valid_from": date(2013, 5, 16), "valid_to": date(2016, 12, 31)}),
    ):
        account = replace(screen.account(account_id), **changes)  # type: ignore[arg-type]
        screen.act(FARID, lambda work, account=account: accounting.edit_account(work, account))
    made.network.holds["x-moworks"] = Connection(NOW + timedelta(days=6.5), lacking=("dm.write",))
    made.desk.tell_polling("x-moworks", Polling(NOW, budget=Budget(0.04, 288, NOW + timedelta(minutes=15), 300)))
    made.window.go("accounts")
    settle()
    return made


def test_the_page_of_accounts(console: Console, look: Camera) -> None:
    require_dressed(look(console.window, "window-accounts"))


def test_the_form_of_an_account(console: Console, look: Camera, screen: Screen) -> None:
    console.accounts.edit(screen.account("x-moworks"))
    form = console.accounts.findChild(AccountForm)
    assert form is not None
    require_dressed(look(form, "dialog-account"))
