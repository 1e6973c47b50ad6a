"""The page of what is on its way to the public: waiting, being sent, or with an outcome nobody knows yet."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from pmsdesk.domain.account import Account
from pmsdesk.domain.events import PublicationChanged, RegisterPulled, ReplyApproved, ReplySubmitted
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import Right
from pmsdesk.services import publishing
from pmsdesk.services.reading import Counts, Read
from pmsdesk.ui import words
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk, Standing
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card

Found = tuple[Sequence[tuple[Publication, str]], Mapping[str, Account]]
"""What waits with the contact's handle, and the accounts by id."""

MOST = 200
EXCERPT = 240


class OutboxPage(CardPage):
    """A card a reply. *look* lets the program see at once what is due to be sent or looked up."""

    key = "outbox"
    icon = "mdi6.send-clock-outline"
    about = (PublicationChanged, ReplySubmitted, ReplyApproved, RegisterPulled)

    def __init__(self, desk: Desk, look: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._look = look
        self._waiting: Sequence[tuple[Publication, str]] = ()
        self._accounts: Mapping[str, Account] = {}
        self.sheet.heading.button.clicked.connect(lambda _checked=False: self._look_now())
        desk.stood.connect(self._stood)
        self.retranslate()
        self.sheet.show_loading(self.tr("Memuatkan balasan yang menunggu …"))

    def title(self) -> str:
        return self.tr("Peti keluar")

    def count(self, counts: Counts) -> int | None:
        return counts.to_send

    def shown(self) -> None:
        self._desk.ask(_find, self._found, self, self.load_failed)

    def _look_now(self) -> None:
        self._look()
        self.shown()

    def _found(self, found: Found) -> None:
        waiting, self._accounts = found
        self._show(waiting)

    def _show(self, waiting: Sequence[tuple[Publication, str]]) -> None:
        self._waiting = waiting
        if not waiting:
            self.sheet.show_empty(
                self.tr("Tiada balasan yang menunggu"),
                self.tr("Balasan yang diluluskan muncul di sini sehingga ia diterbitkan."),
                "mdi6.send-check-outline",
            )
            return
        self.sheet.show_cards([("", [self._card(publication, handle) for publication, handle in waiting[:MOST]])])

    def _card(self, publication: Publication, handle: str) -> Card:
        person = words.isolated(f"@{handle}") if handle else self.tr("pengguna")
        to = self.tr("Kepada {person} di {network}")
        if publication.way is Way.POST:
            person = words.isolated(f"@{handle}") if handle else self.tr("akaun rasmi")
            to = self.tr("Siaran {person} di {network}")
        to = to.format(person=person, network=words.channel(publication.channel))
        text = " ".join(publication.text.split())
        lines = [text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …", self._when(publication)]
        card = Card(to, [line for line in (*lines, publication.words) if line])
        card.mark(Badge(*words.publication_state(publication.state)))
        if publication.state is PublicationState.UNSURE and self._desk.staff.may(Right.DECIDE_UNSURE):
            card.offer_button(
                self.tr("Putuskan …"), to, lambda: Decide(self._desk, publication, self).open(), "warning"
            )
        if publication.state is PublicationState.READY and self._desk.staff.may(Right.WRITE):
            card.offer_button(self.tr("Tarik balik"), to, lambda: self._withdraw(publication))
            if publication.paused:
                card.offer_button(self.tr("Cuba hantar lagi"), to, lambda: self._resume(publication))
        return card

    def _when(self, publication: Publication) -> str:
        now = self._desk.clock()
        account = self._accounts.get(publication.account_id)
        if publication.state is PublicationState.READY and account is not None and not account.in_use(now):
            return self.tr("Menunggu: akaun {account} tidak digunakan sekarang").format(account=account.name)
        if publication.paused:
            return self.tr("Menunggu keputusan seseorang")
        if publication.state is PublicationState.UNSURE:
            return self.tr("Disemak {reads} kali pada platform; tidak akan dihantar semula tanpa kepastian").format(
                reads=publication.reads
            )
        if publication.not_before > now:
            return self.tr("Dihantar selepas {when}").format(when=words.moment(publication.not_before, now))
        return ""

    def _withdraw(self, publication: Publication) -> None:
        self._desk.do(lambda work: publishing.undo(work, publication.reply_id), owner=self)

    def _resume(self, publication: Publication) -> None:
        self._desk.do(
            lambda work: publishing.resume(work, publication.reply_id), owner=self, then=lambda _events: self._look()
        )

    def _stood(self, standing: Standing) -> None:
        del standing
        self._show_words()

    def _hint(self) -> str:
        once = self.tr("Setiap balasan diterbitkan sekali sahaja. Yang tidak pasti dicari pada platform dahulu.")
        standing = self._desk.standing
        if standing is None:
            return once
        if standing.status.offline_since is not None:
            return self.tr("Luar talian: tiada apa-apa diterbitkan sehingga daftar bersama dapat dihubungi.")
        if standing.publishes:
            return self.tr("Balasan yang diluluskan diterbitkan dari komputer ini.") + " " + once
        return self.tr("Balasan yang diluluskan diterbitkan oleh penerbit, bukan dari komputer ini.")

    def _show_words(self) -> None:
        self.sheet.show_words(self.title(), self._hint(), self.tr("Semak sekarang"))

    def retranslate(self) -> None:
        self._show_words()
        if self._waiting:
            self._show(self._waiting)


def _find(read: Read) -> Found:
    return tuple(read.outbox()), {account.id: account for account, _ in read.accounts()}
