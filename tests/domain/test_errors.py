"""Every expected error speaks Malay, fills what it knows and never fails to be shown."""

from datetime import UTC, datetime

import pytest

from pmsdesk.domain import errors
from pmsdesk.domain.errors import BadDataFile, KnownError, RateLimited, UndoTooLate


def every_error() -> list[type[KnownError]]:
    known = [KnownError]
    for kind in known:
        known += kind.__subclasses__()
    return [kind for kind in known if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_words_can_be_shown_without_any_fact(kind: type[KnownError]) -> None:
    error = kind(until=datetime(2026, 11, 23, tzinfo=UTC)) if kind is RateLimited else kind()
    assert str(error)
    assert "{" not in str(error)


def test_facts_fill_the_words_and_the_platforms_own_words_stay_apart() -> None:
    error = BadDataFile("yaml: bad indent", file="canned.yaml", line=12, what="tiada teks")
    assert str(error) == "Fail data canned.yaml, baris 12: tiada teks"
    assert error.platform_words == "yaml: bad indent"


def test_only_an_unknown_outcome_is_not_certain() -> None:
    doubtful = {k for k in every_error() if issubclass(k, errors.ChannelError) and not k.certain}
    assert doubtful == {errors.OutcomeUnknown, errors.DuplicateText, errors.ModerationUnknown}
    assert not hasattr(UndoTooLate, "certain")


def test_until_when_to_wait_is_told_by_the_clock_of_kuala_lumpur() -> None:
    error = RateLimited(datetime(2026, 11, 23, 4, 5, tzinfo=UTC), channel="X")
    assert str(error) == "X meminta kita menunggu hingga 12:05."
