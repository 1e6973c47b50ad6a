"""The adapters against the sandbox, which shares no code with them: the whole way in and out, and its faults."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.channels import connect
from pmsdesk.channels.graph_watch import BETWEEN_LOOKS
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    ChannelError,
    DuplicateText,
    NoNetwork,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReplyNotAllowed,
    TokenExpired,
)
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.publication import Found, Outgoing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Moderation, Place
from pmsdesk.services.ports import Batch, ChannelPort
from tests.channels.polling import visit

HANDLES = {
    Channel.X: "MOWorks",
    Channel.FACEBOOK: "KKRMalaysia",
    Channel.INSTAGRAM: "kkrmalaysia",
    Channel.YOUTUBE: "kkrmalaysia",
}
ROOTS = {Channel.X: "x", Channel.FACEBOOK: "fb", Channel.INSTAGRAM: "fb", Channel.YOUTUBE: "yt"}
LIST_ROUTE = {
    Channel.X: "x.mentions",
    Channel.FACEBOOK: "facebook.comments",
    Channel.INSTAGRAM: "instagram.comments",
    Channel.YOUTUBE: "youtube.threads",
}
NOT_SEEN = {
    Channel.X: Found.ABSENT,
    Channel.FACEBOOK: Found.ABSENT,
    Channel.INSTAGRAM: Found.UNSEEN,
    Channel.YOUTUBE: Found.UNSEEN,
}
"""What a read-back says of a reply that does not stand: on two networks one that stands may be seen by nobody."""
TEXT = "Terima kasih & salam. Aduan tuan direkodkan; semak di kkr.gov.my/aduan."

each = pytest.mark.parametrize("network", list(HANDLES))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """An empty world in which each of our pages has said one thing."""
    world = Sandbox()
    with world.control() as control:
        control.reset(seeded=False)
        for network in (Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE):
            page = HANDLES[network]
            control.inject(network, page, page, "Kerja baik pulih FT5 bermula esok.", place=Place.POST)
    with world:
        yield world


def channel_of(sandbox: Sandbox, network: Channel, token: str = "", **options: str) -> ChannelPort:
    handle = HANDLES[network]
    account = Account(f"{network}-kkr", network, handle, "Kementerian Kerja Raya", "kkr")
    return connect(account, token or f"sandbox-{handle}", base_url=f"{sandbox.url}/{ROOTS[network]}", **options)


def write(sandbox: Sandbox, network: Channel, text: str, parent: str = "", hidden_reads: int = 0) -> str:
    with sandbox.control() as control:
        author = "Aminah Kassim" if network is Channel.FACEBOOK else "aminah_kk"
        return control.inject(network, HANDLES[network], author, text, parent=parent, hidden_reads=hidden_reads).id


def fetch_all(channel: ChannelPort, cursor: str = "") -> tuple[list[RemoteMessage], Batch]:
    messages: list[RemoteMessage] = []
    for _ in range(100):
        batch = channel.fetch(cursor)
        messages += batch.messages
        if not batch.more:
            return messages, batch
        cursor = batch.cursor
    raise AssertionError("fetching does not end")


def reply_to(sandbox: Sandbox, network: Channel) -> tuple[ChannelPort, Outgoing]:
    write(sandbox, network, "@MOWorks lubang besar di FT5 Batu Pahat, bila nak tampal?")
    channel = channel_of(sandbox, network)
    messages, _ = fetch_all(channel)
    (message,) = messages
    return channel, Outgoing("kkr", message.remote_id, message.thread, TEXT)


def side_effects(sandbox: Sandbox) -> int:
    """How many texts of ours stand in public, by the sandbox's own ledger."""
    with sandbox.control() as control:
        return len(control.ledger()["entries"])  # type: ignore[arg-type]


@each
def test_everything_written_arrives_once_by_pages_and_nothing_new_follows(sandbox: Sandbox, network: Channel) -> None:
    written = {write(sandbox, network, f"@MOWorks aduan jalan nombor {n} 🚧 & licin") for n in range(230)}
    channel = channel_of(sandbox, network)
    messages, batch = fetch_all(channel)
    assert sorted(m.remote_id for m in messages) == sorted(written)
    assert all(m.text.endswith("🚧 & licin") and not m.own and m.capability.can_reply for m in messages)
    assert channel.whoami()[1] == HANDLES[network]
    new = write(sandbox, network, "@MOWorks satu lagi")
    again, _ = fetch_all(channel, batch.cursor)
    assert new in {m.remote_id for m in again}


@pytest.mark.parametrize("dialect", ["legacy", "post"])
def test_x_tells_the_same_in_both_dialects(sandbox: Sandbox, dialect: str) -> None:
    first = write(sandbox, Channel.X, "@MOWorks lampu jalan rosak di Jasin")
    write(sandbox, Channel.X, "@MOWorks masih rosak. " + "Sudah lama kami tunggu. " * 20, parent=first)
    messages, batch = fetch_all(channel_of(sandbox, Channel.X, dialect=dialect))
    parent, answer = messages
    assert (answer.parent, answer.thread) == (parent.remote_id, parent.remote_id)
    assert answer.author.handle == "aminah_kk"
    assert len(answer.text) > 400
    assert [p.remote_id for p in batch.parents] == [parent.remote_id]


def test_comments_and_their_answers_hang_under_their_post(sandbox: Sandbox) -> None:
    first = write(sandbox, Channel.FACEBOOK, "Bila nak siap ni?")
    write(sandbox, Channel.FACEBOOK, "Betul, sudah 3 bulan.", parent=first)
    messages, batch = fetch_all(channel_of(sandbox, Channel.FACEBOOK))
    one, two = sorted(messages, key=lambda m: m.parent == first)
    (post,) = batch.parents
    assert (one.parent, two.parent) == (post.remote_id, first)
    assert one.thread == two.thread == post.remote_id
    assert post.own


@each
def test_a_reply_is_published_and_then_found(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    own = channel.newest_own()
    since = datetime.now(UTC)
    assert channel.read_back(outgoing, since, own).found is NOT_SEEN[network]
    published = channel.publish(outgoing)
    found = channel.read_back(outgoing, since, own)
    assert (found.found, found.remote_id) == (Found.PRESENT, published.remote_id)
    assert side_effects(sandbox) == 1


@each
@pytest.mark.parametrize(
    "kind",
    [
        *(Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_TIMEOUT, Kind.COMMIT_THEN_RESET),
        *(Kind.TRUNCATED, Kind.CUT_BODY, Kind.HTML),
    ],
)
def test_a_reply_whose_answer_is_lost_is_found_again(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    channel, outgoing = reply_to(sandbox, network)
    own, since = channel.newest_own(), datetime.now(UTC)
    with sandbox.control() as control:
        control.fault(f"{network}.create", kind, seconds=0.1)
    with pytest.raises(OutcomeUnknown):
        channel.publish(outgoing)
    stands = side_effects(sandbox)
    found = channel.read_back(outgoing, since, own).found
    assert found is (Found.PRESENT if stands else NOT_SEEN[network])
    assert stands <= 1


@each
def test_a_reply_lost_on_its_way_is_not_seen(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    own, since = channel.newest_own(), datetime.now(UTC)
    with sandbox.control() as control:
        control.fault(f"{network}.create", Kind.DROP_BEFORE_COMMIT)
    with pytest.raises(OutcomeUnknown):
        channel.publish(outgoing)
    assert channel.read_back(outgoing, since, own).found is NOT_SEEN[network]
    assert side_effects(sandbox) == 0


def test_x_refuses_the_same_words_twice(sandbox: Sandbox) -> None:
    channel, outgoing = reply_to(sandbox, Channel.X)
    channel.publish(outgoing)
    with pytest.raises(DuplicateText):
        channel.publish(outgoing)
    assert side_effects(sandbox) == 1


def test_x_does_not_let_us_answer_who_did_not_name_us(sandbox: Sandbox) -> None:
    with sandbox.control() as control:
        control.inject(Channel.X, "MOWorks", "MOWorks", "Makluman: FT5 ditutup sementara.")
    named = write(sandbox, Channel.X, "@MOWorks sampai bila?")
    write(sandbox, Channel.X, "teruk betul", parent=named)
    channel = channel_of(sandbox, Channel.X)
    with sandbox.control() as control:
        stranger = control.inject(Channel.X, "JKRMalaysia", "orang_lain", "@JKRMalaysia jalan rosak").id
    with pytest.raises(ReplyNotAllowed):
        channel.publish(Outgoing("kkr", stranger, stranger, TEXT))
    messages, _ = fetch_all(channel)
    assert {m.capability.can_reply for m in messages if m.remote_id == named} == {True}


@each
def test_an_answer_to_what_was_deleted_is_refused_as_such(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    with sandbox.control() as control:
        control.delete(network, outgoing.target)
    with pytest.raises(ParentGone) as error:
        channel.publish(outgoing)
    assert error.value.certain
    assert side_effects(sandbox) == 0


@each
def test_an_empty_page_with_next_hides_nothing(sandbox: Sandbox, network: Channel) -> None:
    written = {write(sandbox, network, f"@MOWorks aduan {n}") for n in range(3)}
    with sandbox.control() as control:
        control.fault(LIST_ROUTE[network], Kind.EMPTY_PAGE_WITH_NEXT)
    messages, _ = fetch_all(channel_of(sandbox, network))
    assert {m.remote_id for m in messages} == written


@each
def test_what_a_network_shows_late_still_arrives(sandbox: Sandbox, network: Channel) -> None:
    late = write(sandbox, network, "@MOWorks lubang di FT1", hidden_reads=1)
    write(sandbox, network, "@MOWorks lubang di FT2")
    channel = channel_of(sandbox, network)
    first, batch = fetch_all(channel)
    assert late not in {m.remote_id for m in first}
    with sandbox.control() as control:
        control.clock(advance=BETWEEN_LOOKS)
    second, _ = fetch_all(channel, batch.cursor)
    assert late in {m.remote_id for m in second}


@each
def test_a_reply_of_ours_comes_back_as_ours_and_starts_nothing(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    published = channel.publish(outgoing)
    messages = {m.remote_id: m for m in fetch_all(channel)[0]}
    echo = messages.get(published.remote_id)
    assert (echo is None) if network is Channel.X else (echo is not None and echo.own)
    assert [m.remote_id for m in messages.values() if not m.own] == [outgoing.target]


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE])
def test_answers_beyond_those_sent_along_arrive(sandbox: Sandbox, network: Channel) -> None:
    top = write(sandbox, network, "Bila nak siap ni?")
    answers = {write(sandbox, network, f"Betul, {n} bulan.", parent=top) for n in range(120)}
    assert answers <= {m.remote_id for m in fetch_all(channel_of(sandbox, network))[0]}


@each
def test_what_was_deleted_is_simply_gone_and_the_rest_comes(sandbox: Sandbox, network: Channel) -> None:
    first, second = (write(sandbox, network, f"@MOWorks aduan {n}") for n in range(2))
    with sandbox.control() as control:
        control.delete(network, first)
    assert [m.remote_id for m in fetch_all(channel_of(sandbox, network))[0]] == [second]


def test_youtube_units_that_are_used_up_keep_a_reply_waiting_until_they_renew(sandbox: Sandbox) -> None:
    channel, outgoing = reply_to(sandbox, Channel.YOUTUBE)
    with sandbox.control() as control:
        control.use_up_calls("kkrmalaysia", Channel.YOUTUBE)
    with pytest.raises(RateLimited) as error:
        channel.publish(outgoing)
    assert error.value.certain
    assert timedelta(0) < error.value.until - datetime.now(UTC) <= timedelta(hours=25)
    assert side_effects(sandbox) == 0


def test_instagram_calls_that_are_used_up_keep_a_reply_waiting(sandbox: Sandbox) -> None:
    channel, outgoing = reply_to(sandbox, Channel.INSTAGRAM)
    with sandbox.control() as control:
        control.use_up_calls("kkrmalaysia", Channel.INSTAGRAM)
    with pytest.raises(RateLimited) as error:
        channel.publish(outgoing)
    assert timedelta(minutes=59) < error.value.until - datetime.now(UTC) <= timedelta(minutes=61)
    assert side_effects(sandbox) == 0


@pytest.mark.parametrize("kind", [Kind.HELD_FOR_REVIEW, Kind.LIKELY_SPAM])
def test_a_reply_youtube_keeps_from_view_is_not_taken_for_lost(sandbox: Sandbox, kind: Kind) -> None:
    channel, outgoing = reply_to(sandbox, Channel.YOUTUBE)
    with sandbox.control() as control:
        control.fault("youtube.create", kind)
    channel.publish(outgoing)
    assert channel.read_back(outgoing, datetime.now(UTC), "").found in (Found.PRESENT, Found.UNSEEN)


@pytest.mark.parametrize("state", [Moderation.HELD, Moderation.SPAM])
def test_what_youtube_keeps_from_view_comes_in_too(sandbox: Sandbox, state: Moderation) -> None:
    with sandbox.control() as control:
        held = control.inject(Channel.YOUTUBE, "kkrmalaysia", "aminah_kk", "Jalan rosak", state=state).id
    assert [m.remote_id for m in fetch_all(channel_of(sandbox, Channel.YOUTUBE))[0]] == [held]


@each
def test_a_wrong_token_is_an_expired_one(sandbox: Sandbox, network: Channel) -> None:
    with pytest.raises(TokenExpired):
        channel_of(sandbox, network, token="bukan-token").whoami()


@each
@pytest.mark.parametrize(
    ("kind", "error"), [(Kind.STATUS_401, TokenExpired), (Kind.STATUS_429, RateLimited), (Kind.SLOW, None)]
)
def test_a_call_that_was_stopped_before_it_did_anything_may_be_made_again(
    sandbox: Sandbox, network: Channel, kind: Kind, error: type[ChannelError] | None
) -> None:
    channel, outgoing = reply_to(sandbox, network)
    with sandbox.control() as control:
        control.fault(f"{network}.create", kind, seconds=0.1)
    if error is not None:
        with pytest.raises(error) as raised:
            channel.publish(outgoing)
        assert raised.value.certain
        assert side_effects(sandbox) == 0
    channel.publish(outgoing)
    assert side_effects(sandbox) == 1


@each
@pytest.mark.parametrize("kind", [Kind.STATUS_500, Kind.TRUNCATED, Kind.CUT_BODY, Kind.HTML, Kind.DROP_BEFORE_COMMIT])
def test_a_reading_that_fails_once_loses_nothing(sandbox: Sandbox, network: Channel, kind: Kind) -> None:
    written = {write(sandbox, network, f"@MOWorks aduan {n}") for n in range(3)}
    channel = channel_of(sandbox, network)
    with sandbox.control() as control:
        control.fault(LIST_ROUTE[network], kind)
    seen: set[str] = set()
    cursor = visit(channel, "", seen)
    visit(channel, cursor, seen)
    assert seen == written


@each
def test_an_outage_is_certain_and_over_when_it_is_over(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    sandbox.stop()
    with pytest.raises(NoNetwork) as error:
        channel.publish(outgoing)
    assert error.value.certain
    sandbox.start()
    channel.publish(outgoing)
    assert channel.read_back(outgoing, datetime.now(UTC) - timedelta(minutes=1), "").found is Found.PRESENT
    assert side_effects(sandbox) == 1


@pytest.mark.parametrize("network", [Channel.INSTAGRAM, Channel.YOUTUBE])
def test_a_reply_to_a_reply_hangs_under_the_comment_and_is_found_there(sandbox: Sandbox, network: Channel) -> None:
    first = write(sandbox, network, "Bila nak siap ni?")
    second = write(sandbox, network, "Betul, sudah 3 bulan.", parent=first)
    channel = channel_of(sandbox, network)
    messages, batch = fetch_all(channel)
    one, two = sorted(messages, key=lambda m: m.remote_id == second)
    assert (one.thread, two.thread, two.parent) == (first, first, first)
    assert {one.parent, first} == {parent.remote_id for parent in batch.parents}
    outgoing = Outgoing("kkr", second, first, TEXT)
    published = channel.publish(outgoing)
    assert channel.read_back(outgoing, datetime.now(UTC), "").remote_id == published.remote_id
    assert published.remote_id in {m.remote_id for m in fetch_all(channel)[0] if m.own and m.parent == first}


@pytest.mark.parametrize("network", [Channel.INSTAGRAM, Channel.YOUTUBE])
def test_a_reply_that_is_listed_late_is_found_when_it_is_listed(sandbox: Sandbox, network: Channel) -> None:
    channel, outgoing = reply_to(sandbox, network)
    with sandbox.control() as control:
        control.fault(f"{network}.create", Kind.DELAYED_VISIBILITY, reads=2)
    published = channel.publish(outgoing)
    looks = [channel.read_back(outgoing, datetime.now(UTC), "") for _ in range(3)]
    assert {look.found for look in looks} == {Found.UNSEEN, Found.PRESENT}
    assert (looks[0].found, looks[-1].found) == (Found.UNSEEN, Found.PRESENT)
    assert looks[-1].remote_id == published.remote_id
