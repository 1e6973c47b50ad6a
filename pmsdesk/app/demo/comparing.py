"""Holds a seat's rows against the register's, row by row."""

from collections.abc import Iterable, Iterator

from pmsdesk.store.store import Store
from pmsdesk.store.wire import KINDS, Json
from pmsdesk.sync.api import RegisterApi

PAGE = 1000


def differences(api: RegisterApi, store: Store, kinds: Iterable[str]) -> list[str]:
    """Each row of *kinds* that is here and not there, or there and not here, or not the same, as ``kind id``."""
    return [f"{kind} {row_id}" for kind in kinds for row_id in _of_kind(api, store, kind)]


def _of_kind(api: RegisterApi, store: Store, kind: str) -> Iterator[str]:
    here = store.replica.rows(kind)
    there = dict(_register(api, kind))
    yield from sorted(row_id for row_id in here.keys() | there.keys() if here.get(row_id) != there.get(row_id))


def _register(api: RegisterApi, kind: str) -> Iterator[tuple[str, Json]]:
    """The register's rows in the form a seat keeps them in: only what it knows, empty where nothing was told."""
    told, before = KINDS[kind], ""
    while page := api.baseline(kind, before, PAGE):
        for found in page:
            row = told.told(dict(zip(told.names, told.stored(found.row), strict=True)))
            yield row[told.identity], row
        before = page[-1].id
