"""Who calls the Graph API: the page a token stands for, its calls counted against the limit of the day."""

from flask import Response, g

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_errors, graph_meter, graph_tokens
from pmsdesk.sandbox.calling import bearer_token
from pmsdesk.sandbox.world import User, World


def caller(world: World) -> User:
    """The page the token belongs to; counts the call and refuses it over the limit with 80001."""
    page = page_of_token(world)
    _count(world, page, "pages", 80001)
    return page


def instagram_caller(world: World) -> User:
    """The Instagram account linked to the page the token belongs to; over its limit 80002, without one error 10."""
    account = world.instagram_of(page_of_token(world))
    if account is None:
        raise graph_errors.known(10)
    _count(world, account, "instagram", 80002)
    return account


def page_of_token(world: World) -> User:
    """The page of a page token, or of the token of an Instagram account that is linked to one."""
    token = bearer_token()
    if not token:
        raise graph_errors.known(104)
    page = world.account_of(Channel.FACEBOOK, token)
    if page is None and graph_tokens.named(world, token, Channel.FACEBOOK) is None:
        linked = world.account_of(Channel.INSTAGRAM, token)
        page = world.account(Channel.FACEBOOK, linked.linked) if linked else None
    if page is None:
        raise graph_tokens.refusal(world, token)
    return page


def with_usage_headers(response: Response) -> Response:
    """*response* with what the meter said of this call."""
    response.headers.update(g.get("usage_headers", {}))
    return response


def _count(world: World, account: User, kind: str, over: int) -> None:
    percent = world.graph.count(account.id, world.now())
    g.usage_headers = graph_meter.headers(account.id, percent, 60 if percent > 100 else 0, kind)
    if percent > 100:
        raise graph_errors.known(over)
