"""The sentences of the approvals page: who asks whom, what approving will do, why it may not be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.approval import Decision
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.media import attached
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.domain.publication import UNDO_WINDOW
from pmsdesk.domain.reply import ReplyState, Way
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services.moderation_ports import ModerationRow, ModerationView
from pmsdesk.services.reading import ApprovalRow, ApprovalView
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.theme import Tone


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``approvals``."""
    return QCoreApplication.translate("approvals", text)


def addressee(name: str, handle: str) -> str:
    """Whom a reply is to: the handle as people know it, else the name."""
    return words.isolated(f"@{handle}" if handle else name)


def heading(row: ApprovalRow) -> str:
    """``Nur Aisyah → @faizalz``, or ``Nur Aisyah – siaran @MOWorks``."""
    if row.way is Way.POST:
        name = f"@{row.account_handle}" if row.account_handle else row.to_name
        return tr("{author} – siaran {account}").format(author=row.author_name, account=name)
    return tr("{author} → {person}").format(author=row.author_name, person=addressee(row.to_name, row.to_handle))


def decided(row: ApprovalRow) -> tuple[str, Tone] | None:
    """Word and tone of the decision on a row, None while it waits."""
    known = {
        Decision.APPROVED: (tr("Diluluskan"), Tone.GOOD),
        Decision.RETURNED: (tr("Dipulangkan"), Tone.BAD),
    }
    return known.get(Decision(row.decided)) if row.decided in set(Decision) else None


def sentence(row: ApprovalRow | ModerationRow, now: datetime) -> str:
    """The whole row for a screen reader."""
    if isinstance(row, ModerationRow):
        said = decided_request(row)
        parts = (request_heading(row), words.channel(row.account.channel), said[0] if said else "", row.preview)
        return ". ".join(part for part in parts if part)
    state = decided(row)
    left = state[0] if state else words.time_left(row.due_at, now)[0] if row.due_at else tr("tiada tempoh")
    flags = ", ".join(f"{clause} {message}" for clause, message, _ in row.rules)
    return ". ".join(part for part in (heading(row), words.channel(row.channel), left, row.preview, flags) if part)


def request_heading(row: ModerationRow) -> str:
    """``Nur Aisyah: Padam komen @faizalz``."""
    return tr("{asker}: {act} komen {person}").format(
        asker=row.line.asker,
        act=moderation_words.act(row.line.measure.act),
        person=addressee(row.author_name, row.author_handle),
    )


def decided_request(row: ModerationRow) -> tuple[str, Tone] | None:
    """Word and tone of where a request stands, None while it waits."""
    state = row.line.measure.state
    return None if state is ModerationState.PENDING else moderation_words.state(state)


def request_consequences(view: ModerationView) -> str:
    """What approving a request does, and where."""
    measure, channel = view.line.measure, view.account.channel
    names = {
        "person": addressee(view.message.author.name, view.message.author.handle),
        "account": f"@{view.account.handle}" if view.account.handle else view.account.name,
        "channel": words.channel(channel),
    }
    return {
        Moderation.HIDE: tr(
            "Jika diluluskan, komen {person} disembunyikan daripada orang ramai di {channel} atas nama {account}. "
            "Ia boleh ditunjukkan semula."
        ),
        Moderation.SHOW: tr(
            "Jika diluluskan, komen {person} ditunjukkan semula kepada orang ramai di {channel} atas nama {account}."
        ),
        Moderation.DELETE: tr("Jika diluluskan, komen {person} dipadam di {channel} atas nama {account}."),
    }[measure.act].format(**names)


def warning(view: ModerationView, me: Staff) -> str:
    """What *me* must know before anything: why he may not decide this request, or that it can never be undone."""
    if not me.may(Right.APPROVE):
        return tr("Anda boleh membaca barisan ini; hanya penyelia yang boleh memutuskan permohonan.")
    if me.id == view.line.measure.asked_by:
        return tr("Anda sendiri yang memohon, maka penyelia lain mesti memutuskannya (prinsip empat mata).")
    return moderation_words.final_words(view.account.channel) if view.line.measure.act.is_final else ""


def consequences(view: ApprovalView) -> str:
    """What approving does, to whom, where, and who will see it."""
    facts = {
        "account": words.account(view.account),
        "person": addressee(view.contact.name, view.contact.handle),
        "channel": words.channel(view.account.channel),
        "seconds": round(UNDO_WINDOW.total_seconds()),
    }
    due_at = view.reply.due_at
    if view.way is Way.POST and due_at is not None:
        return tr(
            "Jika diluluskan, siaran ini diterbitkan sebagai {account} di {channel} pada {when} – awam, boleh dilihat "
            "oleh sesiapa. Ia boleh ditarik balik sehingga masa itu."
        ).format(when=words.full_moment(due_at), **facts)
    if view.way is Way.POST:
        return tr(
            "Jika diluluskan, siaran ini diterbitkan sebagai {account} di {channel} – awam, boleh dilihat oleh "
            "sesiapa. Ia boleh dibatalkan dalam {seconds} saat."
        ).format(**facts)
    if view.way is Way.PRIVATE:
        return tr(
            "Jika diluluskan, balasan ini dihantar sebagai {account} kepada {person} sahaja di {channel} – peribadi, "
            "tidak dilihat oleh orang lain. Ia boleh dibatalkan dalam {seconds} saat."
        ).format(**facts)
    return tr(
        "Jika diluluskan, balasan ini diterbitkan sebagai {account} kepada {person} di {channel} – awam, boleh dibaca "
        "oleh sesiapa. Ia boleh dibatalkan dalam {seconds} saat."
    ).format(**facts)


def post_title(view: ApprovalView) -> str:
    """As which account a post speaks, where and when."""
    due_at = view.reply.due_at
    when = words.full_moment(due_at) if due_at is not None else tr("sebaik sahaja diluluskan")
    return tr("Siaran sebagai {account} di {channel}, {when}").format(
        account=words.account(view.account), channel=words.channel(view.account.channel), when=when
    )


def file_changes(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """What changed from the files *old* to *new* (lines of `Version.media`), one sentence each."""
    before, after = attached(old), attached(new)
    alts = {medium.sha: medium.alt_text for medium in before}
    said = []
    for place, medium in enumerate(after, 1):
        if medium.sha not in alts:
            said.append(tr("Fail {place} ditambah.").format(place=place))
        elif medium.alt_text != alts[medium.sha]:
            was = alts[medium.sha] or "—"
            said.append(tr("Teks alt {place} diubah; dahulu: {was}").format(place=place, was=words.isolated(was)))
    kept = [medium.sha for medium in after]
    gone = sum(medium.sha not in kept for medium in before)
    if gone:
        said.append(tr("{count} fail dibuang.").format(count=gone))
    if not gone and len(before) == len(after) and [m.sha for m in before] != kept and set(alts) == set(kept):
        said.append(tr("Susunan fail diubah."))
    return tuple(said)


def outcome(view: ApprovalView) -> tuple[str, Tone]:
    """Where a reply stands that does not wait any more, with the decision that brought it there."""
    word, tone = words.reply_state(view.reply.state)
    decision = view.approvals[-1] if view.approvals else None
    if decision is None or decision.sha != view.reply.head.sha:
        lines = [tr("Balasan ini tidak lagi menunggu keputusan: {state}.").format(state=word)]
    else:
        name = view.author_names.get(decision.approver_id, decision.approver_id)
        when = words.full_moment(decision.decided_at)
        approved = decision.decision is Decision.APPROVED
        text = tr("Diluluskan oleh {name}, {when}.") if approved else tr("Dipulangkan oleh {name}, {when}.")
        lines = [text.format(name=name, when=when)]
        if decision.reason:
            lines.append(tr("Ulasan: {reason}").format(reason=words.isolated(decision.reason)))
    if view.reply.state is not ReplyState.RETURNED and view.publication is not None:
        word, tone = words.publication_state(view.publication.state)
        lines.append(tr("Penerbitan: {state}.").format(state=word))
    return "\n".join(lines), tone


def why_not(view: ApprovalView, me: Staff, fresh: Assessment) -> str:
    """Why *me* may not approve this, or "" when nothing stands in the way."""
    if not me.may(Right.APPROVE):
        return tr("Anda boleh membaca barisan ini; hanya penyelia yang boleh meluluskan atau memulangkan balasan.")
    if me.id in view.reply.authors:
        return tr("Anda turut menulis balasan ini, maka penyelia lain mesti memutuskannya (prinsip empat mata).")
    if any(finding.severity is Severity.BLOCK for finding in fresh.findings):
        return tr("Leksikon yang berkuat kuasa kini menyekat teks ini. Pulangkan balasan supaya teksnya dibetulkan.")
    return ""


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """What the two decisions are called, and what is asked of who decides against."""

    approve: str
    give_back: str
    question: str
    example: str


def reply_decision() -> DecisionWords:
    """Of a reply."""
    return DecisionWords(
        tr("Luluskan && terbitkan"),
        tr("Pulangkan dengan ulasan"),
        tr("Ulasan kepada penulis (wajib) – teks kembali kepadanya sebagai draf"),
        tr("Contoh: buang nama syarikat; nyatakan tarikh kerja pembaikan."),
    )


def request_decision(view: ModerationView) -> DecisionWords:
    """Of a request to moderate."""
    approve = {
        Moderation.HIDE: tr("Luluskan && sembunyikan"),
        Moderation.SHOW: tr("Luluskan && tunjukkan semula"),
        Moderation.DELETE: tr("Luluskan && padam selamanya"),
    }[view.line.measure.act]
    return DecisionWords(
        approve,
        tr("Tolak dengan ulasan"),
        tr("Ulasan kepada pemohon (wajib) – komen dibiarkan"),
        tr("Contoh: kritikan keras tetapi sopan; balas sahaja."),
    )


@dataclass(frozen=True, slots=True)
class Recheck:
    """How the check with the lexicon in force compares with the one that was stored with the version."""

    kept: tuple[Finding, ...]
    fresh: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def same(self) -> bool:
        """Whether both found the same."""
        return not self.fresh and not self.gone


def compare(stored: Sequence[Finding], now: Sequence[Finding]) -> Recheck:
    """Compare two checks of one text by rule, span and severity."""

    def mark(finding: Finding) -> tuple[str, int, int, Severity]:
        return finding.rule, finding.start, finding.end, finding.severity

    before, after = {mark(f) for f in stored}, {mark(f) for f in now}
    return Recheck(
        kept=tuple(f for f in now if mark(f) in before),
        fresh=tuple(f for f in now if mark(f) not in before),
        gone=tuple(f for f in stored if mark(f) not in after),
    )


def recheck_word(recheck: Recheck) -> tuple[str, Tone]:
    """The badge of a comparison."""
    return (tr("Semakan semula: sepadan"), Tone.GOOD) if recheck.same else (tr("Semakan semula: berubah"), Tone.WARNING)
