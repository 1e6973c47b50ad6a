"""The words of the console for the domain's values."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest

from pmsdesk.domain import triage
from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.complaint import ClosingCode, ComplaintState, Evidence
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import CannotSnooze, IllegalTransition, LockedOut, NoNetwork
from pmsdesk.domain.finding import Severity
from pmsdesk.domain.metrics import PostMetrics, PostSample
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reason import Reason
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Role
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.ui import words
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.theme import Tone

NOW = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("say", "values"),
    [
        (words.channel, Channel),
        (words.channel_mark, Channel),
        (words.kind, Kind),
        (words.jurisdiction, Jurisdiction),
        (words.conversation_state, ConversationState),
        (words.reply_state, ReplyState),
        (words.publication_state, PublicationState),
        (words.complaint_state, ComplaintState),
        (words.closing_code, ClosingCode),
        (words.evidence, Evidence),
        (words.severity, Severity),
        (words.role, Role),
        (words.policy, Policy),
    ],
)
def test_every_value_has_words_of_its_own(say: object, values: type[StrEnum]) -> None:
    said = [say(value) for value in values]  # type: ignore[operator]
    texts = [text[0] if isinstance(text, tuple) else text for text in said]
    assert all(texts)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (PostMetrics("1", 1_250, 14, 0, 40_310), "Suka 1,250 · Ulasan 14 · Kongsi 0 · Tontonan 40,310 · setakat 3 Nov"),
        (PostMetrics("1", comments=2, reach=90, saves=5), "Ulasan 2 · setakat 3 Nov"),
        (PostMetrics("1"), ""),
    ],
)
def test_how_a_post_fared_is_told_as_far_as_it_is_known(told: PostMetrics, said: str) -> None:
    assert words.post_counts(PostSample(date(2026, 11, 3), told), NOW) == said


def test_a_day_of_another_year_is_told_with_it(preferences: Preferences) -> None:
    old = date(2025, 12, 3)
    assert words.day(old, date(2026, 11, 23)) == "3 Dis 2025"
    preferences.choose_language(Language.ENGLISH)
    assert words.day(old, date(2026, 11, 23)) == "3 Dec 2025"


def test_what_decided_is_told_in_the_language_of_the_screen(preferences: Preferences) -> None:
    evidence = triage.Evidence(41, 44, Reason.FEDERAL_ROUTE, "FT5", ("5",))
    assert words.why(evidence) == "“FT5” = Laluan Persekutuan 5"
    preferences.choose_language(Language.ENGLISH)
    assert words.why(evidence) == "“FT5” = Federal Route 5"
    around = triage.Evidence(0, 0, Reason.POLICY, "harga tol")
    assert words.why(around) == "context “harga tol” = government policy: KKR"


@pytest.mark.parametrize(
    ("left", "said", "tone"),
    [
        (timedelta(hours=2, minutes=5), "2j 05m", Tone.BAD),
        (timedelta(minutes=40), "40m", Tone.BAD),
        (timedelta(hours=6, minutes=40), "6j 40m", Tone.WARNING),
        (timedelta(hours=19, minutes=30), "19j", Tone.GOOD),
        (timedelta(hours=72), "3 hari", Tone.GOOD),
        (timedelta(hours=-3), "lewat 3j 00m", Tone.BAD),
    ],
)
def test_what_is_left_of_a_promise_is_short_and_grows_urgent(left: timedelta, said: str, tone: Tone) -> None:
    assert words.time_left(NOW + left, NOW) == (said, tone)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 0, 14, tzinfo=UTC), "08:14"),
        (datetime(2026, 11, 22, 4, 20, tzinfo=UTC), "Ahad 12:20"),
        (datetime(2026, 11, 3, 0, 14, tzinfo=UTC), "3 Nov 08:14"),
        (datetime(2025, 11, 3, 0, 14, tzinfo=UTC), "3 Nov 2025"),
        (datetime(2026, 11, 22, 16, 30, tzinfo=UTC), "00:30"),
    ],
)
def test_a_moment_is_said_as_people_in_kuala_lumpur_say_it(at: datetime, said: str) -> None:
    assert words.moment(at, NOW) == said


def test_a_moment_in_full() -> None:
    assert words.full_moment(datetime(2026, 11, 23, 0, 14, tzinfo=UTC)) == "Isnin, 23 November 2026, 08:14"


def test_an_error_says_what_was_kept_and_a_bug_gets_one_sentence() -> None:
    assert words.error_text(NoNetwork(channel="X")).startswith("Tiada sambungan ke X. Kerja anda disimpan")
    assert "10:30" in words.error_text(LockedOut(until="10:30"))
    assert words.error_text(ZeroDivisionError("rahsia")).startswith("Ralat yang tidak dijangka")
    assert "rahsia" not in words.error_text(ZeroDivisionError("rahsia"))


def test_an_error_names_networks_states_and_times_in_words() -> None:
    assert words.error_text(NoNetwork(channel=Channel.FACEBOOK)).startswith("Tiada sambungan ke Facebook.")
    refused = IllegalTransition(old=ComplaintState.CLOSED, new=ComplaintState.ACTION)
    assert "daripada “Ditutup” kepada “Dalam tindakan”" in words.error_text(refused)
    late = CannotSnooze(due=datetime(2026, 11, 23, 0, 14, 5, 250000, tzinfo=UTC))
    assert "(Isnin, 23 November 2026, 08:14)" in words.error_text(late)


def test_a_strangers_direction_marks_cannot_reorder_our_words() -> None:
    assert words.isolated("\u202eazlaf@") == "\u2068\u202eazlaf@\u2069"
