"""One network a file, spoken properly over HTTP; here the list of them and how to connect an account."""

from collections.abc import Callable, Mapping

from pmsdesk.channels import facebook, instagram, x, youtube
from pmsdesk.domain.account import Account, Channel
from pmsdesk.services.ports import ChannelPort

# Written out, so that a frozen program holds every adapter.
CHANNELS: Mapping[Channel, Callable[[Account, str, Mapping[str, str]], ChannelPort]] = {
    Channel.X: x.connect,
    Channel.FACEBOOK: facebook.connect,
    Channel.INSTAGRAM: instagram.connect,
    Channel.YOUTUBE: youtube.connect,
}


def connect(account: Account, token: str, **options: str) -> ChannelPort:
    """An adapter for *account*. No call is made yet.

    *options* are the settings of the account's network; each adapter takes those it knows, and an empty one is the
    default: ``base_url`` (the network's root without version, to talk to a sandbox), ``dialect`` (X: ``legacy`` or
    ``post``), ``graph_version`` (Facebook, Instagram), ``project`` and ``daily_units`` (YouTube). Raises
    `TokenExpired` for a token that cannot be one, and `ValueError` for a root that is neither
    https nor this computer.
    """
    return CHANNELS[account.channel](account, token, options)
