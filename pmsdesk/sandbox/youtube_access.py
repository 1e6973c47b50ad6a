"""Who calls the YouTube Data API: the channel a token stands for, its units taken from the day all share."""

from flask import request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import youtube_errors
from pmsdesk.sandbox.calling import bearer_token
from pmsdesk.sandbox.world import User, World


def caller(world: World) -> User:
    """The channel the token belongs to; takes the call's units and refuses it where none are left."""
    channel = world.account_of(Channel.YOUTUBE, bearer_token())
    if channel is None:
        raise youtube_errors.unauthorized()
    if not world.youtube.charge(str(request.endpoint), world.now()):
        raise youtube_errors.quota_exceeded()
    return channel
