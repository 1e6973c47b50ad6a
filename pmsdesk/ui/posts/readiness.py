"""Whether a post can go as it stands: the check of its texts, what each network takes, and what pressing leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pmsdesk.compliance.alt_text import describe
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.media import Medium
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.posting import POSTINGS, obstacles, title_and_body
from pmsdesk.language.length import measured
from pmsdesk.ui import words
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.wording import tr

LENGTH_RULE = "R17"


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
    """Check the texts of *draft* for *accounts*, and its alt texts, whose length is the network's own matter."""
    done: dict[tuple[str, Channel], Assessment] = {}
    texts = {}
    for account in accounts:
        key = draft.text_for(account.id), account.channel
        if key not in done:
            done[key] = checker.check(*key)
        texts[account.id] = done[key]
    return Checked(texts, tuple(check_alt(checker, each.alt_text, draft.text, each.name) for each in draft.media))


def check_alt(checker: Checker, alt_text: str, caption: str, name: str) -> tuple[Finding, ...]:
    """What is wrong with an alt text: as a text, and as a description."""
    missing = describe(alt_text, caption, name)
    found = (each for each in checker.check(alt_text).findings if each.rule != LENGTH_RULE)
    return (*((missing,) if missing else ()), *found)


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
    media = [file.medium for file in files]
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
