"""Daily samples of how accounts and posts fare: one a day, what is not told stays unknown, and which posts are ours."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import Author, Direction
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, PostMetrics, PostSample, Profile, day_of
from pmsdesk.store import Store
from pmsdesk.store.columns import Known
from tests.store.conftest import ACCOUNT, AISYAH, NOW, Writer
from tests.store.shared import rows_of

DAY = timedelta(days=1)
TODAY = day_of(NOW)
FIGURES = AccountMetrics(followers=96_540, following=0, posts=41_000)
LOOK = Profile("Kementerian Kerja Raya", "MOWorks", "Akaun rasmi", website="", picture=None)
COUNTS = st.none() | st.integers(0, 2**53)
US = Author(ACCOUNT.remote_id, "MOWorks", "Kementerian Kerja Raya")


def put(store: Store, sample: AccountSample) -> None:
    with store.work(AISYAH) as work:
        work.samples.put(sample)
        work.commit()


@given(st.builds(AccountMetrics, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS))
def test_every_count_comes_back_as_it_was_and_none_is_never_nought(figures: AccountMetrics) -> None:
    column = Known(AccountMetrics)
    assert column.read(column.bind(figures)) == figures


def test_a_member_that_only_a_newer_program_knows_is_left_out() -> None:
    assert Known(PostMetrics).read('{"remote_id":"9","likes":3,"echoes":8}') == PostMetrics("9", likes=3)


def test_samples_of_an_account_come_oldest_first(store: Store) -> None:
    before, now = AccountSample(ACCOUNT.id, NOW - DAY, FIGURES, LOOK), AccountSample(ACCOUNT.id, NOW)
    other = AccountSample("b", NOW)
    for sample in (now, other, before):
        put(store, sample)
    assert store.read().samples(ACCOUNT.id, TODAY - DAY) == [before, now]
    assert store.read().samples(ACCOUNT.id, TODAY) == [now]
    assert store.read().samples("b", TODAY) == [other]


def test_a_day_has_one_sample_the_last(store: Store) -> None:
    last = AccountSample(ACCOUNT.id, NOW + timedelta(hours=1), FIGURES)
    put(store, AccountSample(ACCOUNT.id, NOW))
    put(store, last)
    assert store.read().samples(ACCOUNT.id, TODAY) == [last]


def test_a_day_is_one_of_kuala_lumpur(store: Store) -> None:
    """Half past four in the afternoon UTC is half past midnight there."""
    late = NOW.replace(hour=16, minute=30)
    put(store, AccountSample(ACCOUNT.id, late))
    with store.work(AISYAH) as work:
        assert work.samples.last_day(ACCOUNT.id) == late.date() + DAY
        assert work.samples.last_day("none") is None


def test_the_newest_sample_of_a_post_stands_with_it_where_it_is_pinned(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    writer.say(replace(writer.message(talk, talk.thread, "Kerja dijalankan.", direction=Direction.CONTEXT), author=US))
    yesterday, today = PostMetrics(talk.thread, likes=3), PostMetrics(talk.thread, likes=5, views=90)
    with store.work(AISYAH) as work:
        work.samples.put_posts(Channel.X, TODAY - DAY, [yesterday])
        work.samples.put_posts(Channel.X, TODAY, [PostMetrics(talk.thread), today])
        work.samples.put_posts(Channel.FACEBOOK, TODAY + DAY, [yesterday])
        work.commit()
    parent = store.read().conversation(talk.id, AISYAH.id).parent
    assert parent is not None
    assert parent.sample == PostSample(TODAY, today)


def test_old_samples_of_posts_are_forgotten(store: Store) -> None:
    with store.work(AISYAH) as work:
        for days in (91, 90, 0):
            work.samples.put_posts(Channel.X, TODAY - days * DAY, [PostMetrics("9")])
        work.samples.put_posts(Channel.X, TODAY, [])
        work.commit()
    days = [day for (day,) in rows_of(store, "SELECT day FROM post_sample ORDER BY day")]
    assert days == [(TODAY - 90 * DAY).isoformat(), TODAY.isoformat()]


def test_our_posts_are_those_we_wrote_ourselves_lately_and_under_nobody(store: Store, writer: Writer) -> None:
    talk = writer.talk()

    def post(remote_id: str, **changes: object) -> None:
        said = writer.message(talk, remote_id, "Makluman.", direction=Direction.CONTEXT)
        told: dict[str, object] = {"parent": "", "sent_at": NOW - DAY, "author": US}
        writer.say(replace(said, **told | changes))  # type: ignore[arg-type]

    post("older", sent_at=NOW - 2 * DAY)
    post("newer")
    post("written", direction=Direction.OUT, sent_at=NOW)
    post("answer", parent=talk.thread)
    post("theirs", author=Author("c9", "faizalz", "Faizal"))
    post("ancient", sent_at=NOW - 31 * DAY)
    with store.work(AISYAH) as work:
        found = work.samples.own_posts(ACCOUNT, NOW - 30 * DAY, 9)
        assert list(found) == ["written", "newer", "older"]
        assert list(work.samples.own_posts(ACCOUNT, NOW - 30 * DAY, 1)) == ["written"]
        assert list(work.samples.own_posts(replace(ACCOUNT, channel=Channel.FACEBOOK), NOW - 30 * DAY, 9)) == []
        assert list(work.samples.own_posts(replace(ACCOUNT, remote_id=""), NOW - 30 * DAY, 9)) == []


def test_our_posts_are_found_without_reading_every_message(store: Store, writer: Writer) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(store._writer, "before_cursor_execute", note)
    with store.work(AISYAH) as work:
        work.samples.own_posts(ACCOUNT, NOW - 30 * DAY, 9)
    (step, *_) = rows_of(store, f"EXPLAIN QUERY PLAN {asked[-1]}", "x", "778001", 0, 9, 0)
    assert step[3].startswith("SEARCH message USING INDEX message_posted")
