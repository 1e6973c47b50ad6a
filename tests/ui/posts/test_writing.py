"""What an officer does to write a post: accounts, texts, pictures with alt texts, a time; nothing typed is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pmsdesk.domain.media import Attached
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState, Way
from pmsdesk.domain.staff import Staff
from pmsdesk.ui.posts.page import PostsPage
from tests.screen import AISYAH, HAKIM, NOW
from tests.ui.posts.conftest import ALT, Newsroom, picture

TEXT = "Jalan FT5 di Sabak Bernam telah siap diturap. Terima kasih atas kesabaran tuan dan puan."
FLAGGED = "UNO dan UMNO gagal menyelia kontraktor di tapak ini."
LONG = "Jalan FT5 telah siap. " * 15

Settle = Callable[[], None]
Ready = Callable[[PostsPage], None]


def begin(page: PostsPage, *accounts: str, text: str = TEXT) -> None:
    """Press N, choose *accounts* and type *text*."""
    page.listing.take_keyboard()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_N)
    for account in accounts:
        page.editor.accounts.chip(account).click()
    page.editor.texts.edit.insertPlainText(text)


def submit(page: PostsPage, settle: Settle) -> None:
    """Ctrl+Enter asks once, Ctrl+Enter again submits."""
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page, 60_000)
    edit = page.editor.texts.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.asking, page.editor.problems.text()
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def test_an_empty_page_says_what_it_is_for_and_offers_to_write(page: PostsPage) -> None:
    assert page.listing.state.words == "Belum ada siaran."
    assert "N" in page.idle.words


def test_one_post_for_two_accounts_becomes_two_submitted_together(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    begin(page, "x-moworks", "facebook-kkr")
    submit(page, settle)
    posts = newsroom.posts()
    assert {(post.account.id, post.text) for post in posts.values()} == {("x-moworks", TEXT), ("facebook-kkr", TEXT)}
    assert all(post.publication and post.publication.way is Way.POST for post in posts.values())
    assert newsroom.screen.store.read().post_drafts(AISYAH.id) == []


def test_an_account_may_say_it_in_its_own_words(page: PostsPage, newsroom: Newsroom, settle: Settle) -> None:
    begin(page, "x-moworks", "facebook-kkr")
    page.editor.texts.tab("facebook-kkr").click()
    page.editor.texts.edit.insertPlainText(" Butiran penuh dalam gambar.")
    submit(page, settle)
    posts = newsroom.posts()
    assert posts["x-moworks"].text == TEXT
    assert posts["facebook-kkr"].text == f"{TEXT} Butiran penuh dalam gambar."


def test_each_network_counts_the_text_in_its_own_way(page: PostsPage) -> None:
    begin(page, "x-moworks", "facebook-kkr", text="https://www.kkr.gov.my/" + "a" * 60)
    assert page.editor.texts.counts() == ["Facebook 83 / 63206", "X 23 / 280"]


def test_a_text_that_one_network_does_not_take_is_refused_before_sending_by_its_name(
    page: PostsPage, ready: Ready
) -> None:
    begin(page, "x-moworks", "facebook-kkr", text=LONG)
    ready(page)
    assert "X: teks melebihi had 280" in page.editor.problems.text()
    assert not page.editor.send.isEnabled()
    page.editor.accounts.chip("x-moworks").click()
    ready(page)
    assert page.editor.send.isEnabled()


@pytest.mark.parametrize(
    ("account", "files", "said"),
    [
        ("instagram-kkr", 0, "Instagram: siaran mesti ada gambar atau video."),
        ("youtube-kkr", 0, "YouTube: siaran mesti ada video."),
        ("youtube-kkr", 1, "YouTube tidak menerima gambar dalam siaran."),
        ("x-moworks", 5, "X: paling banyak 4 gambar."),
    ],
)
def test_what_a_network_does_not_take_is_said_before_sending(
    account: str, files: int, said: str, page: PostsPage, newsroom: Newsroom, ready: Ready, settle: Settle
) -> None:
    begin(page, account)
    page.editor.media.add_files([newsroom.file(f"{n}.jpg", picture(colour=f"#{n}{n}{n}")) for n in range(1, files + 1)])
    settle()
    ready(page)
    assert said in page.editor.problems.text()
    assert not page.editor.send.isEnabled()


def test_findings_are_flagged_while_typing_and_the_post_waits_for_a_supervisor(
    page: PostsPage, newsroom: Newsroom, ready: Ready, settle: Settle
) -> None:
    begin(page, "x-moworks", text=FLAGGED)
    ready(page)
    assert any("R02" in line for line in page.editor.texts.flags.texts())
    assert "kelulusan" in page.editor.send.text()
    QTest.keyClick(page.editor.texts.edit, Qt.Key.Key_F8)
    assert "UMNO" in page.editor.texts.edit.textCursor().selectedText()
    submit(page, settle)
    assert newsroom.posts()["x-moworks"].state is ReplyState.PENDING


def test_the_pace_of_the_day_is_told(page: PostsPage, newsroom: Newsroom, show: Callable[[Staff], PostsPage]) -> None:
    newsroom.post(HAKIM, "Notis pagi: laluan FT1 di Tapah dibuka.")
    fresh = show(AISYAH)
    begin(fresh, "x-moworks")
    assert "1 daripada 5–10 siaran hari ini" in fresh.editor.accounts.pace


# ---- pictures ----------------------------------------------------------------------------------------------------


def test_a_picture_without_an_alt_text_warns_and_with_one_goes_at_once(
    page: PostsPage, newsroom: Newsroom, ready: Ready, settle: Settle
) -> None:
    begin(page, "x-moworks")
    page.editor.media.add_files([newsroom.file("IMG_1.jpg")])
    settle()
    ready(page)
    (tile,) = page.editor.media.tiles
    assert "R15" in tile.told.text()
    assert "kelulusan" in page.editor.send.text()
    tile.alt.insertPlainText(ALT)
    ready(page)
    assert tile.told.isHidden()
    submit(page, settle)
    post = newsroom.posts()["x-moworks"]
    assert [medium.alt_text for medium in post.media] == [ALT]
    assert post.publication is not None
    assert post.publication.state is PublicationState.READY


def test_files_are_dropped_and_pasted_put_in_order_and_taken_off(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    begin(page, "x-moworks")
    dropped = QMimeData()
    dropped.setUrls(
        [QUrl.fromLocalFile(newsroom.file("a.jpg")), QUrl.fromLocalFile(newsroom.file("b.jpg", picture(colour="#a00")))]
    )
    page.editor.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle()
    pasted = QImage(40, 30, QImage.Format.Format_RGB32)
    pasted.fill(0x123456)
    QGuiApplication.clipboard().setImage(pasted)
    page.editor.texts.edit.paste()
    settle()
    assert [medium.name for medium in page.editor.media.media] == ["a.jpg", "b.jpg", "tampalan"]
    assert page.editor.texts.edit.text() == TEXT
    page.editor.media.tiles[2].moved.emit(-1)
    page.editor.media.tiles[0].removed.emit()
    assert [medium.name for medium in page.editor.media.media] == ["tampalan", "b.jpg"]


def test_a_file_that_is_no_picture_is_refused_by_name_and_the_rest_stays(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    begin(page, "x-moworks")
    page.editor.media.add_files([newsroom.file("nota.docx", b"PK\3\4"), newsroom.file("a.jpg")])
    settle()
    assert "nota.docx" in page.editor.media.strip.words
    assert [medium.name for medium in page.editor.media.media] == ["a.jpg"]


def test_the_preview_shows_the_post_of_each_account_as_it_would_stand(
    page: PostsPage, newsroom: Newsroom, ready: Ready, settle: Settle
) -> None:
    begin(page, "x-moworks", "facebook-kkr")
    ready(page)
    assert [card.text.toPlainText() for card in page.editor.previews.cards] == [TEXT, TEXT]


# ---- time --------------------------------------------------------------------------------------------------------


def test_a_planned_post_waits_for_its_time_on_the_clock_of_kuala_lumpur(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    begin(page, "x-moworks")
    page.editor.time.later.setChecked(True)
    page.editor.time.field.setDateTime(page.editor.time.field.dateTime().addDays(1))
    due_at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    assert page.editor.time.due_at == due_at
    submit(page, settle)
    post = newsroom.posts()["x-moworks"]
    assert post.due_at == due_at
    assert post.publication is not None
    assert post.publication.not_before == due_at
    assert page.listing.model.entry(post.reply_id) is not None
    assert "boleh ditarik balik" in page.strip.words


def test_a_time_that_has_passed_is_refused(page: PostsPage, ready: Ready) -> None:
    begin(page, "x-moworks")
    page.editor.time.later.setChecked(True)
    page.editor.time.field.setDateTime(page.editor.time.field.dateTime().addDays(-1))
    ready(page)
    assert "Masa yang dipilih telah berlalu." in page.editor.problems.text()


# ---- nothing typed is lost ---------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_is_written_with_its_files_and_opens_again(
    page: PostsPage, newsroom: Newsroom, settle: Settle, show: Callable[[Staff], PostsPage], qtbot: QtBot
) -> None:
    begin(page, "x-moworks", "facebook-kkr")
    page.editor.media.add_files([newsroom.file("a.jpg")])
    settle()
    page.editor.media.tiles[0].alt.insertPlainText(ALT)
    page.editor.time.later.setChecked(True)
    qtbot.waitUntil(lambda: _alts(newsroom) == [ALT], timeout=60_000)
    (kept,) = newsroom.screen.store.read().post_drafts(AISYAH.id)
    again = show(AISYAH)
    again.open(kept.id)
    settle()
    assert again.editor.draft is not None
    assert (again.editor.draft.text, again.editor.draft.account_ids) == (TEXT, kept.account_ids)
    assert again.editor.draft.due_at == NOW.replace(minute=0) + timedelta(hours=1)
    assert [file.medium.alt_text for file in again.editor.media.files] == [ALT]
    assert again.editor.media.files[0].medium.data


def _alts(newsroom: Newsroom) -> list[str]:
    drafts = newsroom.screen.store.read().post_drafts(AISYAH.id)
    return [medium.alt_text for draft in drafts for medium in draft.media if draft.due_at]


def test_a_draft_is_private_and_can_be_discarded(
    page: PostsPage, newsroom: Newsroom, settle: Settle, show: Callable[[Staff], PostsPage]
) -> None:
    begin(page, "x-moworks")
    page.keeping.flush()
    settle()
    assert page.listing.model.rowCount() == 1
    assert show(HAKIM).listing.model.rowCount() == 0
    page.editor.drop.click()
    settle()
    assert newsroom.screen.store.read().post_drafts(AISYAH.id) == []
    assert page.listing.model.rowCount() == 0


def test_what_is_submitted_can_be_taken_back_within_the_window_and_is_written_on(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    begin(page, "x-moworks", "facebook-kkr")
    submit(page, settle)
    assert page.undo_bar.words == "2 siaran akan dihantar dalam 10 saat."
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert {post.state for post in newsroom.posts().values()} == {ReplyState.WITHDRAWN}
    page.open(newsroom.posts()["x-moworks"].reply_id)
    settle()
    assert page.editor.isVisible()
    assert page.editor.texts.edit.text() == TEXT


def test_a_post_that_fails_for_one_account_is_made_for_none(
    page: PostsPage, newsroom: Newsroom, settle: Settle
) -> None:
    """A file that is gone from the disk fails the second account, too late for the first to know."""
    lost = Attached("ab" * 32, "image/jpeg", ALT, "hilang.jpg")
    begin(page, "x-moworks", "facebook-kkr")
    draft = page.editor.draft
    assert draft is not None
    accounts = [newsroom.screen.account(id_) for id_ in draft.account_ids]
    failed: list[Exception] = []
    broken = type(draft)(draft.id, TEXT, draft.account_ids, {}, (lost,))
    page.sending.submit(broken, accounts, lambda _posts: None, failed.append)
    settle()
    assert failed
    assert newsroom.posts() == {}


def test_a_drawing_becomes_a_jpeg_for_instagram_and_keeps_its_alt_text(
    page: PostsPage, newsroom: Newsroom, ready: Ready, settle: Settle
) -> None:
    out = BytesIO()
    Image.new("RGB", (800, 600), "#a40").save(out, "PNG")
    begin(page, "instagram-kkr")
    page.editor.media.add_files([newsroom.file("poster.png", out.getvalue())])
    settle()
    (tile,) = page.editor.media.tiles
    tile.alt.insertPlainText(ALT)
    ready(page)
    assert "Instagram hanya menerima jenis JPEG" in page.editor.problems.text()
    tile.jpeg.click()
    settle()
    ready(page)
    assert page.editor.problems.text() == ""
    assert tile.jpeg.isHidden()
    submit(page, settle)
    (medium,) = newsroom.posts()["instagram-kkr"].media
    assert (medium.mime, medium.alt_text) == ("image/jpeg", ALT)
