"""What is offered at a citizen's comment: hide, show again, delete, or why not; and what became of an own request."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pmsdesk.domain.amendment import Change
from pmsdesk.domain.events import Event, ModerationChanged
from pmsdesk.domain.moderation import Measure, Moderation, ModerationState, obstacle
from pmsdesk.domain.staff import Right
from pmsdesk.services import moderating
from pmsdesk.services.moderation_ports import ModerationView
from pmsdesk.services.reading import ConversationView, ItemKind, ThreadItem
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.inbox.chooser import Chooser
from pmsdesk.ui.moderation_words import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.widgets.harmless import one_line

TAKE_BACK = "take_back"
Offer = tuple[str, str, Callable[[], None] | None]
"""A key, the words, and what it does; None where it cannot be done, and the words say why."""


class CommentActs(QObject):
    """Offers the acts in a menu or by the keyboard; `failed` carries what went wrong, `told` what one must know.

    `came_to_nothing` carries the `ModerationView` of an own request that was declined or that the network refused.
    """

    failed = Signal(object)
    told = Signal(str)
    came_to_nothing = Signal(object)

    def __init__(self, desk: Desk, references: References, chooser: Chooser, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._references, self._chooser, self._page = desk, references, chooser, page

    def add_to(self, menu: QMenu, view: ConversationView, item: ThreadItem) -> None:
        """Add to *menu* what can be asked of *item*, and what cannot with the reason."""
        offers = self._offers(view, item)
        if offers:
            menu.addSeparator()
        for _, said, do in offers:
            action = menu.addAction(said)
            action.setEnabled(do is not None)
            if do is not None:
                action.triggered.connect(lambda _checked=False, do=do: do())

    def choose(self, view: ConversationView, item: ThreadItem | None) -> None:
        """Let the person choose what to ask of *item*; what cannot be done is told."""
        offers = self._offers(view, item) if item is not None else []
        possible = {key: do for key, _, do in offers if do is not None}
        if possible:
            options = [(key, said) for key, said, do in offers if do is not None]
            self._chooser.ask(
                tr("TINDAKAN PADA KOMEN"), options, lambda key: possible[key](), hint=tr("Pilih tindakan")
            )
        else:
            self.told.emit(" · ".join(said for _, said, _ in offers) or tr("Pilih komen pengadu dahulu."))

    def hear(self, events: Iterable[Event]) -> None:
        """Tell the person of an own request that came to nothing."""
        for event in events:
            if isinstance(event, ModerationChanged) and event.state in (
                ModerationState.DECLINED,
                ModerationState.REFUSED,
            ):
                self._look(event.measure_id)

    def _look(self, measure_id: str) -> None:
        def tell(view: ModerationView) -> None:
            if view.line.measure.asked_by == self._desk.staff.id:
                self.came_to_nothing.emit(view)

        self._desk.ask(lambda read: read.moderation(measure_id), tell, owner=self, catch=self.failed.emit)

    def _offers(self, view: ConversationView, item: ThreadItem) -> list[Offer]:
        capability = item.capability
        if item.kind is not ItemKind.MESSAGE or item.own or capability is None or not self._desk.staff.may(Right.WRITE):
            return []
        measures = [line.measure for line in item.measures]
        offers: list[Offer] = []
        for act in Moderation:
            why = obstacle(act, capability, measures, gone=item.change is Change.GONE)
            name = moderation_words.act(act)
            if why is None:
                offers.append((act.value, f"{name} …", lambda act=act: self._ask(view, item, act)))  # type: ignore[misc]
            else:
                offers.append((act.value, f"{name} – {moderation_words.why_not(why, view.account.channel)}", None))
        mine = [m for m in measures if m.state is ModerationState.PENDING and m.asked_by == self._desk.staff.id]
        if mine:
            offers.append((TAKE_BACK, tr("Tarik balik permohonan"), lambda: self._cancel(mine[-1])))
        return offers

    def _ask(self, view: ConversationView, item: ThreadItem, act: Moderation) -> None:
        AskModeration(
            self._desk,
            self._references,
            view.account.channel,
            view.conversation.id,
            item.id,
            item.text,
            act,
            self._page,
        ).open()

    def _cancel(self, measure: Measure) -> None:
        self._desk.do(lambda work: moderating.cancel(work, measure.id), owner=self, catch=self.failed.emit)


def nothing_words(view: ModerationView) -> str:
    """That an own request came to nothing, with the reason of the supervisor or the network."""
    measure, author = view.line.measure, view.message.author
    said = measure.remark if measure.state is ModerationState.DECLINED else measure.words.partition("\n")[0]
    state, _ = moderation_words.state(measure.state)
    return tr("{act} komen {name}: {state} – {reason}").format(
        act=moderation_words.act(measure.act),
        name=words.isolated(one_line(author.name) or one_line(author.handle)),
        state=state,
        reason=words.isolated(one_line(said)),
    )
