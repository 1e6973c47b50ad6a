"""Whatever is typed into a search box becomes a query that SQLite takes and that finds what was meant."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.store.full_text import match

ROWS = (
    "Aduan KKR/2026/000001 didaftarkan",
    "Jalan FT5 berlubang besar di Kuala Selangor",
    "Besar lubang di jalan B45, kata @ali_rahman",
    "ஐயா சாலை பள்ளம்",
)
TABLE = (
    "CREATE VIRTUAL TABLE t USING fts5 (text, han, "
    "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'\")"
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(TABLE)
    connection.executemany("INSERT INTO t VALUES (?, '')", [(row,) for row in ROWS])
    yield connection
    connection.close()


def found(index: sqlite3.Connection, typed: str) -> list[int]:
    query = match(typed)
    rows = index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (query,)) if query else []
    return [row[0] - 1 for row in rows]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("jalan", [1, 2]),
        ("lub", [2]),
        ("besar jalan", [1, 2]),
        ('"besar di"', [1]),
        ('"besar lubang', [2]),
        ("KKR/2026/000001", [0]),
        ("kkr/2026", [0]),
        ("@ali_rahman", [2]),
        ("ft5", [1]),
        ("சாலை", [3]),
        ("jalan NOT besar", []),
        ("text:jalan", []),
        ("*", []),
        ('"', []),
    ],
)
def test_what_people_type(index: sqlite3.Connection, typed: str, rows: list[int]) -> None:
    assert found(index, typed) == rows


@given(st.one_of(st.text(max_size=60), st.text(alphabet='ab巴 "*^():-+{}NEAROT/@', max_size=40)))
def test_no_text_breaks_the_query(index: sqlite3.Connection, typed: str) -> None:
    found(index, typed)


def test_a_pasted_page_searches_for_its_first_words_for_each_costs_time(index: sqlite3.Connection) -> None:
    words = [f"perkataan{number}" for number in range(2_000)]
    assert match(" ".join(words)).count("perkataan") == 12
    assert match("jalan " * 2_000).count("jalan") == 1
    assert found(index, "jalan " * 2_000 + "berlubang") == [1]
