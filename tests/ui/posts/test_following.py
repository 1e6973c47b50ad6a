"""What becomes of a post on its page: listed by state, found again, returned, taken back, decided when unsure."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pmsdesk.domain.events import PublicationChanged
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import approving, publishing
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.models.post_model import Group
from pmsdesk.ui.posts.page import PostsPage
from tests.screen import AISYAH, FARID, HAKIM, NOW, ROSNAH
from tests.ui.posts.conftest import ALT, Newsroom

PLAIN = "Notis: laluan FT1 di Tapah dibuka semula kepada semua kenderaan."
FLAGGED = "UMNO gagal menyelia kontraktor di tapak ini."

Settle = Callable[[], None]
Show = Callable[[Staff], PostsPage]


def listed(page: PostsPage) -> list[str]:
    return [
        page.listing.model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)
        for row in range(page.listing.model.rowCount())
    ]


def give_back(newsroom: Newsroom, post: str, reason: str) -> None:
    sha = newsroom.screen.store.read().approval(post).reply.head.sha
    newsroom.screen.act(ROSNAH, lambda work: approving.give_back(work, post, sha, reason))


def make_unsure(newsroom: Newsroom, post: str) -> None:
    """The network took the call and never answered."""
    newsroom.screen.clock.forward(seconds=11)
    newsroom.screen.act(SYSTEM, lambda work: (publishing.claim(work, post, "t"), ())[1])
    newsroom.screen.act(SYSTEM, lambda work: (publishing.begin(work, post, "t", ""), ())[1])
    newsroom.screen.clock.forward(minutes=5)
    newsroom.screen.act(SYSTEM, publishing.recover)


def test_posts_are_listed_with_account_state_and_time(newsroom: Newsroom, show: Show) -> None:
    newsroom.post(HAKIM, PLAIN, due_at=NOW + timedelta(days=1))
    newsroom.post(HAKIM, FLAGGED, newsroom.kept(), account="facebook-kkr")
    lines = listed(show(AISYAH))
    assert any(line.startswith("Dijadualkan. @MOWorks. pada 24 Nov 10:14") for line in lines)
    assert any(line.startswith("Menunggu penyelia. Kementerian Kerja Raya Malaysia. 10:14") for line in lines)
    assert any(line.endswith("Gambar atau video: 1") or "1 gambar atau video" in line for line in lines)


def test_the_filters_count_and_narrow(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    newsroom.post(HAKIM, PLAIN, due_at=NOW + timedelta(days=1))
    newsroom.post(HAKIM, FLAGGED)
    page = show(AISYAH)
    assert page.listing.model.count(Group.WAITING) == 1
    page.listing.groups.chosen.emit(Group.WAITING)
    settle()
    (line,) = listed(page)
    assert FLAGGED in line


def test_a_post_is_found_by_its_words_its_account_and_its_alt_texts(newsroom: Newsroom, show: Show) -> None:
    newsroom.post(HAKIM, PLAIN)
    newsroom.post(HAKIM, "Lawatan tapak.", newsroom.kept(), account="facebook-kkr")
    page = show(AISYAH)
    for typed, count in (("tapah ft1", 1), ("penggelek", 1), ("@moworks", 1), ("lebuh raya", 0), ("", 2)):
        page.listing.search.setText(typed)
        assert page.listing.model.rowCount() == count, typed


def test_a_submitted_post_shows_its_text_pictures_with_alt_texts_and_trail(
    newsroom: Newsroom, show: Show, settle: Settle
) -> None:
    post = newsroom.post(HAKIM, PLAIN, newsroom.kept(), newsroom.kept("", "#a40"))
    page = show(AISYAH)
    page.open(post)
    settle()
    assert page.viewer.text.toPlainText() == PLAIN
    assert page.viewer.gallery.alt_words() == [f"Teks alt: {ALT}", "Tanpa teks alt"]
    assert all(shot.image is not None for shot in page.viewer.gallery.shots)
    assert "Siaran diserahkan untuk kelulusan" in page.viewer.trail


def test_a_returned_post_comes_back_to_its_author_with_the_reason_and_goes_again(
    newsroom: Newsroom, show: Show, settle: Settle
) -> None:
    post = newsroom.post(AISYAH, FLAGGED, newsroom.kept())
    give_back(newsroom, post, "Buang nama parti.")
    page = show(AISYAH)
    page.open(post)
    settle()
    assert page.editor.isVisible()
    assert "Buang nama parti." in page.editor.news.words
    assert [medium.alt_text for medium in page.editor.media.media] == [ALT]
    page.editor.texts.edit.selectAll()
    page.editor.texts.edit.insertPlainText(PLAIN)
    for _ in range(2):
        QTest.keyClick(page.editor.texts.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    again = newsroom.posts()["x-moworks"]
    assert (again.reply_id, again.text, again.state) == (post, PLAIN, ReplyState.CLEARED)
    assert len(newsroom.screen.store.read().approval(post).reply.versions) == 2


def test_a_colleague_reads_a_returned_post_and_may_write_it_anew(
    newsroom: Newsroom, show: Show, settle: Settle
) -> None:
    post = newsroom.post(AISYAH, FLAGGED)
    give_back(newsroom, post, "Buang nama parti.")
    page = show(HAKIM)
    page.open(post)
    settle()
    assert "Buang nama parti." in page.viewer.strip.words
    page.viewer.buttons["rewrite"].click()
    assert page.editor.isVisible()
    assert page.editor.texts.edit.text() == FLAGGED


def test_a_planned_post_is_taken_back_until_it_is_sent(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    post = newsroom.post(HAKIM, PLAIN, due_at=NOW + timedelta(days=1))
    page = show(AISYAH)
    page.open(post)
    settle()
    QTest.keyClick(page.viewer.text, Qt.Key.Key_W)
    settle()
    assert newsroom.posts()["x-moworks"].state is ReplyState.WITHDRAWN
    assert page.viewer.badge.accessibleName() == "Ditarik balik"


def test_only_an_author_takes_back_what_waits_for_a_supervisor(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    post = newsroom.post(AISYAH, FLAGGED)
    for staff, may in ((HAKIM, False), (AISYAH, True)):
        page = show(staff)
        page.open(post)
        settle()
        assert page.viewer.buttons["withdraw"].isVisible() is may


def test_an_unsure_post_is_decided_by_a_supervisor_as_a_reply_is(
    newsroom: Newsroom, show: Show, settle: Settle
) -> None:
    post = newsroom.post(HAKIM, PLAIN)
    make_unsure(newsroom, post)
    officer = show(AISYAH)
    officer.open(post)
    settle()
    assert officer.viewer.badge.accessibleName() == "Tidak pasti"
    assert not officer.viewer.buttons["decide"].isVisible()
    page = show(ROSNAH)
    page.open(post)
    settle()
    page.viewer.buttons["decide"].click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Decide) and w.isVisible())
    assert PLAIN in {label.text() for label in dialog.findChildren(QLabel)}
    dialog.close()


def test_a_copy_is_a_new_post_with_the_same_words_and_pictures(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    post = newsroom.post(HAKIM, PLAIN, newsroom.kept())
    page = show(AISYAH)
    page.open(post)
    settle()
    page.viewer.buttons["copy"].click()
    settle()
    draft = page.editor.draft
    assert draft is not None
    assert (draft.text, draft.account_ids, draft.reply_id) == (PLAIN, ("x-moworks",), "")
    assert [medium.alt_text for medium in draft.media] == [ALT]
    page.keeping.flush()
    settle()
    assert page.listing.model.rowCount() == 2


def test_news_of_a_post_reaches_the_page_while_another_is_being_written(
    newsroom: Newsroom, show: Show, settle: Settle
) -> None:
    post = newsroom.post(HAKIM, PLAIN)
    page = show(AISYAH)
    page.begin()
    page.editor.texts.edit.insertPlainText("Sedang ditulis")
    newsroom.screen.act(HAKIM, lambda work: publishing.undo(work, post))
    conversation = newsroom.posts()["x-moworks"].conversation_id
    newsroom.desks[-1].happened.emit((PublicationChanged(post, conversation, PublicationState.WITHDRAWN),))
    settle()
    assert any(line.startswith("Ditarik balik") for line in listed(page))
    assert page.editor.texts.edit.text() == "Sedang ditulis"


def test_only_looking_at_a_returned_post_begins_no_draft(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    post = newsroom.post(AISYAH, FLAGGED, newsroom.kept())
    give_back(newsroom, post, "Buang nama parti.")
    page = show(AISYAH)
    page.open(post)
    settle()
    page.keeping.flush()
    settle()
    assert page.editor.media.files[0].medium.data
    assert newsroom.screen.store.read().post_drafts(AISYAH.id) == []


def test_an_administrator_reads_posts_and_writes_none(newsroom: Newsroom, show: Show, settle: Settle) -> None:
    newsroom.post(HAKIM, PLAIN)
    page = show(FARID)
    assert page.idle.words == "Pilih satu siaran."
    page.listing.take_keyboard()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_N)
    assert not page.editor.isVisible()
