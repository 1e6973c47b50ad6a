"""The words about the shared register: what was done, which field, which value, and why it was not taken."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.account import Policy
from pmsdesk.domain.complaint import ClosingCode, ComplaintState
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.ui import words
from pmsdesk.ui.history import agency_name, category_name, customer_name
from pmsdesk.ui.references import References
from pmsdesk.ui.widgets.harmless import harmless

LISTS = frozenset({"labels", "agencies"})


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``sharing``."""
    return QCoreApplication.translate("sharing", text)


def operation(kind: str) -> str:
    """What a person did, in two or three words. An operation of a newer pmsdesk is called by its own name."""
    return {
        "conversation.assigned": tr("Tugasan perbualan"),
        "conversation.finished": tr("Perbualan diselesaikan"),
        "conversation.reopened": tr("Perbualan dibuka semula"),
        "conversation.snoozed": tr("Perbualan ditangguhkan"),
        "conversation.labelled": tr("Label perbualan"),
        "conversation.prioritised": tr("Keutamaan perbualan"),
        "conversation.wrong_door": tr("Pembetulan bidang kuasa"),
        "note.added": tr("Nota dalaman"),
        "contact.revealed": tr("Data peribadi dipaparkan"),
        "register.exported": tr("Eksport daftar aduan"),
        "complaint.registered": tr("Pendaftaran aduan"),
        "complaint.numbered": tr("Nombor aduan"),
        "complaint.moved": tr("Status aduan"),
        "complaint.forwarded": tr("Aduan dipanjangkan"),
        "complaint.edited": tr("Suntingan aduan"),
        "complaint.followed_up": tr("Susulan aduan"),
        "complaint.photo_added": tr("Gambar aduan"),
        "reply.submitted": tr("Balasan"),
        "reply.withdrawn": tr("Balasan ditarik balik"),
        "reply.approved": tr("Kelulusan balasan"),
        "reply.returned": tr("Balasan dipulangkan"),
        "reply.decided": tr("Keputusan balasan yang tidak pasti"),
        "reply.resumed": tr("Balasan dihantar semula"),
        "moderation.asked": tr("Permohonan tindakan pada komen"),
        "moderation.cancelled": tr("Permohonan tindakan ditarik balik"),
        "moderation.cleared": tr("Kelulusan tindakan pada komen"),
        "moderation.declined": tr("Penolakan tindakan pada komen"),
        "account.added": tr("Akaun rasmi baharu"),
        "account.connected": tr("Akaun rasmi disambung"),
        "account.disconnected": tr("Akaun rasmi diputuskan"),
        "account.edited": tr("Maklumat akaun rasmi"),
        "account.policy_set": tr("Dasar kelulusan akaun"),
        "account.resolved": tr("Percanggahan akaun diselesaikan"),
        "conflict.resolved": tr("Percanggahan diselesaikan"),
        "training.done": tr("Latihan diserah"),
        "training.exported": tr("Eksport rekod latihan"),
        "message": tr("Mesej pengadu"),
    }.get(kind, kind)


def load(kind: str) -> str:
    """What comes with a first load."""
    return {
        "staff": tr("kakitangan"),
        "account": tr("akaun rasmi"),
        "contact": tr("pengadu"),
        "conversation": tr("perbualan"),
        "message": tr("mesej"),
        "note": tr("nota"),
        "complaint": tr("aduan"),
        "follow_up": tr("susulan aduan"),
        "attachment": tr("gambar"),
        "reply": tr("balasan"),
        "reply_version": tr("versi balasan"),
        "approval": tr("kelulusan"),
        "attestation": tr("pengesahan penerbit"),
        "publication": tr("penerbitan"),
        "moderation": tr("permohonan tindakan"),
        "conflict": tr("percanggahan"),
        "audit_seal": tr("meterai audit"),
    }.get(kind, kind)


def field(name: str) -> str:
    """The name of a field two people set differently."""
    return {
        "state": tr("Status"),
        "closing_code": tr("Kod penutupan"),
        "assignee_id": tr("Petugas"),
        "snoozed_until": tr("Ditangguhkan hingga"),
        "due_at": tr("Tempoh maklum balas"),
        "answered_at": tr("Dijawab pada"),
        "last_at": tr("Mesej terkini"),
        "labels": tr("Label"),
        "urgent": tr("Segera"),
        "triaged_urgent": tr("Segera"),
        "kind": tr("Jenis"),
        "jurisdiction": tr("Bidang kuasa"),
        "agencies": tr("Agensi"),
        "category": tr("Kategori"),
        "road": tr("Jalan"),
        "place": tr("Tempat"),
        "location": tr("Lokasi"),
        "complainant": tr("Pengadu"),
        "customer_kind": tr("Jenis pelanggan"),
        "summary": tr("Ringkasan"),
        "number": tr("No. aduan"),
        "policy": tr("Dasar kelulusan"),
        "connected": tr("Sambungan"),
        "handle": tr("Nama akaun"),
        "name": tr("Nama"),
        "agency": tr("Agensi"),
        "valid_from": tr("Digunakan dari"),
        "valid_to": tr("Digunakan hingga"),
        "owner_id": tr("Pemilik"),
        "deputy_id": tr("Timbalan"),
        "remote_id": tr("Nama akaun"),
        "confidence": tr("Keyakinan"),
        "evidence": tr("Bukti"),
    }.get(name, name)


def value(name: str, told: object, entity: str, references: References, names: Mapping[str, str]) -> str:
    """A value of the field *name* as a person reads it; *names* are those of the staff by id."""
    if isinstance(told, bool):
        return tr("Ya") if told else tr("Tidak")
    if told in (None, "", []):
        return tr("(kosong)")
    if name == "agencies" and isinstance(told, list):
        return ", ".join(agency_name(str(each), references) for each in told)
    if isinstance(told, list):
        return ", ".join(harmless(str(each)) for each in told)
    text = str(told)
    if name in {"snoozed_until", "due_at", "answered_at", "last_at"}:
        return words.full_moment(datetime.fromisoformat(text))
    if name in {"assignee_id", "owner_id", "deputy_id"}:
        return names.get(text, text)
    if name == "agency":
        return agency_name(text, references)
    if name in {"valid_from", "valid_to"}:
        return words.day(date.fromisoformat(text))
    if name == "policy" and text in set(Policy):
        return words.policy(Policy(text))
    if name == "customer_kind":
        return customer_name(text, references)
    if name == "category":
        return category_name(text, references)
    return _marked(name, text, entity) or harmless(text)


def _marked(name: str, text: str, entity: str) -> str:
    if name == "state" and entity == "complaint" and text in set(ComplaintState):
        return words.complaint_state(ComplaintState(text))[0]
    if name == "state" and text in set(ConversationState):
        return words.conversation_state(ConversationState(text))
    if name == "closing_code" and text in set(ClosingCode):
        return words.closing_code(ClosingCode(text))
    if name == "jurisdiction" and text in set(Jurisdiction):
        return words.jurisdiction(Jurisdiction(text))[0]
    return words.kind(Kind(text))[0] if name == "kind" and text in set(Kind) else ""


def editable(told: object) -> str:
    """A value as it stands in a field to be written in; lists on one line."""
    return ", ".join(map(str, told)) if isinstance(told, list) else harmless(str(told or ""))


def reason(why: str) -> str:
    """Why the register did not take something. What has no words of its own gets general ones."""
    known = {
        "another version came first": tr("Orang lain menghantar versi balasan ini lebih dahulu."),
        "earlier version not here": tr("Versi balasan yang terdahulu belum sampai ke daftar bersama."),
        "reply is on its way or published": tr("Balasan itu sedang dihantar atau sudah diterbitkan."),
        "reply does not wait any more": tr("Balasan itu tidak lagi menunggu keputusan."),
        "conflict not here": tr("Percanggahan itu belum sampai ke daftar bersama."),
        "too big": tr("Tindakan ini terlalu besar untuk daftar bersama."),
        "unknown kind": tr("Daftar bersama belum mengenali tindakan ini; minta pentadbir menaik taraf."),
        "body of another operation": tr("Tindakan ini bukan milik anda pada daftar bersama."),
        "not an author": tr("Hanya orang yang menulis balasan itu boleh menariknya balik."),
        "approver wrote part of this reply": tr("Orang yang menulis balasan tidak boleh meluluskannya."),
        "another account of this id": tr("Akaun itu sudah ditambah dengan butiran lain; sunting yang itu."),
        "account is connected": tr("Akaun itu sudah bersambung; nama dan agensinya tidak dibetulkan lagi."),
        "no such person": tr("Pemilik atau timbalan akaun itu bukan orang daftar bersama ini."),
        "not unsure any more": tr("Keadaan balasan itu sudah pasti; tiada apa-apa untuk diputuskan."),
    }
    if why in known:
        return known[why]
    for phrase, said in (
        ("not allowed", tr("Peranan anda pada daftar bersama tidak membenarkan tindakan ini.")),
        ("only for", tr("Peranan anda pada daftar bersama tidak membenarkan tindakan ini.")),
        ("supervisor", tr("Peranan anda pada daftar bersama tidak membenarkan tindakan ini.")),
        ("number", tr("Nombor aduan itu bukan daripada blok komputer ini.")),
        ("illegal step", tr("Status tidak boleh ditukar begitu daripada status semasa.")),
        ("not here", tr("Perkara yang dirujuk belum sampai ke daftar bersama; ia dicuba semula secara automatik.")),
    ):
        if phrase in why:
            return said
    return tr("Daftar bersama tidak menerima tindakan ini.")


def trouble(told: str) -> str:
    """Why the register cannot be reached, in the language of the screen; it was noted in Malay."""
    return QCoreApplication.translate("errors", told) if told else ""


def ago(span: timedelta) -> str:
    """How long something waits."""
    seconds = max(int(span.total_seconds()), 0)
    if seconds < 60:
        return tr("{count} s lalu").format(count=seconds)
    return tr("{time} lalu").format(time=words.duration(span))
