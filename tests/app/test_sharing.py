"""Two consoles on one real register: they show each other's work, and an outage keeps nobody from working."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.app import bootstrap
from pmsdesk.app.console import Run
from pmsdesk.app.paths import seat
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.message import message_id
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.domain.register_errors import RegisterRefused
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import complaining, drafting, moderating, triaging
from pmsdesk.services.reading import PAUSED_SETTING, ComplaintFilter, ThreadItem
from pmsdesk.sync.link import Link
from pmsdesk.ui.dialogs.sign_in import SignIn
from pmsdesk.ui.preferences import Choices, Preferences
from pmsdesk.ui.sharing.conflict_card import ConflictCard
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.widgets.palette import Palette
from tests.app.shared_consoles import MINISTRY, PASSWORD, Cable, Workstation, address_of
from tests.postgres import SharedRegister, arrive, cluster, shared
from tests.services.network import Network
from tests.sync.seats import ANSWER, FORM

__all__ = ["cluster", "shared"]
MINISTER = "x-petrajayamp"


@pytest.fixture
def cable(monkeypatch: pytest.MonkeyPatch) -> Cable:
    made = Cable()
    made.through = Link.rows  # type: ignore[attr-defined]
    monkeypatch.setattr(Link, "rows", lambda link, statement, arguments=(): made.rows(link, statement, arguments))
    return made


@pytest.fixture
def stations(
    qapp: QApplication, tmp_path: Path, shared: SharedRegister, cable: Cable, qtbot: QtBot
) -> Iterator[Callable[[str], Workstation]]:
    """Opens a workstation that a person made join the register."""
    look = qapp.styleSheet(), qapp.palette()
    preferences = Preferences(qapp, tmp_path / "theme", Choices(), lambda _choices: None)
    opened: list[Workstation] = []

    def join(user: str) -> Workstation:
        opened.append(Workstation(shared, tmp_path / user, preferences, qtbot))
        opened[-1].join(user)
        return opened[-1]

    yield join
    for station in opened:
        station.close()
    qapp.setStyleSheet(look[0])
    qapp.setPalette(look[1])


def test_two_consoles_show_each_others_work(stations: Callable[[str], Workstation], qtbot: QtBot) -> None:
    siti, kumar = stations("siti"), stations("kumar")
    hers, his = siti.enter("siti"), kumar.enter("kumar")
    talk = siti.hear("1801")
    listed = his.page("inbox").listing.model  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: listed.rowCount() == 1)
    hers.desk.do(lambda work: triaging.take(work, talk))
    qtbot.waitUntil(lambda: kumar.seat.store.read().conversation(talk, "kumar").assignee_name == "Siti")
    his.desk.do(lambda work: complaining.register(work, talk, FORM))
    qtbot.waitUntil(lambda: len(siti.seat.store.read().complaint_rows(_all(siti))) == 1)
    (row,) = siti.seat.store.read().complaint_rows(_all(siti))
    assert row.number.startswith("KKR/")
    assert siti.failed == kumar.failed == []


def _all(station: Workstation) -> list[str]:
    return list(station.seat.store.read().complaint_ids(ComplaintFilter(), station.seat.clock()))


def test_an_outage_is_told_in_the_status_line_and_ends_by_itself(
    stations: Callable[[str], Workstation], cable: Cable, qtbot: QtBot
) -> None:
    siti = stations("siti")
    console = siti.enter("siti")
    qtbot.waitUntil(lambda: console.desk.standing is not None and console.desk.standing.status.online)
    cable.cut.add("siti")
    talk = siti.hear("1801")
    console.desk.do(lambda work: triaging.note(work, talk, "Hubungi JKR Selangor"))
    qtbot.waitUntil(lambda: console.desk.standing.status.offline_since is not None)
    qtbot.waitUntil(lambda: console.desk.standing.status.waiting == 2)
    cable.cut.clear()
    console.sharing.look()
    qtbot.waitUntil(lambda: console.desk.standing.status.online and not console.desk.standing.status.waiting)
    assert siti.failed == []


def test_who_signed_in_before_may_go_on_without_the_register(
    stations: Callable[[str], Workstation], cable: Cable, qtbot: QtBot
) -> None:
    siti = stations("siti")
    siti.enter("siti")
    siti.leave()
    cable.cut |= {"siti", "kumar"}
    entry = siti.seat.sign_in("siti", "jalan raya selamat")
    assert entry.trouble is not None
    with pytest.raises(Exception, match="tidak dapat dihubungi"):
        siti.seat.sign_in("kumar", "jalan raya selamat")


def test_whom_the_register_lets_in_no_more_is_turned_out_and_forgotten(
    stations: Callable[[str], Workstation], shared: SharedRegister, cable: Cable, qtbot: QtBot
) -> None:
    siti = stations("siti")
    console = siti.enter("siti")
    qtbot.waitUntil(lambda: console.desk.standing is not None and console.desk.standing.status.online)
    shared.one("SELECT app.set_active('siti', false)::text")
    try:
        with qtbot.waitSignal(console.dismissed):
            console.sharing.look()
        siti.leave()
        with pytest.raises(RegisterRefused):
            siti.seat.sign_in("siti", "jalan raya selamat")
    finally:
        shared.one("SELECT app.set_active('siti', true)::text")
    cable.cut.add("siti")
    with pytest.raises(Exception, match="tidak dapat dihubungi"):
        siti.seat.sign_in("siti", "jalan raya selamat")


def test_an_approved_reply_is_published_by_the_publishers_console_and_by_no_other(
    stations: Callable[[str], Workstation], shared: SharedRegister, qtbot: QtBot
) -> None:
    shared.one("UPDATE app.account SET connected = true WHERE id = %s RETURNING id", MINISTRY)
    siti, mei = stations("siti"), stations("mei")
    network = Network()
    for station in (siti, mei):
        station.seat.lines._connect = lambda _account, _token: network  # type: ignore[attr-defined, assignment]
    mei.keyring.put(f"token:x:{MINISTRY}", "token")
    hers, hands = siti.enter("siti"), mei.enter("mei")
    talk = siti.hear("1801")
    hers.desk.do(lambda work: drafting.submit(work, talk, "1801", ANSWER, hers._seat.references.checker.check))
    qtbot.waitUntil(lambda: [post.text for _, post in network.posts] == [ANSWER])
    qtbot.waitUntil(lambda: any(item.text == ANSWER and item.permalink for item in _items(siti, talk)))
    assert len(network.posts) == 1
    assert (hers.desk.standing.publishes, hands.desk.standing.publishes) == (False, True)
    assert hands.poller.may_poll(MINISTRY)
    assert not hers.poller.may_poll(MINISTRY)
    assert siti.failed == mei.failed == []


def test_a_comment_one_asked_to_hide_is_hidden_by_the_publishers_console_once_another_cleared_it(
    stations: Callable[[str], Workstation], shared: SharedRegister, qtbot: QtBot
) -> None:
    shared.one("UPDATE app.account SET connected = true WHERE id = %s RETURNING id", MINISTRY)
    siti, mei = stations("siti"), stations("mei")
    network = Network()
    for station in (siti, mei):
        station.seat.lines._connect = lambda _account, _token: network  # type: ignore[attr-defined, assignment]
    mei.keyring.put(f"token:x:{MINISTRY}", "token")
    hers, hands = siti.enter("siti"), mei.enter("mei")
    talk, comment = siti.hear("1801", capability=Capability()), message_id(Channel.X, "1801")
    hers.desk.do(lambda work: moderating.ask(work, talk, comment, Moderation.HIDE, "spam"))
    qtbot.waitUntil(lambda: len(mei.seat.store.read().moderations("mei")) == 1)
    (row,) = mei.seat.store.read().moderations("mei")
    assert network.acts == []
    hands.desk.do(lambda work: moderating.clear(work, row.id, row.line.measure.sha))
    qtbot.waitUntil(lambda: siti.seat.store.read().moderation(row.id).line.measure.state is ModerationState.DONE)
    assert network.acts == [("1801", Moderation.HIDE)]
    assert siti.failed == mei.failed == []


def test_an_account_that_is_paused_at_a_seat_is_left_to_the_others(
    stations: Callable[[str], Workstation], shared: SharedRegister, qtbot: QtBot
) -> None:
    mei = stations("mei")
    for account_id in (MINISTRY, MINISTER):
        shared.one("UPDATE app.account SET connected = true WHERE id = %s RETURNING id", account_id)
        mei.keyring.put(f"token:x:{account_id}", "token")
    with mei.seat.store.work(SYSTEM) as work:
        work.set_setting(PAUSED_SETTING, MINISTRY)
        work.commit()
    console = mei.enter("mei")
    qtbot.waitUntil(lambda: console.poller.may_poll(MINISTER))
    assert not console.poller.may_poll(MINISTRY)


def _items(station: Workstation, talk: str) -> tuple[ThreadItem, ...]:
    return station.seat.store.read().conversation(talk, "siti").items


def test_colleagues_see_each_other_and_one_takes_the_conversation_over(
    stations: Callable[[str], Workstation], cable: Cable, qtbot: QtBot
) -> None:
    siti, kumar = stations("siti"), stations("kumar")
    hers, his = siti.enter("siti"), kumar.enter("kumar")
    talk = siti.hear("1801")
    listed = his.page("inbox").listing.model  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: listed.rowCount() == 1)
    hers.window.open("inbox", talk)
    qtbot.waitUntil(lambda: hers.page("inbox").view is not None)  # type: ignore[attr-defined]
    composer = hers.page("inbox").composer  # type: ignore[attr-defined]
    composer.write(DraftMode.REPLY)
    composer.edit.insert("Terima kasih. ")
    his.window.open("inbox", talk)
    page = his.page("inbox")
    seen = page.talk.header.companions  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Siti" in seen.told.text() and "sedang menaip" in seen.told.text())
    claim = page.composer.claim  # type: ignore[attr-defined]
    assert claim.words == "\u2068Siti\u2069 sedang menjawab perbualan ini."
    take = next(button for button in claim.findChildren(QPushButton) if button.text() == "Ambil alih")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: claim.isHidden())
    qtbot.waitUntil(lambda: siti.seat.store.read().conversation(talk, "siti").assignee_name == "Kumar")
    assert siti.failed == kumar.failed == []


def test_what_a_seat_does_not_keep_is_found_in_the_register_fetched_and_opened(
    stations: Callable[[str], Workstation],
    shared: SharedRegister,
    cable: Cable,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    siti = shared.station("siti")
    talk = arrive(siti, "Jambatan Sungai Buaya retak")
    row = shared.one("SELECT sync.row_of('conversation', %s)", talk.id)
    finished = {"t": "conversation", "id": talk.id, "seen": row["last_at"]}
    finished["set"] = {"state": [row["state"], "done"], "due_at": [row["due_at"], None]}
    assert siti.act("conversation.finished", talk.id, {}, finished)["verdict"] == "applied"
    shared.tick(timedelta(days=100).total_seconds())
    monkeypatch.setattr(bootstrap, "wall_clock", lambda: datetime.now(UTC) + timedelta(days=100))
    kumar = stations("kumar")
    console = kumar.enter("kumar")
    store = kumar.seat.store
    qtbot.waitUntil(lambda: store.replica.position().epoch > 0 and not store.replica.position().loading)
    assert store.replica.lacking([talk.id])
    box, palette = console.window.findChild(TopBar).box, console.window.findChild(Palette)
    console.window.activateWindow()
    qtbot.waitUntil(console.window.isActiveWindow)
    console.actions.trigger("app.search")
    qtbot.keyClicks(box, "buaya")
    qtbot.waitUntil(lambda: any(offer.key.startswith("shared:") for offer in palette.offers))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    inbox = console.page("inbox")
    qtbot.waitUntil(lambda: inbox.view is not None)  # type: ignore[attr-defined]
    shown = [(item.author, item.text or item.operation) for item in inbox.view.items]  # type: ignore[attr-defined]
    assert shown == [("Aminah binti Yusof", "Jambatan Sungai Buaya retak"), ("Siti", "conversation.finished")]
    assert console._shown() == {talk.id}
    cable.cut.add("kumar")
    console.actions.trigger("app.search")
    qtbot.keyClicks(box, "terowong")
    told = "Daftar bersama tidak dapat dihubungi; hanya carian di komputer ini"
    qtbot.waitUntil(lambda: [offer.detail for offer in palette.offers] == [told])
    assert kumar.failed == []


def test_an_administrator_lets_a_computer_join_in_the_settings(
    qapp: QApplication, tmp_path: Path, shared: SharedRegister, qtbot: QtBot
) -> None:
    preferences = Preferences(qapp, tmp_path / "theme", Choices(), lambda _choices: None)
    station = Workstation(shared, tmp_path / "seat", preferences, qtbot)
    try:
        station.seat.make_first_administrator("farid", "Farid Salleh", PASSWORD)
        console = station.enter("farid")
        assert console.sharing is None
        page = console.page("settings")
        dialog = page.register.ask()  # type: ignore[attr-defined]
        dialog.address.setText(address_of(shared).url)
        dialog.user.setText("siapa")
        dialog.password.setText("salah sama sekali")
        dialog.submit()
        qtbot.waitUntil(lambda: bool(dialog.error))
        assert not station.seat.store.joined
        dialog.user.setText("admin1")
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert station.seat.store.joined
        station.leave()
        assert station.enter("siti").sharing is not None
    finally:
        station.close()


@pytest.fixture
def run(
    qapp: QApplication, stations: Callable[[str], Workstation], cable: Cable, tmp_path: Path, qtbot: QtBot
) -> Iterator[Run]:
    """The program as it runs on Siti's computer, where she has signed in before."""
    station = stations("siti")
    station.enter("siti")
    station.leave()
    run = Run(qapp, seat(station.folder), lambda _passphrase: station.seat)
    run.begin()
    qtbot.waitUntil(lambda: run.seat is not None)
    yield run
    if run.sign_in is not None:
        run.sign_in.hide()
        run.sign_in.deleteLater()
    if run.console is not None:
        run.console.close()
    run.tasks.close()
    if run.console is not None:
        run.console.hang_up()


def sign_in(run: Run, qtbot: QtBot, password: str = PASSWORD) -> SignIn:
    dialog = run.sign_in
    assert dialog is not None
    dialog.name.setText("siti")
    dialog.password.setText(password)
    dialog.submit()
    return dialog


def test_offline_the_sign_in_lets_her_in_and_the_window_says_that_she_may_go_on(
    run: Run, cable: Cable, qtbot: QtBot
) -> None:
    cable.cut.add("siti")
    dialog = sign_in(run, qtbot, "salah sama sekali")
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert run.console is None
    sign_in(run, qtbot)
    qtbot.waitUntil(lambda: run.console is not None)
    assert run.console is not None
    assert run.console.window._strip.words.startswith("Luar talian – anda boleh terus bekerja.")
    assert run.console.window.page.isEnabled()


def test_who_is_turned_out_reads_why_where_one_signs_in(
    run: Run, shared: SharedRegister, cable: Cable, qtbot: QtBot
) -> None:
    sign_in(run, qtbot)
    qtbot.waitUntil(lambda: run.console is not None and run.console.desk.standing is not None)
    try:
        shared.one("SELECT app.set_active('siti', false)::text")
        qtbot.waitUntil(lambda: run.sign_in is not None)
    finally:
        shared.one("SELECT app.set_active('siti', true)::text")
    assert run.sign_in is not None
    assert run.sign_in.error.startswith("Daftar bersama tidak menerima siti.")


def test_two_who_edit_the_same_words_apart_meet_in_the_conflict_inbox_and_agree_again(
    stations: Callable[[str], Workstation], shared: SharedRegister, cable: Cable, qtbot: QtBot
) -> None:
    siti, kumar = stations("siti"), stations("kumar")
    hers, his = siti.enter("siti"), kumar.enter("kumar")
    talk = siti.hear("1801")
    hers.desk.do(lambda work: complaining.register(work, talk, FORM))
    qtbot.waitUntil(lambda: len(_all(kumar)) == 1)
    (case,) = _all(kumar)
    cable.cut.add("siti")
    hers.desk.do(lambda work: complaining.edit(work, case, summary="Lubang sedalam lutut di FT5"))
    his.desk.do(lambda work: complaining.edit(work, case, summary="Lubang di FT5 km 12, arah utara"))
    siti.settle()
    stands = "SELECT summary FROM app.complaint"
    qtbot.waitUntil(lambda: shared.one(stands) == "Lubang di FT5 km 12, arah utara")
    cable.cut.clear()
    hers.sharing.look()
    qtbot.waitUntil(lambda: hers.desk.standing.status.conflicts == 1)
    qtbot.waitUntil(lambda: _summary(siti, case) == "Lubang di FT5 km 12, arah utara")
    hers.window.go("conflicts")
    page = hers.page("conflicts")
    qtbot.waitUntil(lambda: bool(page.findChildren(ConflictCard)))
    mine = next(b for b in page.findChildren(QPushButton) if b.text() == "Kekalkan milik saya")
    qtbot.mouseClick(mine, Qt.MouseButton.LeftButton)
    for station, console in ((siti, hers), (kumar, his)):
        qtbot.waitUntil(
            lambda s=station: _summary(s, case) == "Lubang sedalam lutut di FT5",  # type: ignore[misc]
        )
        qtbot.waitUntil(lambda c=console: c.desk.standing.status.conflicts == 0)  # type: ignore[misc]
    assert siti.failed == kumar.failed == []


def _summary(station: Workstation, case: str) -> str:
    return station.seat.store.read().complaint(case).complaint.summary
