"""The text of a JSON value is that which PostgreSQL gives to its jsonb."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from pmsdesk.store.columns import EPOCH, millis
from pmsdesk.store.jsonb import jsonb_moment, jsonb_text
from pmsdesk.store.wire import moment
from tests.postgres import Cluster, cluster

__all__ = ["cluster"]

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
MOMENTS = st.integers(-(10**11), 4 * 10**12)


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with cluster.connect() as connection:
        connection.execute("SET timezone = 'UTC'")
        yield connection


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES)
@example(-0.0)
@example([1e-7, 1e22, 0.1 + 0.2, 1.0])
def test_a_value_has_the_text_of_its_jsonb(postgres: psycopg.Connection, value: object) -> None:
    (found,) = postgres.execute("SELECT %s::jsonb::text", [Jsonb(value)]).fetchone() or ("",)
    assert jsonb_text(json.loads(json.dumps(value))) == found
    assert jsonb_text(json.loads(found)) == found


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOMENTS)
def test_a_time_has_the_text_of_its_jsonb(postgres: psycopg.Connection, stored: int) -> None:
    at = EPOCH + timedelta(milliseconds=stored)
    assert millis(at.astimezone(UTC)) == stored
    (found,) = postgres.execute("SELECT to_jsonb(%s::timestamptz(3)) #>> '{}'", [at]).fetchone() or ("",)
    assert jsonb_moment(moment(stored)) == found
    assert datetime.fromisoformat(found) == at
