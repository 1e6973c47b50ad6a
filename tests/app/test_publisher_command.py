"""The publisher without a screen: its rounds over a real register, and what a start of it takes and loads."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from pmsdesk import channels
from pmsdesk.app.cli import main
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.lines import Lines, token_name
from pmsdesk.app.publisher_command import PAUSE_AFTER_FAILURE_S, SEAL_EVERY_S, PublisherRounds
from pmsdesk.app.rounds import Ending
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import OtherAccount
from pmsdesk.domain.message import message_id
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services.ports import ChannelPort
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.moderations import RegisterMeasures
from tests.postgres import SharedRegister, cluster, delivery, request, ruling, shared, written
from tests.services.office import ANSWER, KKR, MOWORKS, ROOTS, Office, Publisher, checker

__all__ = ["cluster", "shared"]

S = PublicationState


@pytest.fixture
def office(shared: SharedRegister) -> Iterator[Office]:
    with Sandbox() as sandbox:
        made = Office(shared, sandbox)
        yield made
        made.close()


class Program:
    """The program in this process: tokens in memory, a clock that the test sets."""

    def __init__(self, office: Office, *tokens: Account, user: str = "penerbit1") -> None:
        self.office = office
        self.vault = MemoryVault()
        for account in tokens:
            self.vault.put(token_name(account), token_for(account.handle))
        self.publisher = Publisher(office, user)
        self.seals = 0
        self.now = 0.0
        self.ending = Ending()
        self.lines = OwnLines(Lines(self.vault, self.connect))
        self.accounts = RegisterAccounts(RegisterApi(office.links[-1]), self.publisher.device)
        self.rounds = PublisherRounds(
            self.publisher.real,
            RegisterMeasures(RegisterApi(office.links[-1]), self.publisher.real.now),
            self.accounts.all,
            self.lines,
            checker(),
            self.seal,
            self.ending,
            timedelta(seconds=3),
            clock_s=lambda: self.now,
        )

    def connect(self, account: Account, token: str) -> ChannelPort:
        return channels.connect(account, token, base_url=f"{self.office.sandbox.url}/{ROOTS[account.channel]}")

    def seal(self) -> None:
        self.seals += 1


def test_a_round_sends_what_is_due_and_says_when_to_look_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.submit()
    with caplog.at_level(logging.INFO):
        assert Program(office, MOWORKS).rounds.round() == timedelta(seconds=3)
    assert (office.state, office.standing) == (S.SENT, [ANSWER])
    assert f"reply {office.reply} is sent" in caplog.messages
    assert not any(ANSWER[:10] in line for line in caplog.messages)


def test_it_publishes_only_for_accounts_whose_tokens_it_has(office: Office) -> None:
    office.submit()
    other = Program(office, KKR)
    other.rounds.round()
    assert (office.state, office.standing) == (S.READY, [])


def test_a_token_of_another_account_is_never_spoken_with(office: Office) -> None:
    office.submit()
    program = Program(office)
    program.vault.put(token_name(MOWORKS), token_for("JKRMalaysia"))
    with pytest.raises(OtherAccount):
        program.lines.of(MOWORKS)
    program.rounds.round()
    assert (office.state, office.standing) == (S.READY, [])


def test_the_register_is_sealed_every_quarter_of_an_hour(office: Office) -> None:
    program = Program(office, MOWORKS)
    for _ in range(3):
        program.rounds.round()
    assert program.seals == 1
    program.now += SEAL_EVERY_S
    program.rounds.round()
    assert program.seals == 2


def test_what_fails_by_a_bug_waits_a_minute_and_the_log_has_none_of_its_words(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.submit()
    program = Program(office, MOWORKS)
    line = program.lines.of(MOWORKS)
    calls = []

    def broken() -> str:
        calls.append(1)
        raise KeyError(ANSWER)

    monkeypatch.setattr(line, "newest_own", broken)
    program.rounds.round()
    office.pass_time(minutes=3)
    program.rounds.round()
    assert len(calls) == 1
    assert "a bug: KeyError" in caplog.text
    assert ANSWER not in caplog.text
    monkeypatch.undo()
    program.now += PAUSE_AFTER_FAILURE_S
    program.rounds.round()
    assert office.standing == [ANSWER]


def test_told_to_end_it_begins_no_further_delivery(office: Office) -> None:
    office.submit()
    program = Program(office, MOWORKS)
    program.ending.asked = True
    program.rounds.round()
    assert office.standing == []


def test_a_register_that_is_away_fails_the_round(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(office, MOWORKS)

    def away(*_: object) -> None:
        raise RegisterUnreachable()

    monkeypatch.setattr(Link, "rows", away)
    with pytest.raises(RegisterUnreachable):
        program.rounds.round()


# ---- the command ------------------------------------------------------------------------------------------------

LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("command", ["publisher_command", "collector_command"])
def test_a_program_without_a_screen_loads_nothing_of_the_screen(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, f"pmsdesk.app.{command}"], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert loaded.isdisjoint({"PySide6", "shiboken6", "qt_material", "qtawesome", "flask"})
    assert {"psycopg", "requests", "sqlalchemy"} <= loaded


def test_without_a_folder_of_its_own_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PMSDESK_HOME", raising=False)
    shown = CliRunner().invoke(main, ["publisher", "--register", "postgresql://penerbit1@localhost/pmsdesk"])
    assert shown.exit_code == 2
    assert "--home" in shown.output


def test_an_unsafe_address_is_refused_in_words(tmp_path: Path) -> None:
    url = "postgresql://penerbit1@db.kkr.gov.my/pmsdesk?sslmode=require"
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "store-passphrase").write_text("frasa laluan stesen penerbit")
    shown = CliRunner().invoke(
        main,
        ["--home", str(tmp_path / "seat"), "publisher", "--once", "--register", url],
        env={"CREDENTIALS_DIRECTORY": str(credentials)},
    )
    assert shown.exit_code == 1
    assert "sslmode=require" in shown.output


@pytest.mark.parametrize("lost", [False, True])
def test_what_a_second_person_cleared_is_hidden_and_noted(
    shared: SharedRegister, caplog: pytest.LogCaptureFixture, lost: bool
) -> None:
    with Sandbox() as sandbox:
        office = Office(shared, sandbox, KKR)
        with sandbox.control() as control:
            post = control.inject(KKR.channel, KKR.handle, KKR.handle, "FT5 ditutup.", place=Place.POST).id
            comment = control.inject(KKR.channel, KKR.handle, "azlan", "bodoh", parent=post).id
        talk, rows = delivery("bodoh", account=KKR.id)
        talk = replace(talk, target=comment, message_id=message_id(KKR.channel, comment))
        rows["messages"][0] |= {"id": talk.message_id, "remote_id": comment}
        assert office.officer.call("ingest", office.officer.device, rows)["messages"] == 1
        operation = request(office.officer, talk)
        assert office.officer.push(operation)[0]["verdict"] == "applied"
        asked = written(operation, "moderation")
        rahman = shared.station("rahman")
        assert rahman.push(ruling(rahman, talk, asked))[0]["verdict"] == "applied"
        if lost:
            office.fault(Kind.COMMIT_THEN_RESET, "moderate")
        program = Program(office, KKR)
        with caplog.at_level(logging.INFO):
            program.rounds.round()
            if lost:
                assert shared.one("SELECT state FROM app.moderation") == "cleared"
                office.mend()
                shared.tick(61)
                program.rounds.round()
        assert shared.one("SELECT state FROM app.moderation") == "done"
        assert f"request {asked['id']} is done" in caplog.messages
        with sandbox.control() as control:
            assert control.world.items[KKR.channel, comment].hidden
        office.close()
