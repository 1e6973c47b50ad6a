"""What the screens look things up in: the checker, canned replies, agencies, categories, kinds of customer, grounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Channel
from pmsdesk.domain.canned import CannedReply
from pmsdesk.domain.moderation import Ground
from pmsdesk.routing.registry import Agency, Category, ChannelUse, CustomerKind


@dataclass(frozen=True, slots=True)
class References:
    """Loaded once at start; `agencies` and `categories` by id, in the order they are offered, `uses` by network.

    `grounds` are why comments may be hidden.
    """

    checker: Checker
    canned: tuple[CannedReply, ...]
    agencies: Mapping[str, Agency]
    categories: Mapping[str, Category]
    customer_kinds: tuple[CustomerKind, ...]
    uses: Mapping[Channel, ChannelUse]
    grounds: tuple[Ground, ...]
