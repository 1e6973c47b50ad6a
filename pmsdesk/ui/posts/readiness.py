"""Whether a post can go as it stands: the check of its texts, what each network takes, and what pressing leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pmsdesk.compliance import alt_text
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.media import Attached, Medium
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.posting import POSTINGS, obstacles, title_and_body
from pmsdesk.language.length import measured
from pmsdesk.ui import words
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.wording import tr


@dataclass(frozen=True, slots=True)
class File:
    """A chosen file: its bytes as a network gets them, and width and height in pixels (0 for a video)."""

    medium: Medium
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check says of a draft: of the text of each account (by id), and of each alt text."""

    texts: Mapping[str, Assessment]
    alts: tuple[tuple[Finding, ...], ...]

    def gravest(self, account_id: str) -> Severity | None:
        """The gravest finding in what the account would publish, None when there is none."""
        found = [*self.texts[account_id].findings, *(finding for each in self.alts for finding in each)]
        return max((finding.severity for finding in found), key=lambda severity: severity.rank, default=None)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps a post here (`problems`, in words), else which accounts wait for a supervisor and which do not."""

    problems: tuple[str, ...]
    held: tuple[Account, ...] = ()
    free: tuple[Account, ...] = ()


def check(checker: Checker, draft: PostDraft, accounts: Sequence[Account]) -> Checked:
    """Check the texts of *draft* for *accounts*, and its alt texts for all of their networks."""
    done: dict[tuple[str, Channel], Assessment] = {}
    texts = {}
    for account in accounts:
        key = draft.text_for(account.id), account.channel
        if key not in done:
            done[key] = checker.check(*key)
        texts[account.id] = done[key]
    captions = dict.fromkeys(done)
    alts = (
        tuple(
            dict.fromkeys(f for text, channel in captions for f in alt_text.check(each, text, channel, checker.check))
        )
        for each in draft.media
    )
    return Checked(texts, tuple(alts))


def carried(media: Sequence[Attached], channel: Channel) -> tuple[Attached, ...]:
    """*media* as *channel* gets them: without an alt text where it has none."""
    return tuple(each if alt_text.takes_alt_text(channel, each.mime) else replace(each, alt_text="") for each in media)


def length(text: str, channel: Channel) -> tuple[int, int]:
    """How long *text* is as a post on *channel*, without a title, and how long it may be."""
    posting = POSTINGS[channel]
    return measured(title_and_body(text, posting)[1], posting.unit), posting.longest_text


def readiness(
    draft: PostDraft, accounts: Sequence[Account], files: Sequence[File], checked: Checked, now: datetime
) -> Readiness:
    """How *draft* would go now."""
    problems = [] if accounts else [tr("Pilih sekurang-kurangnya satu akaun.")]
    if draft.due_at is not None and draft.due_at <= now and not draft.reply_id:
        problems.append(tr("Masa yang dipilih telah berlalu."))
    for account in accounts:
        problems += _refusals(account.channel, draft.text_for(account.id), files)
        problems += _blocked(checked.texts[account.id].findings)
    problems += [each for findings in checked.alts for each in _blocked(findings)]
    if problems:
        return Readiness(tuple(dict.fromkeys(problems)))
    held = tuple(each for each in accounts if each.policy is Policy.ALL or _is_held(checked.gravest(each.id)))
    return Readiness((), held, tuple(each for each in accounts if each not in held))


def _is_held(gravest: Severity | None) -> bool:
    return gravest is not None and gravest is not Severity.ADVISE


def _blocked(findings: Sequence[Finding]) -> list[str]:
    return [words.rule_message(finding.message) for finding in findings if finding.severity is Severity.BLOCK]


def _refusals(channel: Channel, text: str, files: Sequence[File]) -> list[str]:
    posting = POSTINGS[channel]
    media = [
        file.medium if alt_text.takes_alt_text(channel, file.medium.mime) else replace(file.medium, alt_text="")
        for file in files
    ]
    found = [wording.obstacle(each, channel) for each in obstacles(posting, length(text, channel)[0], text, media)]
    ratios = posting.pictures.ratios if posting.pictures else None
    if ratios and any(file.height and not ratios[0] <= file.width / file.height <= ratios[1] for file in files):
        found.append(wording.wrong_ratio(channel))
    return found


def button(ready: Readiness, *, planned: bool) -> str:
    """The words of the button: what pressing it leads to."""
    if ready.held and not ready.free:
        return tr("Hantar untuk kelulusan")
    if ready.held:
        return tr("Hantar; sebahagian untuk kelulusan")
    who = wording.accounts(ready.free) if ready.free else ""
    if not who:
        return tr("Siarkan")
    return (tr("Jadualkan sebagai {account}") if planned else tr("Siarkan sebagai {account}")).format(account=who)


def question(ready: Readiness, when: str) -> str:
    """What is asked once before it goes: as whom, where, when, and who sees it."""
    parts = []
    if ready.free:
        said = tr("Siarkan sebagai {accounts} pada {when}? Semua orang boleh melihatnya.")
        if not when:
            said = tr("Siarkan sekarang sebagai {accounts}? Semua orang boleh melihatnya.")
        parts.append(said.format(accounts=_named(ready.free), when=when))
    if ready.held:
        parts.append(tr("Serahkan {accounts} untuk kelulusan penyelia?").format(accounts=_named(ready.held)))
    return " ".join(parts)


def _named(accounts: Sequence[Account]) -> str:
    return ", ".join(
        tr("{account} ({channel})").format(account=words.account(each), channel=words.channel(each.channel))
        for each in accounts
    )
