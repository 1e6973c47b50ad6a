"""What the steps of the walk are made of: who sits at the console, what citizens write, what is on the screen."""

from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from pmsdesk.app.bootstrap import Console
from pmsdesk.app.console import Run
from pmsdesk.app.demo.hands import NotSeen, expect, press, tidy, until, write
from pmsdesk.app.demo.scene import PASSWORD, Scene
from pmsdesk.domain.account import Channel
from pmsdesk.domain.publication import UNDO_WINDOW, PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState
from pmsdesk.services.reading import ApprovalView, ConversationView, InboxFilter, InboxTab, PostRow, Read
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.window import DESIGNED

P = TypeVar("P")

MOWORKS = "MOWorks"


class Stage:
    """The console as a person uses it, and the networks behind it."""

    def __init__(self, scene: Scene, run: Run) -> None:
        self.scene = scene
        self._run = run

    # ---- people -----------------------------------------------------------------------------------------------------

    def enter(self, username: str) -> None:
        """Sign in through the dialog."""
        until(lambda: self._run.seat is not None and self._run.sign_in is not None, "the seat is open")
        dialog = self._run.sign_in
        if dialog is None:
            raise NotSeen("the sign-in")
        write(dialog.name, username)
        write(dialog.password, PASSWORD)
        press(dialog.password, "Return")
        until(lambda: self._run.console is not None, f"{username} is signed in")
        until(lambda: self.console.window.isVisible(), "the window is open")
        self.console.window.showNormal()
        self.console.window.resize(DESIGNED)
        self.console.window.activateWindow()
        self.inbox.shown()

    def leave(self) -> None:
        """Sign out; the sign-in comes back."""
        self.console.actions["app.sign_out"].trigger()
        until(lambda: self._run.console is None, "the console is closed")
        tidy()

    # ---- the screen -------------------------------------------------------------------------------------------------

    @property
    def console(self) -> Console:
        """The open console."""
        if self._run.console is None:
            raise NotSeen("a console is open")
        return self._run.console

    @property
    def inbox(self) -> InboxPage:
        """Its inbox."""
        return self._page(InboxPage)

    @property
    def approvals(self) -> ApprovalsPage:
        """Its approvals."""
        return self._page(ApprovalsPage)

    @property
    def complaints(self) -> ComplaintsPage:
        """Its register."""
        return self._page(ComplaintsPage)

    @property
    def posts(self) -> PostsPage:
        """Its posts."""
        return self._page(PostsPage)

    def open(self, handle: str) -> ConversationView:
        """Search for the citizen in the list, choose what is found, and wait until it is read."""
        view = self.find(handle)
        self.console.window.go("inbox")
        listing = self.inbox.listing
        press(listing.rows, "Ctrl+F")
        until(lambda: listing.search.isVisible(), "the search field is open")
        listing.search.clear()
        write(listing.search, handle)
        key = self.read.conversation_key(view.conversation.id)
        until(lambda: listing.model.row_of(key) >= 0 and listing.model.rowCount() <= 3, f"{handle} is found")
        press(listing.search, "Return")
        listing.rows.choose(key)
        listing.rows.setFocus()
        until(lambda: self._shown_id() == view.conversation.id, f"the talk with {handle} is on the screen")
        return view

    def look_at(self, handle: str) -> None:
        """Show the whole list and the talk with the citizen."""
        view = self.find(handle)
        self.console.window.go("inbox")
        self.inbox.listing.end_search()
        model = self.inbox.listing.model
        until(lambda: model.complete and not model.wanted.search, "the list is whole")
        self.inbox.open(view.conversation.id)
        until(lambda: self._shown_id() == view.conversation.id, f"the talk with {handle} is on the screen")

    def look_at_post(self, text: str) -> None:
        """Show our post with this *text*."""
        post = self.post(text)
        expect(post is not None, "the post is there")
        self.console.window.go("posts")
        until(lambda: self.posts.listing.model.complete, "the posts are listed")
        self.posts.open(post.reply_id if post is not None else "")
        until(self.posts.viewer.isVisible, "the post is on the screen")

    def choose_waiting(self) -> ApprovalView:
        """Choose the one reply that waits for approval, and wait until it is read."""
        self.console.window.go("approvals")
        approvals = self.approvals
        until(lambda: approvals.list.model().rowCount() == 1, "the queue shows it")
        press(approvals.list, "J")
        until(lambda: approvals.view is not None, "the reply is on the screen")
        if approvals.view is None:
            raise NotSeen("the reply is on the screen")
        return approvals.view

    def begin_reply(self) -> None:
        """Press R and wait for the composer."""
        press(self.inbox.listing.rows, "R")
        until(lambda: self.inbox.composer.mode is DraftMode.REPLY, "the composer is open")

    def submit(self) -> None:
        """Ctrl+Enter asks once in place, Ctrl+Enter again sends."""
        edit = self.inbox.composer.edit
        edit.setFocus()
        press(edit, "Ctrl+Return")
        until(lambda: self.inbox.composer.asking, "the question as whom, to whom and where")
        press(edit, "Ctrl+Return")
        until(lambda: self.inbox.composer.mode is None, "the reply is handed over")

    # ---- what is known ----------------------------------------------------------------------------------------------

    @property
    def read(self) -> Read:
        """The read side of the store."""
        return self.scene.seat.store.read()

    def arrives(
        self, handle: str, name: str, text: str, parent: str = "", to: tuple[Channel, str] = (Channel.X, MOWORKS)
    ) -> ConversationView:
        """A citizen writes *to* an account of the ministry now (under *parent*, a remote id), and the console polls."""
        with self.scene.sandbox.control() as control:
            remote_id = control.inject(*to, handle, text, name=name, parent=parent).id
        self.console.poller.poll_now()

        def there() -> bool:
            return bool(self._keys(handle)) and any(one.remote_id == remote_id for one in self.find(handle).messages)

        until(there, f"the message of {handle} is in the inbox")
        return self.find(handle)

    def find(self, handle: str) -> ConversationView:
        """The conversation with a citizen."""
        (row,) = self.read.inbox_rows(self._keys(handle)[:1], self.console.desk.staff.id)
        return self.read.conversation(row.conversation_id, self.console.desk.staff.id)

    def again(self, view: ConversationView) -> ConversationView:
        """The same conversation as it is now."""
        return self.read.conversation(view.conversation.id, self.console.desk.staff.id)

    def reply_state(self, view: ConversationView) -> ReplyState | None:
        """Where its reply stands."""
        reply = self.again(view).reply
        return reply.state if reply else None

    def publication_state(self, view: ConversationView) -> PublicationState | None:
        """Where its publication stands."""
        publication = self.again(view).publication
        return publication.state if publication else None

    def post(self, text: str) -> PostRow | None:
        """Our post with this *text*, None while it was not submitted."""
        return next((post for post in self.read.posts() if post.text == text), None)

    def post_is_sent(self, text: str) -> bool:
        """Whether that post stands on its network."""
        post = self.post(text)
        publication = post.publication if post is not None else None
        return publication is not None and publication.state is PublicationState.SENT

    def history(self, view: ConversationView) -> list[str]:
        """The kinds of operations of a conversation, oldest first."""
        return [item.operation for item in sorted(self.again(view).history, key=lambda item: item.at)]

    def ledger(self, text: str) -> int:
        """How often the networks hold *text* of ours."""
        with self.scene.sandbox.control() as control:
            entries = control.ledger()["entries"]
        return sum(entry["text"] == text for entry in entries)  # type: ignore[attr-defined]

    # ---- time -------------------------------------------------------------------------------------------------------

    def published_once(self, view: ConversationView, text: str) -> dict[str, object]:
        """Let the undo window pass and wait until *text* stands on the network; it must stand there once."""
        self.scene.jump(UNDO_WINDOW)
        until(lambda: self.publication_state(view) in (PublicationState.SENT, None), "the reply is published", 90)
        sent = [item for item in self.again(view).messages if item.text == text]
        expect(len(sent) == 1, f"our message is in the conversation once, not {len(sent)} times")
        count = self.ledger(text)
        expect(count == 1, f"the network holds it once, not {count} times")
        return {"remote_id": sent[0].remote_id, "ledger": count}

    def choose_first(self) -> int:
        """Choose the first row and return its key."""
        rows = self.inbox.listing.rows
        rows.setFocus()
        press(rows, "J")
        until(lambda: rows.key is not None, "a row is chosen")
        key = rows.key
        return -1 if key is None else key

    def _keys(self, handle: str) -> list[int]:
        """The citizen's conversations; asked twice, for one may move from tab to tab while they are gone through."""
        now = self.scene.clock()
        tabs = (InboxTab.OPEN, InboxTab.WAITING, InboxTab.DONE)
        for tab in tabs * 2:
            if page := self.read.inbox_first_page(InboxFilter(tab, search=handle), now, 5):
                return list(page)
        return []

    def _shown_id(self) -> str:
        return self.inbox.view.conversation.id if self.inbox.view else ""

    def _page(self, kind: type[P]) -> P:
        return next(page for page in self.console.pages if isinstance(page, kind))


def photo(words: str) -> bytes:
    """A small picture such as a citizen's telephone would send, as JPEG."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#5a5f63"))
    painter = QPainter(image)
    painter.setPen(QColor("#2b2d2f"))
    painter.setBrush(QColor("#1d1f20"))
    painter.drawEllipse(190, 200, 260, 130)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(image.rect().adjusted(16, 16, -16, -16), Qt.AlignmentFlag.AlignBottom, words)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
