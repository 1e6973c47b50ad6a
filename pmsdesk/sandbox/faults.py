"""Faults to order: which call of which route breaks, and how."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class Kind(StrEnum):
    """How a call breaks. Those named ``commit_then`` do the work first; the client cannot know."""

    DROP_BEFORE_COMMIT = "drop_before_commit"
    COMMIT_THEN_500 = "commit_then_500"
    COMMIT_THEN_TIMEOUT = "commit_then_timeout"
    COMMIT_THEN_RESET = "commit_then_reset"
    STATUS_401 = "status_401"
    STATUS_402 = "status_402"
    STATUS_403 = "status_403"
    STATUS_429 = "status_429"
    STATUS_500 = "status_500"
    GRAPH_ERROR = "graph_error"
    SLOW = "slow"
    TRUNCATED = "truncated"
    CUT_BODY = "cut_body"
    HTML = "html"
    EMPTY_PAGE_WITH_NEXT = "empty_page_with_next"
    DELAYED_VISIBILITY = "delayed_visibility"
    HELD_FOR_REVIEW = "held_for_review"
    LIKELY_SPAM = "likely_spam"


@dataclass(slots=True)
class Fault:
    """One order.

    `route` is an endpoint such as ``x.create`` or a pattern (``facebook.*``); `account` narrows it to one handle. It
    strikes from the `nth` matching call on, `times` times (None: until cleared). `seconds` serves *slow* and the
    time-out, `reads` the delayed visibility, `code` and `subcode` the Graph error.
    """

    route: str
    kind: Kind
    nth: int = 1
    times: int | None = 1
    account: str = ""
    seconds: float = 60.0
    reads: int = 1
    code: int = 0
    subcode: int = 0
    calls: int = 0

    def strikes(self, route: str, account: str) -> bool:
        """Count this call if it is meant, and say whether it breaks."""
        if not fnmatchcase(route, self.route) or self.account not in ("", account):
            return False
        self.calls += 1
        return self.calls >= self.nth and (self.times is None or self.calls < self.nth + self.times)


@dataclass(slots=True)
class Faults:
    """The orders in force. The first that strikes is taken; all matching ones count the call."""

    orders: list[Fault] = field(default_factory=list)

    def take(self, route: str, account: str) -> Fault | None:
        """The fault that breaks this call, if any."""
        striking = [fault for fault in self.orders if fault.strikes(route, account)]
        return striking[0] if striking else None

    def as_json(self) -> list[dict[str, object]]:
        """The orders with the calls counted so far."""
        return [asdict(fault) for fault in self.orders]
