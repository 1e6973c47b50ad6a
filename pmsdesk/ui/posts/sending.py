"""Carries out what is wanted of posts: submits for every account at once, takes back, forgets what was begun."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from pmsdesk.domain.account import Account
from pmsdesk.domain.events import Event, ReplySubmitted
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.publication import PublicationState
from pmsdesk.services import drafting, post_drafts, posting, publishing
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import PostRow
from pmsdesk.ui.desk import Desk, Flow
from pmsdesk.ui.posts.readiness import carried
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.writing.undo_bar import UndoBar

Failed = Callable[[Exception], None]


class Sending(QObject):
    """Between the page and the services. `done` tells that something stands, `told` carries news in words."""

    done = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, references: References, undo_bar: UndoBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references, self._undo_bar = desk, references, undo_bar

    def submit(
        self, draft: PostDraft, accounts: Sequence[Account], then: Callable[[Sequence[str]], None], catch: Failed
    ) -> None:
        """Submit *draft* for each of *accounts*, all or none; *then* gets the ids of the posts."""
        check = self._references.checker.check

        def flow(work: Work) -> tuple[Event, ...]:
            events: list[Event] = []
            for account in accounts:
                media = carried(draft.media, account.channel)
                text = draft.text_for(account.id)
                events += posting.submit_post(work, account.id, text, media, draft.due_at, check, draft.reply_id)
            return (*events, *post_drafts.drop(work, draft.id))

        def submitted(events: tuple[Event, ...]) -> None:
            self.done.emit()
            posts = [event for event in events if isinstance(event, ReplySubmitted)]
            then([post.reply_id for post in posts])
            self._tell(draft, posts)

        self._desk.do(flow, owner=self, then=submitted, catch=catch)

    def _tell(self, draft: PostDraft, posts: Sequence[ReplySubmitted]) -> None:
        """Say what became of them; what goes out at once may be taken back for ten seconds."""
        out = [post.reply_id for post in posts if not post.pending]
        held = len(posts) - len(out)
        if held:
            self.told.emit(tr("{count} siaran diserahkan kepada penyelia.").format(count=held))
        at_once = draft.due_at is None or draft.due_at <= self._desk.clock()
        if out and at_once:
            self._undo_bar.begin(
                lambda seconds: tr("{count} siaran akan dihantar dalam {seconds} saat.").format(
                    count=len(out), seconds=seconds
                ),
                lambda: self._take_back(out),
            )
        elif out:
            self.told.emit(
                tr("{count} siaran dijadualkan; ia boleh ditarik balik sehingga dihantar.").format(count=len(out))
            )

    def withdraw(self, post: PostRow) -> None:
        """Take a post back that waits for a supervisor or for its time."""
        ready = post.publication is not None and post.publication.state is PublicationState.READY
        if ready:
            self._take_back([post.reply_id])
        else:
            self._do(lambda work: drafting.withdraw(work, post.reply_id))

    def resume(self, post: PostRow) -> None:
        """Send as soon as possible what waits for a person."""
        self._do(lambda work: publishing.resume(work, post.reply_id))

    def drop(self, draft: PostDraft, then: Callable[[], None]) -> None:
        """Forget *draft*."""
        self._do(lambda work: post_drafts.drop(work, draft.id), then)

    def _take_back(self, reply_ids: Sequence[str]) -> None:
        self._do(lambda work: tuple(event for id_ in reply_ids for event in publishing.undo(work, id_)))

    def _do(self, flow: Flow, then: Callable[[], None] = lambda: None) -> None:
        def finished(_events: tuple[Event, ...]) -> None:
            then()
            self.done.emit()

        self._desk.do(flow, owner=self, then=finished)
