"""The words of the posts page: states, what keeps a post from a network, how a post will go, how many a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.media import Attached
from pmsdesk.domain.posting import MEGABYTE, POSTINGS, Files, Obstacle, Posting
from pmsdesk.domain.way_errors import CannotPost
from pmsdesk.ui import words
from pmsdesk.ui.models.post_model import Entry, Group, PostState
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.harmless import one_line


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``posts``."""
    return QCoreApplication.translate("posts", text)


def state(value: PostState) -> tuple[str, Tone]:
    """Word and tone of where a post stands."""
    return {
        PostState.DRAFT: (tr("Draf"), Tone.PLAIN),
        PostState.PENDING: (tr("Menunggu penyelia"), Tone.WARNING),
        PostState.RETURNED: (tr("Dipulangkan"), Tone.BAD),
        PostState.WITHDRAWN: (tr("Ditarik balik"), Tone.PLAIN),
        PostState.PLANNED: (tr("Dijadualkan"), Tone.PRIMARY),
        PostState.SENDING: (tr("Sedang dihantar"), Tone.WARNING),
        PostState.SENT: (tr("Dihantar"), Tone.GOOD),
        PostState.REJECTED: (tr("Ditolak platform"), Tone.BAD),
        PostState.UNSURE: (tr("Tidak pasti"), Tone.BAD),
    }[value]


def group(value: Group) -> str:
    """The word of a filter."""
    return {
        Group.ALL: tr("Semua"),
        Group.WRITING: tr("Draf"),
        Group.WAITING: tr("Menunggu"),
        Group.PLANNED: tr("Dijadualkan"),
        Group.SENT: tr("Dihantar"),
        Group.TROUBLE: tr("Masalah"),
    }[value]


def accounts(them: Sequence[Account]) -> str:
    """``@MOWorks``, or ``@MOWorks dan 2 lagi``."""
    if not them:
        return tr("Tiada akaun dipilih")
    first = words.account(them[0])
    return first if len(them) == 1 else tr("{account} dan {count} lagi").format(account=first, count=len(them) - 1)


def account_on(account: Account) -> str:
    """``@MOWorks · X``."""
    return f"{words.account(account)} · {words.channel(account.channel)}"


def when(entry: Entry, now: datetime) -> str:
    """When an entry is planned for, or when it was submitted or saved."""
    if entry.at is None:
        return ""
    said = words.moment(entry.at, now)
    return tr("pada {when}").format(when=said) if entry.state is PostState.PLANNED else said


def sentence(entry: Entry, now: datetime) -> str:
    """The whole row for a screen reader."""
    parts = (state(entry.state)[0], accounts(entry.accounts), when(entry, now), one_line(entry.text))
    pictures = tr("{count} gambar atau video").format(count=len(entry.media)) if entry.media else ""
    return ". ".join(part for part in (*parts, pictures) if part)


def pace(account: Account, today: int, per_day: tuple[int, int] | None) -> str:
    """``@MOWorks: 3 daripada 5–10 siaran hari ini``."""
    if per_day is None:
        return tr("{account}: {count} siaran hari ini").format(account=words.account(account), count=today)
    return tr("{account}: {count} daripada {least}–{most} siaran hari ini").format(
        account=words.account(account), count=today, least=per_day[0], most=per_day[1]
    )


def is_video(medium: Attached) -> bool:
    """Whether it moves."""
    return medium.mime.startswith("video/")


def size(count: int) -> str:
    """A number of bytes: ``5 MB``."""
    return f"{count / MEGABYTE:.0f} MB" if count >= MEGABYTE else f"{max(count // 1024, 1)} KB"


def kinds(files: Files) -> str:
    """``JPEG, PNG``."""
    names = {"quicktime": "MOV", "x-m4v": "M4V"}
    short = (mime.rpartition("/")[2] for mime in files.mimes)
    return ", ".join(names.get(each, each.upper()) for each in short)


def obstacle(value: Obstacle, channel: Channel) -> str:
    """What keeps a post from a network, and what would mend it."""
    posting = POSTINGS[channel]
    pictures, videos = posting.pictures, posting.videos
    said = {
        Obstacle.EMPTY: tr("{channel}: tulis teks atau tambah gambar dahulu."),
        Obstacle.TEXT_TOO_LONG: tr("{channel}: teks melebihi had {longest}. Pendekkan, atau tulis teks khas."),
        Obstacle.TITLE_TOO_LONG: tr("{channel}: baris pertama ialah tajuk dan melebihi {title} aksara."),
        Obstacle.TITLE_MISSING: tr("{channel}: baris pertama ialah tajuk video. Tulis tajuk."),
        Obstacle.MEDIA_MISSING: tr("{channel}: siaran mesti ada gambar atau video."),
        Obstacle.VIDEO_MISSING: tr("{channel}: siaran mesti ada video."),
        Obstacle.NO_PICTURES: tr("{channel} tidak menerima gambar dalam siaran. Buang gambar atau akaun ini."),
        Obstacle.TOO_MANY_PICTURES: tr("{channel}: paling banyak {pictures} gambar."),
        Obstacle.TOO_MANY_VIDEOS: tr("{channel}: paling banyak {videos} video."),
        Obstacle.NOT_TOGETHER: tr("{channel}: gambar dan video tidak boleh bersama dalam satu siaran."),
        Obstacle.KIND_NOT_TAKEN: tr("{channel} hanya menerima jenis {kinds}."),
        Obstacle.FILE_TOO_LARGE: tr("{channel}: satu fail melebihi {largest}."),
        Obstacle.ALT_TEXT_TOO_LONG: tr("{channel}: satu teks alt melebihi {alt} aksara."),
        Obstacle.ALT_TEXT_NOT_TAKEN: tr(
            "{channel} tidak menerima teks alt bagi video. Kosongkan, atau buang akaun ini."
        ),
    }[value]
    return said.format(
        channel=words.channel(channel),
        longest=f"{posting.longest_text:n}",
        title=posting.longest_title,
        pictures=pictures.most if pictures else 0,
        videos=videos.most if videos else 0,
        kinds="; ".join(kinds(files) for files in (pictures, videos) if files),
        largest=" / ".join(size(files.largest) for files in (pictures, videos) if files),
        alt=_longest_alt(posting),
    )


def refusal(error: CannotPost) -> str:
    """All that keeps a post from its network, one sentence each."""
    channel = next(each for each in Channel if each.own_name == error.facts["channel"])
    return "\n".join(obstacle(each, channel) for each in cast("Sequence[Obstacle]", error.facts["obstacles"]))


def _longest_alt(posting: Posting) -> int:
    return posting.pictures.longest_alt_text or 0 if posting.pictures else 0


def wrong_ratio(channel: Channel) -> str:
    """A picture's proportions that the network cuts or refuses."""
    return tr("{channel}: satu gambar terlalu lebar atau terlalu tinggi untuk rangkaian ini.").format(
        channel=words.channel(channel)
    )
