"""The seed reads like a day of the ministry's mail: who, where, in which languages, and nothing real in it."""

import re
import unicodedata
from collections import Counter
from datetime import timedelta

import pytest

from pmsdesk.data_files import load
from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.world import Item, Moderation, Place
from tests.sandbox.conftest import NOW


@pytest.fixture
def texts(control: Control) -> list[Item]:
    """Everything that stands, and everything that waits."""
    control.tick(messages=1000)
    return list(control.world.items.values())


def scripts(text: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()}


def test_the_accounts_are_those_of_the_ministry() -> None:
    official = {one["handle"] for one in load("accounts")["accounts"] if one["channel"] == "x" and one["handle"]}
    assert {one["handle"] for one in load("sandbox/accounts")["x"]} == official
    assert len(official) == 21


def test_citizens_wrote_more_than_three_hundred_different_texts(texts: list[Item]) -> None:
    citizens = [item.text for item in texts if not item.author.official]
    assert len(citizens) > 380
    assert len(set(citizens)) == len(citizens)


def test_no_two_texts_are_nearly_the_same(texts: list[Item]) -> None:
    words = [(item.text, frozenset(re.findall(r"\w+", item.text.lower()))) for item in texts]
    alike = [
        (one, other)
        for at, (one, first) in enumerate(words)
        for other, second in words[at + 1 :]
        if len(first & second) > 0.6 * len(first | second)
    ]
    assert alike == []


def test_every_account_hears_from_citizens(control: Control) -> None:
    heard = Counter(
        account.handle
        for account in control.world.official(Channel.X)
        for item in control.world.items.values()
        if item.channel is Channel.X and not item.author.official and item.summons(account.handle)
    )
    pages = {item.page for item in control.world.items.values() if item.page is not None and not item.author.official}
    assert set(heard) == {account.handle for account in control.world.official(Channel.X)}
    assert pages == {user for user in control.world.users.values() if user.official and user.channel is not Channel.X}
    assert heard["MOWorks"] > 80


def test_the_mail_is_spread_over_thirty_hours_so_that_some_promises_are_broken(control: Control) -> None:
    ages = [NOW - item.at for item in control.world.items.values() if not item.author.official]
    assert min(ages) > timedelta(0)
    assert max(ages) < timedelta(hours=30)
    assert sum(age > timedelta(hours=24) for age in ages) > 20
    assert sum(age < timedelta(hours=2) for age in ages) > 10


@pytest.mark.parametrize(("script", "least"), [("TAMIL", 8), ("CJK", 10), ("ARABIC", 4)])
def test_it_speaks_the_scripts_of_the_country(texts: list[Item], script: str, least: int) -> None:
    assert sum(script in scripts(item.text) for item in texts) >= least


def test_telephone_and_identity_numbers_are_obviously_invented(texts: list[Item]) -> None:
    for item in texts:
        for phone in re.findall(r"\b01\d-?\d{3,4}[ -]?\d{4}\b", item.text):
            assert re.search(r"000 ?0000|345 6789", phone), phone
        for card in re.findall(r"\b\d{6}-\d{2}-(\d{4})\b", item.text):
            assert card == "0000"


def test_it_holds_the_awkward_cases(texts: list[Item]) -> None:
    citizens = [item for item in texts if not item.author.official]
    assert any(len(item.text) > 1000 for item in citizens)
    assert any(item.deleted for item in citizens)
    assert any(item.quoted for item in citizens)
    assert {Place.VISITOR, Place.TAGGED, Place.COMMENT} <= {item.place for item in citizens}
    threads = Counter(item.thread for item in texts)
    assert sum(count >= 3 for count in threads.values()) >= 8
    ours = [item for item in texts if item.author.official]
    assert any(item.parent for item in ours)
    assert any(item.mentions("MOWorks") for item in ours)


def test_some_comments_on_youtube_wait_and_instagram_shows_fewer_than_it_counts(texts: list[Item]) -> None:
    states = Counter(item.state for item in texts if item.channel is Channel.YOUTUBE)
    assert states[Moderation.HELD] >= 3
    assert states[Moderation.SPAM] >= 2
    assert sum(item.unlisted for item in texts if item.channel is Channel.INSTAGRAM) >= 2
