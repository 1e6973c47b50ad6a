"""What a notice says: what happened, why, what was kept and what to do."""

from PySide6.QtCore import QCoreApplication

from pmsdesk.services.reading import NoticeRow
from pmsdesk.ui.sharing import wording
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.harmless import harmless

EXCERPT = 600


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``sharing``."""
    return QCoreApplication.translate("sharing", text)


def notice_words(notice: NoticeRow) -> tuple[str, list[str], Tone, str]:
    """Title, lines, and tone and word of its badge."""
    what = wording.operation(notice.operation)
    if notice.kind == "operation.rejected":
        kept = tr("Kandungan asalnya disimpan di bawah; salin dan lakukan semula jika masih perlu.")
        lines = [wording.reason(notice.why), *([kept] if notice.content else [])]
        return what, lines, Tone.BAD, tr("Tidak diterima")
    if notice.kind == "operation.conflict":
        fields = ", ".join(wording.field(name.strip()) for name in notice.why.split(",") if name.strip())
        said = tr("Orang lain menukar {fields} lebih dahulu. Kedua-dua nilai menunggu keputusan.").format(fields=fields)
        return what, [said], Tone.WARNING, tr("Bercanggah")
    if notice.kind == "number.lost":
        said = tr(
            "Nombor ini telah diberi kepada pengadu, tetapi aduannya hilang bersama cakera. Daftarkan semula aduan "
            "itu; nombor ini tidak akan diberi lagi."
        )
        return tr("Nombor {number}").format(number=notice.why), [said], Tone.BAD, tr("Nombor hilang")
    if notice.kind == "orphan":
        said = tr(
            "Daftar bersama yang dipulihkan tidak mempunyainya. Ia kekal pada komputer ini; beritahu penyelia supaya "
            "dimasukkan semula."
        )
        return wording.load(notice.why).capitalize(), [said], Tone.WARNING, tr("Tiada pada daftar bersama")
    if notice.kind == "message.refused":
        said = tr("Daftar bersama tidak dapat menyimpan satu mesej pengadu. Mesej itu kekal pada komputer ini.")
        return wording.operation("message"), [said], Tone.WARNING, tr("Tidak diterima")
    if notice.kind == "seal.changed":
        said = tr("Meterai jejak audit tidak sama seperti dahulu. Hubungi pentadbir dengan segera.")
        return tr("Meterai {number}").format(number=notice.why), [said], Tone.BAD, tr("Jejak audit")
    if notice.kind == "copy.healed":
        return _healed(notice)
    return what or notice.kind, [wording.reason(notice.why)], Tone.PLAIN, tr("Makluman")


def _healed(notice: NoticeRow) -> tuple[str, list[str], Tone, str]:
    parts = ", ".join(f"{wording.load(kind)} {count}" for kind, count in sorted(notice.detail.items()))
    said = tr(
        "Sebahagian salinan pada komputer ini tidak sama dengan daftar bersama dan telah dimuatkan semula ({parts}). "
        "Kerja anda tidak hilang. Jika ini berulang, minta pentadbir memeriksa cakera komputer ini."
    ).format(parts=parts)
    return tr("Salinan dibetulkan"), [said], Tone.WARNING, tr("Disemak")


def content_words(notice: NoticeRow) -> str:
    """What the person wrote, as far as a card shows it."""
    text = harmless(notice.content).strip()
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"
