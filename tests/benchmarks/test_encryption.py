"""What encryption costs: the same rows and questions, plain and encrypted in turn in one run."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.services.reading import InboxFilter
from pmsdesk.store import Store
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey
from tests.benchmarks.budgets import say
from tests.benchmarks.conftest import NOW, OFFICER, SIZE, batches, fresh_store, take_in

KEY = FileKey(bytes(range(32)))
MESSAGES = min(SIZE, 100_000)
ROUNDS = 30
PHOTO = bytes(300_000)

Pair = tuple[Store, Store]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A plain store and an encrypted one of the same messages."""
    folder = tmp_path_factory.mktemp("pair")
    both = fresh_store(folder / "plain"), fresh_store(folder / "sealed", KEY)
    for batch in batches(MESSAGES, busy=0):
        for store in both:
            take_in(store, batch)
    yield both
    for store in both:
        store.close()


def in_turn(plain: Callable[[], object], sealed: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of each, done one after the other so that what disturbs one disturbs both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, seconds in zip((plain, sealed), taken, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return median(taken[0]), median(taken[1])


def compare(benchmark: BenchmarkFixture, plain: Callable[[], object], sealed: Callable[[], object]) -> float:
    """How many times as long *sealed* takes as *plain*."""
    rounds = ROUNDS if benchmark.enabled else 1
    plain_s, sealed_s = benchmark.pedantic(in_turn, (plain, sealed, rounds), rounds=1)
    say(benchmark, plain_ms=plain_s * 1000, encrypted_ms=sealed_s * 1000, ratio=sealed_s / plain_s)
    return float(sealed_s / plain_s)


def test_taking_in(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    plain, sealed = fresh_store(tmp_path / "plain"), fresh_store(tmp_path / "sealed", KEY)

    def both() -> tuple[float, float]:
        seconds = [0.0, 0.0]
        for batch in batches(MESSAGES, busy=0):
            for n, store in enumerate((plain, sealed)):
                began = time.perf_counter()
                take_in(store, batch)
                seconds[n] += time.perf_counter() - began
        return seconds[0], seconds[1]

    plain_s, sealed_s = benchmark.pedantic(both)
    sizes = [store.path.stat().st_size for store in (plain, sealed)]
    say(benchmark, plain=MESSAGES / plain_s, encrypted=MESSAGES / sealed_s, ratio=sealed_s / plain_s)
    assert sealed.read().inbox_keys(InboxFilter(), NOW) == plain.read().inbox_keys(InboxFilter(), NOW)
    plain.close()
    sealed.close()
    assert sizes[1] < sizes[0] * 1.2
    if benchmark.enabled:
        assert sealed_s / plain_s < 3.5


def test_first_page_with_its_rows(benchmark: BenchmarkFixture, pair: Pair) -> None:
    plain, sealed = (store.read() for store in pair)
    ratio = compare(
        benchmark,
        lambda: plain.inbox_rows(plain.inbox_first_page(InboxFilter(), NOW, 20), OFFICER.id),
        lambda: sealed.inbox_rows(sealed.inbox_first_page(InboxFilter(), NOW, 20), OFFICER.id),
    )
    if benchmark.enabled:
        assert ratio < 1.5


def test_newest_50_hits(benchmark: BenchmarkFixture, pair: Pair) -> None:
    plain, sealed = (store.read() for store in pair)
    ratio = compare(
        benchmark, lambda: plain.search("lampu isyarat malam", 50), lambda: sealed.search("lampu isyarat malam", 50)
    )
    if benchmark.enabled:
        assert ratio < 1.5


def test_all_keys_in_order(benchmark: BenchmarkFixture, pair: Pair) -> None:
    plain, sealed = (store.read() for store in pair)
    compare(benchmark, lambda: plain.inbox_keys(InboxFilter(), NOW), lambda: sealed.inbox_keys(InboxFilter(), NOW))


def test_one_action_of_a_person(benchmark: BenchmarkFixture, pair: Pair) -> None:
    def act(store: Store) -> None:
        with store.work(OFFICER) as work:
            work.set_setting("n", "nilai")
            work.record("setting.changed", "n", {"value": "nilai"})
            work.commit()

    compare(benchmark, lambda: act(pair[0]), lambda: act(pair[1]))


def test_opening(benchmark: BenchmarkFixture, pair: Pair) -> None:
    def again(store: Store, key: FileKey | None) -> None:
        opened = Store(store.path, store.path.parent / "photos", "WS-07", lambda: NOW, key=key)
        opened.read().counts(OFFICER.id, NOW)
        opened.close()

    compare(benchmark, lambda: again(pair[0], None), lambda: again(pair[1], KEY))


def test_reading_a_photo(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    plain, sealed = AttachmentFolder(tmp_path / "plain", None), AttachmentFolder(tmp_path / "sealed", KEY)
    sha = plain.write(PHOTO)
    assert sealed.write(PHOTO) == sha
    compare(benchmark, lambda: plain.read(sha), lambda: sealed.read(sha))
