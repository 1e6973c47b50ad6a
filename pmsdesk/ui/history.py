"""The audit trail in words: one sentence for each operation, the same on every page."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.complaint import ClosingCode, ComplaintState, Evidence, has_number
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import HistoryItem
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.references import References

Facts = Mapping[str, object]


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``history``."""
    return QCoreApplication.translate("history", text)


def sentence(item: HistoryItem, references: References, *, post: bool = False) -> str:
    """What was done, without who and when. An operation of a newer pmsdesk is shown by its own name.

    *post*: it was done to a post of ours, which is no reply to anybody.
    """
    of_post = _POST_SENTENCES.get(item.operation) if post else None
    write = of_post or _SENTENCES.get(item.operation)
    return item.operation if write is None else write(item.facts, references)


def actor(item: HistoryItem) -> str:
    """Who did it: a person, or the program."""
    return item.actor or tr("Sistem")


# ---- sentences that need facts ----------------------------------------------------------------------------------


def _submitted(facts: Facts, references: References) -> str:
    del references
    number = facts.get("number", 1)
    if facts.get("ground"):
        return tr("Balasan versi {number} dihantar; tiada kelulusan diperlukan").format(number=number)
    return tr("Balasan versi {number} dihantar untuk kelulusan").format(number=number)


def _returned(facts: Facts, references: References) -> str:
    del references
    return tr("Balasan dipulangkan: {reason}").format(reason=words.isolated(str(facts.get("reason", ""))))


def _rejected(facts: Facts, references: References) -> str:
    del references
    said = str(facts.get("words") or "")
    if not said:
        return tr("Balasan ditolak platform")
    return tr("Balasan ditolak platform: {words}").format(words=words.isolated(said))


def _registered(facts: Facts, references: References) -> str:
    del references
    if not has_number(str(facts.get("number", ""))):
        return tr("Aduan disimpan sebagai draf tanpa nombor")
    return tr("Aduan {number} didaftarkan").format(number=facts.get("number", ""))


def _numbered(facts: Facts, references: References) -> str:
    del references
    return tr("Aduan mendapat nombor {number}").format(number=facts.get("to", ""))


def _moved(facts: Facts, references: References) -> str:
    del references
    text = tr("Status: {old} → {new}").format(old=_state(facts.get("from")), new=_state(facts.get("to")))
    code = str(facts.get("closing_code") or "")
    return f"{text} ({words.closing_code(ClosingCode(code))})" if code in set(ClosingCode) else text


def _forwarded(facts: Facts, references: References) -> str:
    return tr("Dipanjangkan kepada {agency}").format(agency=_agency(facts.get("to"), references))


def _photo_added(facts: Facts, references: References) -> str:
    del references
    value = str(facts.get("evidence", ""))
    word = words.evidence(Evidence(value)) if value in set(Evidence) else value
    return tr("Gambar ditambah: {kind}").format(kind=word)


def _edited(facts: Facts, references: References) -> str:
    parts = []
    for name, change in facts.items():
        if isinstance(change, Mapping):
            old, new = (_value(name, change.get(side), references) for side in ("from", "to"))
            parts.append(tr("{field}: {old} → {new}").format(field=field_word(name), old=old or "—", new=new or "—"))
    return "; ".join(parts)


def _assigned(facts: Facts, references: References) -> str:
    del references
    if not facts.get("to"):
        return tr("Tugasan dilepaskan")
    name = str(facts.get("name") or "")
    return tr("Ditugaskan kepada {name}").format(name=words.isolated(name)) if name else tr("Ditugaskan")


def _finished(facts: Facts, references: References) -> str:
    del references
    reason = str(facts.get("reason") or "")
    if reason in set(ClosingCode):
        reason = words.closing_code(ClosingCode(reason))
    return tr("Ditanda selesai: {reason}").format(reason=words.isolated(reason)) if reason else tr("Ditanda selesai")


def _prioritised(facts: Facts, references: References) -> str:
    del references
    return tr("Ditanda segera") if facts.get("urgent") else tr("Tanda segera dibuang")


def _labelled(facts: Facts, references: References) -> str:
    del references
    labels = facts.get("to")
    shown = ", ".join(map(str, labels)) if isinstance(labels, list) else ""
    return tr("Label: {labels}").format(labels=shown or "—")


def _wrong_door(facts: Facts, references: References) -> str:
    sides = [side if isinstance(side, Mapping) else {} for side in (facts.get("from"), facts.get("to"))]
    old, new = (_value("jurisdiction", side.get("jurisdiction"), references) for side in sides)
    return tr("Bidang kuasa dibetulkan: {old} → {new}").format(old=old, new=new)


def _exported(facts: Facts, references: References) -> str:
    del references
    return tr("Daftar dieksport: {rows} aduan ({filters})").format(
        rows=facts.get("rows", 0), filters=facts.get("filters", "")
    )


def _moderation(text: Callable[[], str]) -> Callable[[Facts, References], str]:
    """A sentence about an act of moderation, with the reason that was chosen or given."""

    def write(facts: Facts, references: References) -> str:
        asked = str(facts.get("act", ""))
        name = moderation_words.act(Moderation(asked)) if asked in set(Moderation) else asked
        code, given = str(facts.get("code") or ""), str(facts.get("reason") or facts.get("words") or "")
        why = (moderation_words.ground_name(code, references) if code else "", words.isolated(given) if given else "")
        said = text().format(act=name)
        reasons = " – ".join(part for part in why if part)
        return f"{said}: {reasons}" if reasons else said

    return write


def _plain(text: Callable[[], str]) -> Callable[[Facts, References], str]:
    return lambda _facts, _references: text()


def _submitted_again(facts: Facts, references: References) -> str:
    del references
    number = facts.get("number", 1)
    if facts.get("ground"):
        return tr("Siaran versi {number} dibuat; tiada kelulusan diperlukan").format(number=number)
    return tr("Siaran versi {number} diserahkan untuk kelulusan").format(number=number)


def _post_returned(facts: Facts, references: References) -> str:
    del references
    return tr("Siaran dipulangkan: {reason}").format(reason=words.isolated(str(facts.get("reason", ""))))


def _post_rejected(facts: Facts, references: References) -> str:
    del references
    said = str(facts.get("words") or "")
    if not said:
        return tr("Siaran ditolak platform")
    return tr("Siaran ditolak platform: {words}").format(words=words.isolated(said))


def _posted(facts: Facts, references: References) -> str:
    del references
    if facts.get("ground"):
        return tr("Siaran dibuat; tiada kelulusan diperlukan")
    return tr("Siaran diserahkan untuk kelulusan")


_SENTENCES: dict[str, Callable[[Facts, References], str]] = {
    "reply.submitted": _submitted,
    "post.submitted": _posted,
    "reply.withdrawn": _plain(lambda: tr("Balasan ditarik balik")),
    "reply.ready": _plain(lambda: tr("Balasan kembali menunggu dihantar")),
    "reply.claimed": _plain(lambda: tr("Balasan diambil untuk dihantar")),
    "reply.sending": _plain(lambda: tr("Balasan sedang dihantar")),
    "reply.sent": _plain(lambda: tr("Balasan diterbitkan")),
    "reply.rejected": _rejected,
    "reply.unsure": _plain(lambda: tr("Tidak pasti sama ada balasan terbit; bebenang disemak")),
    "reply.resumed": _plain(lambda: tr("Balasan diminta dihantar lagi")),
    "reply.decided": _plain(lambda: tr("Balasan yang tidak pasti diputuskan oleh penyelia")),
    "reply.approved": _plain(lambda: tr("Balasan diluluskan")),
    "reply.returned": _returned,
    "complaint.registered": _registered,
    "complaint.numbered": _numbered,
    "conflict.resolved": _plain(lambda: tr("Percanggahan diselesaikan")),
    "complaint.moved": _moved,
    "complaint.followed_up": _plain(lambda: tr("Tindakan susulan dicatat")),
    "complaint.photo_added": _photo_added,
    "complaint.forwarded": _forwarded,
    "complaint.edited": _edited,
    "register.exported": _exported,
    "conversation.assigned": _assigned,
    "conversation.finished": _finished,
    "conversation.reopened": _plain(lambda: tr("Perbualan dibuka semula")),
    "conversation.snoozed": _plain(lambda: tr("Perbualan ditunda")),
    "conversation.woken": _plain(lambda: tr("Tempoh tunda tamat")),
    "conversation.labelled": _labelled,
    "conversation.prioritised": _prioritised,
    "conversation.wrong_door": _wrong_door,
    "contact.revealed": _plain(lambda: tr("Butiran pengadu dipaparkan sepenuhnya")),
    "moderation.asked": _moderation(lambda: tr("{act} komen dimohon")),
    "moderation.cancelled": _moderation(lambda: tr("{act} komen: permohonan ditarik balik")),
    "moderation.cleared": _moderation(lambda: tr("{act} komen diluluskan")),
    "moderation.declined": _moderation(lambda: tr("{act} komen tidak diluluskan")),
    "moderation.done": _moderation(lambda: tr("{act} komen: selesai di platform")),
    "moderation.refused": _moderation(lambda: tr("{act} komen: platform menolak")),
    "note.added": _plain(lambda: tr("Nota dalaman ditulis")),
}

_POST_SENTENCES: dict[str, Callable[[Facts, References], str]] = {
    "reply.submitted": _submitted_again,
    "reply.withdrawn": _plain(lambda: tr("Siaran ditarik balik")),
    "reply.ready": _plain(lambda: tr("Siaran kembali menunggu dihantar")),
    "reply.claimed": _plain(lambda: tr("Siaran diambil untuk dihantar")),
    "reply.sending": _plain(lambda: tr("Siaran sedang dihantar")),
    "reply.sent": _plain(lambda: tr("Siaran diterbitkan")),
    "reply.unsure": _plain(lambda: tr("Tidak pasti sama ada siaran terbit; akaun disemak")),
    "reply.resumed": _plain(lambda: tr("Siaran diminta dihantar lagi")),
    "reply.decided": _plain(lambda: tr("Siaran yang tidak pasti diputuskan oleh penyelia")),
    "reply.approved": _plain(lambda: tr("Siaran diluluskan")),
    "reply.returned": _post_returned,
    "reply.rejected": _post_rejected,
}

# ---- words of facts ---------------------------------------------------------------------------------------------


def field_word(name: str) -> str:
    """The word of a field of a complaint."""
    return {
        "complainant": tr("Pengadu"),
        "customer_kind": tr("Jenis pelanggan"),
        "summary": tr("Ringkasan"),
        "category": tr("Kategori"),
        "jurisdiction": tr("Bidang kuasa"),
        "agencies": tr("Tindakan"),
        "road": tr("Jalan"),
        "location": tr("Lokasi"),
    }.get(name, name)


def _value(field: str, value: object, references: References) -> str:
    if field == "jurisdiction" and str(value) in set(Jurisdiction):
        return words.jurisdiction(Jurisdiction(str(value)))[0]
    if field == "category":
        return category_name(str(value or ""), references)
    if field == "customer_kind":
        return customer_name(str(value or ""), references)
    if isinstance(value, list | tuple):
        return ", ".join(_agency(each, references) for each in value)
    return words.isolated(str(value)) if value else ""


def _state(value: object) -> str:
    state = str(value)
    return words.complaint_state(ComplaintState(state))[0] if state in set(ComplaintState) else state


def _agency(value: object, references: References) -> str:
    return agency_name(str(value or ""), references)


def agency_name(agency_id: str, references: References) -> str:
    """What an agency is called in a list: its abbreviation; the id where it is not known any more."""
    agency = references.agencies.get(agency_id)
    return agency.abbreviation if agency else agency_id


def customer_name(kind_id: str, references: References) -> str:
    """What a kind of customer is called in the language of the screen; the id where it is not known any more."""
    kind = next((each for each in references.customer_kinds if each.id == kind_id), None)
    if kind is None:
        return kind_id
    return kind.name_en if words.language().startswith("en") else kind.name


def category_name(category_id: str, references: References) -> str:
    """The name of a category in the language of the screen; the id where it is not known any more."""
    category = references.categories.get(category_id)
    if category is None:
        return category_id
    return category.name_en if words.language().startswith("en") else category.name
