"""Meta's Graph API as far as each of its networks speaks it alike: where it is, its ids, its pages, its refusals."""

import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from pmsdesk.channels.budget import meta_budget, meta_wait
from pmsdesk.channels.fields import Item, number_of, object_of, text_of
from pmsdesk.channels.http import STATUS_ALONE, Answer, Refusal, Verdict, Wire, path_of, wire_of
from pmsdesk.channels.moderating import as_moderation
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    DuplicateText,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReadRefused,
    ReplyNotAllowed,
    TokenExpired,
)
from pmsdesk.domain.media_errors import StillProcessing
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget

ROOT = "https://graph.facebook.com"
VERSION = "v26.0"
PAGE_SIZE = 100
PRIVATE_REPLY_WINDOW = timedelta(days=7)
PAGING = ("after", "until", "since", "offset", "__paging_token")
_ID = re.compile(r"[0-9A-Za-z_.:-]{1,128}")

# Error codes and subcodes (research/channels.md §1h); what is in no table is `TextRefused` or `ReadRefused`.
_EXPIRED = frozenset({102, 190})
_LIMITED = frozenset({4, 17, 32, 613, *range(80000, 80015)})
_TRANSIENT = frozenset({1, 2})
_FORBIDDEN = frozenset({10, 368, 551, 2018278, *range(200, 300)})
_SAID_BEFORE = frozenset({506, 10900})
_OBJECT_GONE = (100, 33)
_SUBCODES: Mapping[int, type[ChannelError]] = {
    1366051: DuplicateText,
    1390008: RateLimited,
    1404112: ReplyNotAllowed,
    1455006: DuplicateText,
    2207006: ParentGone,
    2207008: ParentGone,
    2207027: StillProcessing,
    2207042: RateLimited,
    4854002: ReplyNotAllowed,
}
# Code 368 is "blocked for now" and also "already posted this": told apart by its words only.
_SAID_BEFORE_WORDS = (368, "already posted")


log = logging.getLogger(__name__)


class Unseen(ReadRefused):
    """Graph says that what was asked for does not exist, or may not be seen."""


class GraphChannel(ABC):
    """What the adapters of Meta's networks do alike. `budget` is what Meta last said of all our calls."""

    channel: Channel
    hiding: ClassVar[str]
    """The parameter that hides a comment."""

    def __init__(self, wire: Wire) -> None:
        self.budget: Budget | None = None
        self._wire = wire

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Hide, show or delete a comment under our posts."""
        del own
        with as_moderation():
            try:
                if act is Moderation.DELETE:
                    answer = self._wire.delete(path_of(remote_id))
                else:
                    hidden = "true" if act is Moderation.HIDE else "false"
                    answer = self._wire.post(path_of(remote_id), form={self.hiding: hidden})
            except ParentGone as error:
                self._require_gone(remote_id, error)
                if act is Moderation.DELETE:
                    return
                raise
            self.budget = answer.budget or self.budget
            if answer.data.get("success") is not True:
                raise OutcomeUnknown("no success", channel=self.channel.own_name)

    @abstractmethod
    def _our_posts(self) -> str:
        """The edge that lists our posts."""

    def _require_gone(self, remote_id: str, error: ParentGone) -> None:
        """Raise unless this token sees our posts and does not see *remote_id*: what is seen was refused."""
        try:
            self._get(path_of(remote_id), {"fields": "id"})
        except Unseen:
            self._require_sight_of("")
        else:
            raise ReplyNotAllowed(error.platform_words, **error.facts)

    def _get(self, path: str, params: Mapping[str, str]) -> Answer:
        answer = self._wire.get(path, params)
        self.budget = answer.budget or self.budget
        return answer

    def _pages(self, path: str, params: Mapping[str, str]) -> Iterator[Answer]:
        """The answers of every page; the caller stops when it has enough."""
        paging: dict[str, str] = {}
        while True:
            answer = self._get(path, {"limit": str(PAGE_SIZE)} | dict(params) | paging)
            yield answer
            paging = following(answer.data)
            if not paging:
                return

    def _require_sight_of(self, above: str) -> None:
        """Raise unless this token still sees *above* (where one is given), or else the list of our posts.

        "Does not exist" is also what Graph says when a permission is lost or during an outage (research/channels.md
        §1h), so a parent counts as deleted only when the same token sees what is around it.
        """
        if above:
            try:
                self._get(path_of(above), {"fields": "id"})
                return
            except ReadRefused:
                log.info("neither the comment nor what it stands under is seen; asking for our posts")
        self._get(self._our_posts(), {"fields": "id", "limit": "1"})


def graph_wire(account: Account, token: str, options: Mapping[str, str]) -> Wire:
    """The wire of *account*. *options*: ``base_url`` (the network's root), ``graph_version``."""
    root = f"{options.get('base_url') or ROOT}/{options.get('graph_version') or VERSION}"
    return wire_of(account, token, root, judge, meta_budget)


def is_id(text: str) -> bool:
    """Whether *text* can be an id of Graph."""
    return bool(_ID.fullmatch(text))


def following(data: Item) -> dict[str, str]:
    """The parameters that ask for the page after *data*; empty on the last one.

    A page may be empty and still have a ``next``. The address itself is not followed or kept: it carries the token.
    """
    paging = object_of(data, "paging")
    url = text_of(paging, "next")
    after = text_of(object_of(paging, "cursors"), "after")
    if not url:
        return {}
    try:
        asked = dict(parse_qsl(urlsplit(url).query))
    except ValueError:
        asked = {}
    return {"after": after} if after else {name: asked[name] for name in PAGING if name in asked}


def judge(refusal: Refusal) -> Verdict | None:
    """What a refusal of Graph means: by subcode, then code, then status; never by its words alone."""
    error = object_of(refusal.data, "error")
    words = text_of(error, "error_user_msg", "message")
    kind = _kind(error, words) or STATUS_ALONE.get(refusal.status)
    if kind is None and not error and refusal.status < 400:
        return None
    if kind is BadAnswer and refusal.posted:
        kind = OutcomeUnknown
    if kind is ParentGone and not refusal.posted:
        kind = Unseen
    return refusal.verdict(kind, words, meta_wait(refusal.headers, refusal.now))


def _kind(error: Item, words: str) -> type[ChannelError] | None:
    code, subcode = number_of(error, "code"), number_of(error, "error_subcode")
    if subcode is not None and subcode in _SUBCODES:
        return _SUBCODES[subcode]
    if code in _SAID_BEFORE or (code == _SAID_BEFORE_WORDS[0] and _SAID_BEFORE_WORDS[1] in words.casefold()):
        return DuplicateText
    if (code, subcode) == _OBJECT_GONE:
        return ParentGone
    tables: tuple[tuple[frozenset[int], type[ChannelError]], ...] = (
        (_EXPIRED, TokenExpired),
        (_LIMITED, RateLimited),
        (_TRANSIENT, BadAnswer),
        (_FORBIDDEN, ReplyNotAllowed),
    )
    return next((kind for codes, kind in tables if code in codes), None)
