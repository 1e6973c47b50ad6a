"""The words of the console for the domain's values: what an officer reads for a kind, a state, an error, a time."""

import re
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from pmsdesk.domain import triage
from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.capability import WhyNot
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.complaint import ClosingCode, ComplaintState, Evidence, has_number
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.finding import Severity
from pmsdesk.domain.metrics import PostSample, day_of
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Role
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.ui import error_words
from pmsdesk.ui.theme import Tone

_OF_FILE = re.compile(r"Teks alt (\d+): (.+)")


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``words``."""
    return QCoreApplication.translate("words", text)


def channel(value: Channel) -> str:
    """The name of a network."""
    return value.own_name


def account(value: Account) -> str:
    """``@MOWorks``, or the account's name where the seed leaves the handle blank."""
    return f"@{value.handle}" if value.handle else value.name


def channel_mark(value: Channel) -> str:
    """Two letters for a network, on an avatar."""
    return {Channel.X: "X", Channel.FACEBOOK: "FB", Channel.INSTAGRAM: "IG", Channel.YOUTUBE: "YT"}[value]


def kind(value: Kind) -> tuple[str, Tone]:
    """Word and tone of a message's kind."""
    return {
        Kind.COMPLAINT: (tr("Aduan"), Tone.WARNING),
        Kind.QUESTION: (tr("Pertanyaan"), Tone.PLAIN),
        Kind.SUGGESTION: (tr("Cadangan"), Tone.PLAIN),
        Kind.PRAISE: (tr("Penghargaan"), Tone.GOOD),
        Kind.TRAFFIC_INFO: (tr("Maklumat trafik"), Tone.PLAIN),
        Kind.ABUSE: (tr("Kata kesat"), Tone.BAD),
        Kind.SPAM: (tr("Spam"), Tone.PLAIN),
        Kind.OTHER: (tr("Lain-lain"), Tone.PLAIN),
        Kind.POST: (tr("Siaran"), Tone.PRIMARY),
    }[value]


def why_not_privately(why: WhyNot) -> str:
    """Why a message cannot be answered in private, as the end of a sentence."""
    known = {
        WhyNot.REFUSED: tr("orang ini tidak menerima mesej daripada akaun kita"),
        WhyNot.NO_SUCH_ACT: tr("rangkaian ini tiada mesej peribadi"),
        WhyNot.OWN: tr("ini mesej kita sendiri"),
        WhyNot.TOO_LATE: tr("tempoh yang dibenarkan oleh rangkaian telah tamat"),
        WhyNot.ANSWERED: tr("rangkaian membenarkan satu balasan peribadi bagi setiap komen, dan ia telah dihantar"),
    }
    return known.get(why, tr("rangkaian tidak memberitahu sama ada ia dibenarkan"))


def jurisdiction(value: Jurisdiction) -> tuple[str, Tone]:
    """Word and tone of whose road it is (seed H)."""
    return {
        Jurisdiction.FEDERAL: (tr("Jalan Persekutuan"), Tone.PRIMARY),
        Jurisdiction.STATE: (tr("Jalan Negeri"), Tone.PRIMARY),
        Jurisdiction.TOLL: (tr("Lebuh raya"), Tone.VIOLET),
        Jurisdiction.POLICY: (tr("Dasar"), Tone.VIOLET),
        Jurisdiction.SAFETY: (tr("Keselamatan"), Tone.VIOLET),
        Jurisdiction.OUTSIDE: (tr("Luar bidang kuasa"), Tone.PLAIN),
        Jurisdiction.UNCLEAR: (tr("Belum jelas"), Tone.PLAIN),
    }[value]


def conversation_state(value: ConversationState) -> str:
    """The word of a conversation's state."""
    return {
        ConversationState.OPEN: tr("Terbuka"),
        ConversationState.WAITING: tr("Menunggu"),
        ConversationState.DONE: tr("Selesai"),
    }[value]


def reply_state(value: ReplyState) -> tuple[str, Tone]:
    """Word and tone of a reply's state."""
    return {
        ReplyState.PENDING: (tr("Menunggu kelulusan"), Tone.WARNING),
        ReplyState.RETURNED: (tr("Dipulangkan"), Tone.BAD),
        ReplyState.CLEARED: (tr("Diluluskan"), Tone.GOOD),
        ReplyState.WITHDRAWN: (tr("Dibatalkan"), Tone.PLAIN),
    }[value]


def publication_state(value: PublicationState) -> tuple[str, Tone]:
    """Word and tone of a publication's state."""
    return {
        PublicationState.READY: (tr("Menunggu dihantar"), Tone.WARNING),
        PublicationState.CLAIMED: (tr("Sedang disediakan"), Tone.WARNING),
        PublicationState.SENDING: (tr("Sedang dihantar"), Tone.WARNING),
        PublicationState.SENT: (tr("Diterbitkan"), Tone.GOOD),
        PublicationState.REJECTED: (tr("Ditolak platform"), Tone.BAD),
        PublicationState.UNSURE: (tr("Tidak pasti – sedang disemak"), Tone.BAD),
        PublicationState.WITHDRAWN: (tr("Dibatalkan"), Tone.PLAIN),
    }[value]


def complaint_number(number: str) -> str:
    """An official number, or that there is none yet."""
    return number if has_number(number) else tr("Draf tanpa nombor")


def complaint_state(value: ComplaintState) -> tuple[str, Tone]:
    """Word and tone of a complaint's state."""
    return {
        ComplaintState.REGISTERED: (tr("Didaftar"), Tone.PLAIN),
        ComplaintState.NEEDS_INFORMATION: (tr("Menunggu maklumat"), Tone.WARNING),
        ComplaintState.FORWARDED: (tr("Dipanjangkan"), Tone.PRIMARY),
        ComplaintState.ACKNOWLEDGED: (tr("Diakui agensi"), Tone.PRIMARY),
        ComplaintState.INVESTIGATING: (tr("Dalam siasatan"), Tone.WARNING),
        ComplaintState.ACTION: (tr("Dalam tindakan"), Tone.WARNING),
        ComplaintState.AWAITING_CONFIRMATION: (tr("Menunggu pengesahan"), Tone.WARNING),
        ComplaintState.CLOSED: (tr("Ditutup"), Tone.GOOD),
        ComplaintState.REOPENED: (tr("Dibuka semula"), Tone.BAD),
        ComplaintState.REFERRED_OUTSIDE: (tr("Dirujuk ke luar"), Tone.VIOLET),
        ComplaintState.DUPLICATE: (tr("Pendua"), Tone.PLAIN),
    }[value]


def closing_code(value: ClosingCode) -> str:
    """The words of a closing code."""
    return {
        ClosingCode.RESOLVED: QCoreApplication.translate("words", "Selesai", "kod penutupan"),
        ClosingCode.RESOLVED_TEMPORARILY: tr("Selesai sementara"),
        ClosingCode.REFERRED: tr("Dirujuk kepada agensi lain"),
        ClosingCode.INFORMATION_MISSING: tr("Maklumat tidak lengkap"),
        ClosingCode.UNFOUNDED: tr("Tidak berasas"),
        ClosingCode.DUPLICATE: tr("Pendua"),
        ClosingCode.WITHDRAWN: tr("Ditarik balik oleh pengadu"),
        ClosingCode.NOT_A_COMPLAINT: tr("Bukan aduan"),
    }[value]


def why(value: triage.Evidence) -> str:
    """Which words decided whose matter it is, and what they mean."""
    return value.told(_reason)


def _reason(text: str) -> str:
    return QCoreApplication.translate("reasons", text)


def evidence(value: Evidence) -> str:
    """What a photo shows."""
    return {Evidence.BEFORE: tr("Sebelum"), Evidence.AFTER: tr("Selepas"), Evidence.OTHER: tr("Lain-lain")}[value]


def severity(value: Severity) -> tuple[str, Tone]:
    """Word and tone of a finding's severity."""
    return {
        Severity.ADVISE: (tr("Nasihat"), Tone.WARNING),
        Severity.APPROVAL: (tr("Perlu kelulusan"), Tone.BAD),
        Severity.BLOCK: (tr("Tidak boleh dihantar"), Tone.BAD),
    }[value]


def role(value: Role) -> str:
    """The word of a role."""
    return {
        Role.OFFICER: tr("Pegawai"),
        Role.SUPERVISOR: tr("Penyelia"),
        Role.ADMINISTRATOR: tr("Pentadbir"),
        Role.PUBLISHER: tr("Penerbit"),
    }[value]


def policy(value: Policy) -> str:
    """The words of an account's policy."""
    return {
        Policy.FLAGGED: tr("Kelulusan bagi teks yang ditanda"),
        Policy.ALL: tr("Kelulusan bagi semua teks"),
    }[value]


def rule_message(message: str) -> str:
    """A rule's message in the language of the screen, also where it tells which alt text it is about."""
    if of_file := _OF_FILE.fullmatch(message):
        return tr("Teks alt {place}: {message}").format(place=of_file[1], message=rule_message(of_file[2]))
    return QCoreApplication.translate("rules", message)


def error_text(error: Exception) -> str:
    """What happened and what to do, for a person; networks, states and times of the error are in words too."""
    return error_words.error_text(error, _fact)


def _fact(fact: object) -> object:
    said: object = fact
    if isinstance(fact, datetime):
        said = full_moment(fact)
    elif isinstance(fact, Channel):
        said = channel(fact)
    elif isinstance(fact, ConversationState):
        said = conversation_state(fact)
    elif isinstance(fact, ReplyState):
        said = reply_state(fact)[0]
    elif isinstance(fact, PublicationState):
        said = publication_state(fact)[0]
    elif isinstance(fact, ComplaintState):
        said = complaint_state(fact)[0]
    elif isinstance(fact, WhyNot):
        said = why_not_privately(fact)
    return said


def post_counts(sample: PostSample, now: datetime) -> str:
    """How a post of ours fared: ``Suka 120 · Ulasan 14 · setakat 23 Nov``; "" where its network told nothing."""
    told = sample.metrics
    counts = (
        (tr("Suka {count}"), told.likes),
        (tr("Ulasan {count}"), told.comments),
        (tr("Kongsi {count}"), told.shares),
        (tr("Tontonan {count}"), told.views),
    )
    known = [text.format(count=f"{count:,}") for text, count in counts if count is not None]
    if not known:
        return ""
    return " · ".join([*known, tr("setakat {day}").format(day=day(sample.day, day_of(now)))])


def time_left(due_at: datetime, now: datetime) -> tuple[str, Tone]:
    """How much of a promise is left, short: ``2j 05m``, ``19j``, ``lewat 3j``; bad within 3 hours, warning within 8."""
    left = due_at - now
    if left < timedelta(0):
        return tr("lewat {time}").format(time=duration(-left)), Tone.BAD
    tone = Tone.BAD if left < timedelta(hours=3) else Tone.WARNING if left < timedelta(hours=8) else Tone.GOOD
    return duration(left), tone


def duration(span: timedelta) -> str:
    """A span, short: ``50m``, ``2j 11m``, ``19j``, ``3 hari``."""
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return tr("{days} hari").format(days=hours // 24)
    if hours >= 10:
        return tr("{hours}j").format(hours=hours)
    if hours:
        return tr("{hours}j {minutes}m").format(hours=hours, minutes=f"{minutes:02d}")
    return tr("{minutes}m").format(minutes=minutes)


def moment(at: datetime, now: datetime) -> str:
    """When something happened, as near as one needs: ``08:14``, ``Isnin 08:14``, ``3 Nov 08:14``, ``3 Nov 2025``."""
    here, today = at.astimezone(KUALA_LUMPUR), now.astimezone(KUALA_LUMPUR).date()
    locale = QLocale(language())
    days = (today - here.date()).days
    clock = here.strftime("%H:%M")
    if days == 0:
        return clock
    if 0 < days < 7:
        return f"{locale.dayName(here.isoweekday())} {clock}"
    return f"{day(here.date(), today)} {clock}" if here.year == today.year else day(here.date(), today)


def day(on: date, today: date | None = None) -> str:
    """A date, short: ``3 Nov`` in the year of *today*, else ``3 Nov 2025``."""
    month = QLocale(language()).monthName(on.month, QLocale.FormatType.ShortFormat)
    return f"{on.day} {month}" if today and on.year == today.year else f"{on.day} {month} {on.year}"


def ago(at: datetime, now: datetime) -> str:
    """How long ago something happened: ``sebentar tadi``, ``5 minit lalu``, ``3 jam lalu``, ``2 hari lalu``."""
    minutes = max(int((now - at).total_seconds() // 60), 0)
    if minutes < 1:
        return tr("sebentar tadi")
    if minutes < 60:
        return tr("{count} minit lalu").format(count=minutes)
    if minutes < 48 * 60:
        return tr("{count} jam lalu").format(count=minutes // 60)
    return tr("{count} hari lalu").format(count=minutes // (24 * 60))


def day_and_time(at: datetime) -> str:
    """A day of the next weeks with the time: ``8 Dis, 14:00``."""
    here = at.astimezone(KUALA_LUMPUR)
    month = QLocale(language()).monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month}, {here:%H:%M}"


def full_moment(at: datetime) -> str:
    """Day, date and time in full: ``Isnin, 23 November 2026, 08:14``."""
    here = at.astimezone(KUALA_LUMPUR)
    locale = QLocale(language())
    return f"{locale.dayName(here.isoweekday())}, {here.day} {locale.monthName(here.month)} {here.year}, {here:%H:%M}"


def language() -> str:
    """The locale of the screen's language: the translator in force says which; Malay without one."""
    return QCoreApplication.translate("words", "ms_MY", "nama locale bahasa antara muka")


def isolated(text: str) -> str:
    """*text* of a stranger between Unicode isolates, so that its direction marks cannot reorder our own words."""
    return f"\u2068{text}\u2069"
