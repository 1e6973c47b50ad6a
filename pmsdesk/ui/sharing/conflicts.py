"""The conflict inbox: fields two people set differently, and notices of what the register did not take."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from pmsdesk.domain.events import ConflictChanged, RegisterPulled
from pmsdesk.services import settling_conflicts
from pmsdesk.services.reading import ConflictRow, Counts, NoticeRow, Read
from pmsdesk.ui import words
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk, Flow, Standing
from pmsdesk.ui.references import References
from pmsdesk.ui.sharing import wording
from pmsdesk.ui.sharing.conflict_card import ConflictCard
from pmsdesk.ui.sharing.notice_words import content_words, notice_words
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card
from pmsdesk.ui.widgets.harmless import one_line

SEEN_SHOWN = 30
Found = tuple[tuple[ConflictRow, ...], tuple[NoticeRow, ...], dict[str, str]]


class ConflictsPage(CardPage):
    """A card a conflict and one a notice; nothing is decided by itself."""

    key = "conflicts"
    icon = "mdi6.source-merge"
    bottom = False
    about = (ConflictChanged, RegisterPulled)

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._references = references
        self._found: Found = ((), (), {})
        self._read = False
        self._merging: dict[str, ConflictCard] = {}
        desk.stood.connect(self._stood)
        self.retranslate()
        self.sheet.show_loading(self.tr("Memuatkan percanggahan …"))

    def title(self) -> str:
        return self.tr("Percanggahan")

    def count(self, counts: Counts) -> int | None:
        del counts
        standing = self._desk.standing
        return standing.status.conflicts + standing.status.news if standing is not None else None

    def shown(self) -> None:
        self._desk.ask(_find, self._show, self, self.load_failed)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _stood(self, standing: Standing) -> None:
        conflicts, notices, _ = self._found
        unseen = sum(not notice.seen for notice in notices)
        if self.isVisible() and (len(conflicts), unseen) != (standing.status.conflicts, standing.status.news):
            self.shown()

    def load_failed(self, error: Exception) -> None:
        self._read = False
        super().load_failed(error)

    def _do(self, flow: Flow) -> None:
        self.sheet.strip.dismiss()
        self._desk.do(flow, owner=self, then=lambda _events: self.shown(), catch=self.refuse)

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, found: Found) -> None:
        """Show what was found; while a text is being merged, or nothing is new, no card moves."""
        if self._read and (found == self._found or any(card.merging for card in self._merging.values())):
            return
        self._found, self._read = found, True
        conflicts, notices, names = found
        self._merging = {row.id: self._conflict_card(row, names) for row in conflicts}
        if not (conflicts or notices):
            self.sheet.show_empty(
                self.tr("Tiada percanggahan"),
                self.tr(
                    "Apabila dua orang menukar medan yang sama, kedua-dua nilai muncul di sini; tiada yang hilang."
                ),
                "mdi6.check-all",
            )
            return
        unseen = [notice for notice in notices if not notice.seen]
        seen = [notice for notice in notices if notice.seen][:SEEN_SHOWN]
        self.sheet.show_cards(
            [
                (self.tr("DUA NILAI") if conflicts else "", list(self._merging.values())),
                (self.tr("PEMBERITAHUAN") if unseen else "", [self._notice_card(notice) for notice in unseen]),
                (self.tr("SUDAH DIBACA") if seen else "", [self._notice_card(notice) for notice in seen]),
            ]
        )

    def _conflict_card(self, row: ConflictRow, names: Mapping[str, str]) -> ConflictCard:
        own = row.actor == self._desk.staff.id
        who = self.tr("anda") if own else words.isolated(one_line(row.actor_name))
        told = [
            wording.value(row.field, each, row.entity, self._references, names)
            for each in (row.base, row.mine, row.theirs)
        ]
        mine = self.tr("PILIHAN ANDA") if own else self.tr("PILIHAN {name}").format(name=who.upper())
        card = ConflictCard(
            self._title(row),
            wording.field(row.field),
            self.tr("{when} · oleh {name}").format(when=words.moment(row.at, self._desk.clock()), name=who),
            (self.tr("ASALNYA"), told[0]),
            (mine, told[1]),
            (self.tr("TERCATAT SEKARANG"), told[2]),
        )
        page, thing = ("complaints", row.subject) if row.entity == "complaint" else ("inbox", row.conversation_id)
        if thing:
            card.link(self.tr("Buka"), lambda: self.jump.emit(page, thing))
        if self._desk.staff.may(settling_conflicts.right_to_settle(row.entity)):
            self._offer_ways(card, row, own=own)
        return card

    def _title(self, row: ConflictRow) -> str:
        if row.entity == "complaint":
            return words.complaint_number(row.title)
        named = self.tr("Akaun rasmi") if row.entity == "account" else self.tr("Perbualan")
        return words.isolated(one_line(row.title)) if row.title else named

    def _offer_ways(self, card: ConflictCard, row: ConflictRow, *, own: bool) -> None:
        mine = self.tr("Kekalkan milik saya") if own else self.tr("Guna pilihan {name}").format(name=row.actor_name)
        theirs = self.tr("Kekalkan milik mereka") if own else self.tr("Kekalkan yang tercatat")
        if row.field in settling_conflicts.MERGEABLE:
            both = dict.fromkeys((wording.editable(row.theirs), wording.editable(row.mine)))
            start = (", " if row.field in settling_conflicts.LISTS else "\n").join(each for each in both if each)
            merge = card.offer(self.tr("Gabung …"), lambda: None)
            merge.clicked.connect(lambda _checked=False: self._merge(card, row, start, merge))
        card.offer(theirs, lambda: self._do(lambda work: settling_conflicts.keep_theirs(work, row.id)))
        card.offer(mine, lambda: self._do(lambda work: settling_conflicts.keep_mine(work, row.id)))

    def _merge(self, card: ConflictCard, row: ConflictRow, start: str, button: QPushButton) -> None:
        """The first time the text opens, then it is kept."""
        if not card.merging:
            card.edit(start)
            button.setText(self.tr("Simpan gabungan"))
            button.setAccessibleName(f"{button.text()}: {wording.field(row.field)}")
            set_kind(button, "primary")
            return
        text = card.merged
        value = tuple(text.split(",")) if row.field in settling_conflicts.LISTS else text
        self._merging.pop(row.id, None)
        self._read = False
        self._do(lambda work: settling_conflicts.merge(work, row.id, value))

    def _notice_card(self, notice: NoticeRow) -> Card:
        title, lines, tone, word = notice_words(notice)
        content = content_words(notice)
        when = words.moment(notice.at, self._desk.clock())
        card = Card(title, [*lines, *([f"“{content}”"] if content else []), when])
        card.mark(Badge(word, tone))
        if not notice.seen:
            card.mark(Badge(self.tr("Baharu"), Tone.PRIMARY))
        if notice.why:
            card.setToolTip(self.tr("Kata-kata daftar bersama: {words}").format(words=notice.why))
        if notice.content:
            card.offer_button(self.tr("Salin"), title, partial(QGuiApplication.clipboard().setText, notice.content))
        if not notice.seen:
            card.offer_button(
                self.tr("Tandai dibaca"),
                title,
                lambda: self._do(lambda work: settling_conflicts.see_notice(work, notice.id)),
            )
        return card

    def retranslate(self) -> None:
        self.sheet.show_words(
            self.title(), self.tr("Tiada yang menang dengan sendirinya: seseorang melihat kedua-duanya dan memutuskan.")
        )
        if self._read and not any(card.merging for card in self._merging.values()):
            self._read = False
            self._show(self._found)


def _find(read: Read) -> Found:
    return tuple(read.conflicts()), tuple(read.notices()), {person.id: person.name for person in read.staff()}
