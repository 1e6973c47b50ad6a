"""Whether a reply can be sent as it stands, and the words that say as whom, to whom and where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.account import Policy
from pmsdesk.domain.canned import open_slots
from pmsdesk.domain.capability import WhyNot
from pmsdesk.domain.finding import Assessment, Severity, Verdict
from pmsdesk.domain.message import Direction, Message
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import Way
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui import words
from pmsdesk.ui.widgets.harmless import one_line

ON_ITS_WAY = frozenset({PublicationState.CLAIMED, PublicationState.SENDING, PublicationState.UNSURE})


LONGEST_NAME = 22
ONE_LINE = 36


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``sending``."""
    return QCoreApplication.translate("sending", text)


class Course(StrEnum):
    """What pressing the button leads to."""

    OUT = "out"
    APPROVAL = "approval"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which course a text would take, the words on the button, and for a blocked one why."""

    course: Course
    button: str
    why: str = ""


def answered_message(view: ConversationView) -> Message | None:
    """The message a reply would answer: the citizen's newest that still stands, else the newest."""
    incoming = [message for message in view.messages if message.direction is Direction.IN]
    standing = [message for message in incoming if not (message.is_gone or message.is_replaced)]
    return max(standing or incoming, key=lambda message: message.sent_at, default=None)


def contact_words(view: ConversationView) -> str:
    """``@faizalz``, or the citizen's name where the network gives no handle."""
    handle = one_line(view.contact.handle)
    name = f"@{handle}" if handle else one_line(view.contact.name)
    return words.isolated(_shortened(name))


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def cannot_answer(view: ConversationView) -> str:
    """Why no public reply can be written here at all, "" when one can."""
    message = answered_message(view)
    if message is None:
        return tr("Tiada mesej pengadu untuk dibalas dalam perbualan ini.")
    if message.is_gone:
        return tr(
            "Mesej ini tiada lagi di {channel}: dua semakan berasingan tidak menemuinya, jadi tiada balasan dihantar. "
            "Buka di platform untuk memastikan."
        ).format(channel=words.channel(view.account.channel))
    if message.capability.reply is None:
        return ""
    return no_reply_words(message.capability.reply).format(
        channel=words.channel(view.account.channel), account=words.account(view.account)
    )


def cannot_answer_privately(view: ConversationView, now: datetime) -> str:
    """Why the citizen cannot be answered alone at *now*, "" when that is possible."""
    message = answered_message(view)
    if message is None:
        return tr("Tiada mesej pengadu untuk dibalas dalam perbualan ini.")
    why = message.capability.why_not_privately(now)
    if why is None:
        return ""
    return tr("Tidak boleh dibalas secara peribadi: {why}.").format(why=words.why_not_privately(why))


def window_words(view: ConversationView) -> str:
    """Until when the citizen may be answered in private, "" where that does not end."""
    message = answered_message(view)
    closes = message.capability.window_closes_at if message else None
    return "" if closes is None else tr("sehingga {time}").format(time=words.day_and_time(closes))


def no_reply_words(why: WhyNot) -> str:
    """Why no public reply is possible through the API, with places for the ``channel`` and the ``account``."""
    if why is WhyNot.NOT_NAMED:
        return tr(
            "{channel} membenarkan balasan melalui API hanya kepada orang yang menyebut {account} dalam hantaran itu "
            "sendiri. Balas terus pada platform."
        )
    if why is WhyNot.CLOSED:
        return tr("Ruangan komen di sini telah ditutup, jadi balasan tidak dapat dihantar.")
    if why is WhyNot.HIDDEN:
        return tr("Komen ini disembunyikan; {channel} tidak menerima balasan kepadanya. Paparkannya semula dahulu.")
    if why is WhyNot.ELSEWHERE:
        return tr(
            "Ini hantaran akaun lain; {channel} tidak menerima balasan padanya melalui API. Balas terus pada platform."
        )
    return tr("{channel} tidak membenarkan balasan kepada mesej ini melalui API. Balas terus pada platform.")


def readiness(
    text: str,
    assessment: Assessment | None,
    view: ConversationView,
    template: str = "",
    *,
    private_at: datetime | None = None,
) -> Readiness:
    """How *text*, assessed as *assessment* (None while that is awaited), would go in *view*.

    *template* is the code of the canned reply that it is, unaltered: such a text needs no supervisor. *private_at* is
    the time now for a private reply, None for a public one.
    """
    button = _public_words(view) if private_at is None else _private_words(view)
    cannot = cannot_answer(view) if private_at is None else cannot_answer_privately(view, private_at)
    why = cannot or _why_not(text, assessment, view, Way.PUBLIC if private_at is None else Way.PRIVATE)
    if why:
        return Readiness(Course.BLOCKED, tr("Hantar"), why)
    flagged = assessment is not None and assessment.verdict is Verdict.APPROVAL
    if not template and (flagged or view.account.policy is Policy.ALL):
        return Readiness(Course.APPROVAL, tr("Hantar untuk kelulusan"))
    return Readiness(Course.OUT, button)


def question(ready: Readiness, view: ConversationView, *, private: bool = False) -> str:
    """What is asked once before the text goes."""
    names = {
        "account": words.account(view.account),
        "contact": contact_words(view),
        "channel": words.channel(view.account.channel),
    }
    if private and ready.course is Course.APPROVAL:
        asked = tr("Serahkan balasan peribadi {account} kepada {contact} di {channel} untuk kelulusan penyelia?")
        return asked.format(**names)
    if private:
        asked = tr("Hantar secara peribadi sebagai {account} di {channel}? Hanya {contact} akan membacanya.")
        return asked.format(**names)
    if ready.course is Course.APPROVAL:
        asked = tr("Serahkan balasan {account} kepada {contact} di {channel} untuk kelulusan penyelia?")
        return asked.format(**names)
    asked = tr("Hantar sebagai {account} kepada {contact} di {channel}? Semua orang boleh membacanya.")
    return " ".join(part for part in (asked.format(**names), cost_words(view)) if part)


def cost_words(view: ConversationView) -> str:
    """What the network charges for the reply, "" where it costs nothing."""
    message = answered_message(view)
    may = message.capability if message else None
    if may is None or may.cost_cents is None:
        return ""
    plain, linked = (f"{(cents or may.cost_cents) / 100:.2f}" for cents in (may.cost_cents, may.link_cost_cents))
    return tr("Bayaran {channel}: US${plain}, atau US${linked} jika ada pautan.").format(
        channel=words.channel(view.account.channel), plain=plain, linked=linked
    )


def _public_words(view: ConversationView) -> str:
    """On two lines where names are long, so that the button never hides one."""
    first = tr("Hantar sebagai {account}").format(account=_shortened(words.account(view.account)))
    second = tr("kepada {contact} (awam)").format(contact=contact_words(view))
    return f"{first}{' ' if len(first) + len(second) <= ONE_LINE else chr(10)}{second}"


def _private_words(view: ConversationView) -> str:
    first = tr("Hantar sebagai {account}").format(account=_shortened(words.account(view.account)))
    second = tr("kepada {contact} sahaja (peribadi)").format(contact=contact_words(view))
    return f"{first}{' ' if len(first) + len(second) <= ONE_LINE else chr(10)}{second}"


def _why_not(text: str, assessment: Assessment | None, view: ConversationView, way: Way) -> str:
    publication = view.publication
    if publication is not None and publication.way is way and publication.state in ON_ITS_WAY:
        return tr("Balasan terdahulu sedang dihantar atau disemak pada platform.")
    if not text.strip():
        return tr("Taip balasan dahulu.")
    slot = next(open_slots(text), None)
    if slot is not None:
        return slot_words(slot[0], registered=view.complaint is not None)
    if assessment is None:
        return ""
    if assessment.length > assessment.limit:
        over = assessment.length - assessment.limit
        return tr("Terlalu panjang: {over} aksara melebihi had.").format(over=over)
    blocking = next((f for f in assessment.findings if f.severity is Severity.BLOCK), None)
    return words.rule_message(blocking.message) if blocking else ""


def slot_words(name: str, *, registered: bool = False) -> str:
    """What to do about the open slot *name*; *registered*: there is a complaint, though without a number."""
    if name == "no_aduan" and registered:
        return tr("Aduan ini masih draf tanpa nombor. Nombor diberi sebaik sahaja daftar bersama dihubungi.")
    if name == "no_aduan":
        return tr("Daftarkan aduan dahulu (D) untuk mendapatkan nombor aduan.")
    if name == "unit":
        return tr("Panjangkan aduan dahulu (F), atau isi {slot}.").format(slot="{{unit}}")
    return tr("Isi ruang {slot} dahulu (Tab).").format(slot=f"{{{{{name}}}}}")
