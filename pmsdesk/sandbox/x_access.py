"""Who calls X: the account a token stands for, its calls counted, its credits asked for."""

from flask import g, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import x_meter, x_problems
from pmsdesk.sandbox.calling import bearer_token
from pmsdesk.sandbox.world import User, World


def caller(world: World) -> User:
    """The account the token belongs to; counts the call and refuses it when a limit or the credits are used up."""
    account = world.account_of(Channel.X, bearer_token())
    if account is None:
        raise x_problems.unauthorized()
    route = request.endpoint or ""
    window = world.x.count(route, account.id, world.now())
    g.rate_headers = x_meter.headers(route, window)
    if window.used > x_meter.LIMITS[route]:
        raise x_problems.too_many()
    if world.x.credits <= 0:
        raise x_problems.no_credits(account.id)
    return account
