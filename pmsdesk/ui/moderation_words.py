"""The words of moderation, the same on every page: acts, reasons, why one is not possible, where a request stands."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import WhyNot
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.moderation import Ground, Measure, Moderation, ModerationState, Obstacle
from pmsdesk.services.moderation_ports import ModerationLine
from pmsdesk.ui import words
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone

_S = ModerationState


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``moderation``."""
    return QCoreApplication.translate("moderation", text)


def act(value: Moderation) -> str:
    """What is asked, as a command."""
    return {
        Moderation.HIDE: tr("Sembunyikan"),
        Moderation.SHOW: tr("Tunjukkan semula"),
        Moderation.DELETE: tr("Padam"),
    }[value]


def final_words(channel: Channel) -> str:
    """That a deletion can never be undone."""
    return tr(
        "Pemadaman TIDAK BOLEH DIBATALKAN: komen itu hilang selama-lamanya di {channel}, dan tiada sesiapa boleh "
        "memulihkannya di sana. Salinannya kekal disimpan di sini."
    ).format(channel=words.channel(channel))


def ground_name(code: str, references: References) -> str:
    """A reason in the language of the screen with the framework's clause; the code where it is not known any more."""
    found = next((each for each in references.grounds if each.code == code), None)
    return code if found is None else ground_words(found)


def ground_words(ground: Ground) -> str:
    """``Perkauman (J.14)``."""
    name = ground.name_en if words.language().startswith("en") else ground.name
    return f"{name} ({ground.clause})"


def why_not(why: Obstacle | WhyNot, channel: Channel) -> str:
    """Why an act is not possible, in a few words."""
    network = words.channel(channel)
    known: dict[Obstacle | WhyNot, str] = {
        Obstacle.ASKED: tr("permohonan lain belum selesai"),
        Obstacle.HIDDEN: tr("sudah disembunyikan"),
        Obstacle.SHOWN: tr("tidak disembunyikan oleh kita"),
        Obstacle.DELETED: tr("sudah dipadam"),
        Obstacle.GONE: tr("tiada lagi di {channel}").format(channel=network),
        WhyNot.NO_SUCH_ACT: tr("{channel} tidak menyediakannya").format(channel=network),
        WhyNot.ELSEWHERE: tr("bukan di bawah hantaran kita"),
        WhyNot.OWN: tr("mesej kita sendiri"),
        WhyNot.UNKNOWN: tr("{channel} tidak menyatakan ia dibenarkan").format(channel=network),
    }
    return known.get(why) or tr("{channel} tidak membenarkannya").format(channel=network)


def current(lines: Sequence[ModerationLine]) -> ModerationLine | None:
    """The line that says how the comment stands: the one that is open, else the last that was done."""
    telling = [line for line in lines if line.measure.is_open or line.measure.state is _S.DONE]
    return telling[-1] if telling else None


def standing(line: ModerationLine) -> tuple[str, Tone]:
    """Where a request stands that is open or was done, for a badge."""
    measure = line.measure
    if measure.state is _S.PENDING:
        return tr("{act}: menunggu penyelia").format(act=act(measure.act)), Tone.WARNING
    if measure.state is _S.CLEARED:
        return tr("{act}: diluluskan, sedang dibuat").format(act=act(measure.act)), Tone.WARNING
    said = {
        Moderation.HIDE: tr("Disembunyikan {date} oleh {name}"),
        Moderation.SHOW: tr("Ditunjukkan semula {date} oleh {name}"),
        Moderation.DELETE: tr("Dipadam {date} oleh {name}"),
    }[measure.act]
    return said.format(date=_date(measure), name=line.asker), Tone.PLAIN if measure.act is Moderation.SHOW else Tone.BAD


def outcome(line: ModerationLine) -> tuple[str, Tone]:
    """What became of a request, with who decided it and what was said."""
    measure = line.measure
    word, tone = state(measure.state)
    lines = [tr("Keadaan: {state}.").format(state=word)]
    if measure.decided_at is not None:
        declined = measure.state is _S.DECLINED
        said = tr("Ditolak oleh {name}, {when}.") if declined else tr("Diluluskan oleh {name}, {when}.")
        lines.append(said.format(name=line.decider, when=words.full_moment(measure.decided_at)))
    if measure.remark:
        lines.append(tr("Ulasan: {reason}").format(reason=words.isolated(measure.remark)))
    if measure.words:
        lines.append(measure.words)
    return "\n".join(lines), tone


def state(value: ModerationState) -> tuple[str, Tone]:
    """Word and tone of a state."""
    return {
        _S.PENDING: (tr("menunggu penyelia"), Tone.WARNING),
        _S.DECLINED: (tr("ditolak penyelia"), Tone.BAD),
        _S.CANCELLED: (tr("ditarik balik"), Tone.PLAIN),
        _S.CLEARED: (tr("diluluskan, sedang dibuat"), Tone.WARNING),
        _S.DONE: (tr("selesai di platform"), Tone.GOOD),
        _S.REFUSED: (tr("platform menolak"), Tone.BAD),
    }[value]


def _date(measure: Measure) -> str:
    """``1 Dis``."""
    at = (measure.done_at or measure.asked_at).astimezone(KUALA_LUMPUR)
    return f"{at.day} {QLocale(words.language()).monthName(at.month, QLocale.FormatType.ShortFormat)}"
