"""The page on which a person lets pmsdesk act for an account: a list of the sandbox's accounts, one link each."""

from html import escape
from urllib.parse import urlencode, urlsplit

from flask import Response, redirect, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.grants import Request
from pmsdesk.sandbox.world import World

AS, DENY = "as", "deny"
PAGE = """<!DOCTYPE html><html lang="ms"><head><meta charset="utf-8"><title>{network} (latihan)</title></head>
<body><h1>{network} (latihan)</h1><p>Benarkan <b>{client}</b> bertindak bagi pihak akaun:</p>
<ul>{accounts}</ul><p><a href="{deny}">Tolak</a></p></body></html>"""


def answer(world: World, asked: Request) -> Response:
    """Send the browser back with a code where ``as`` names an account, with a refusal for ``deny``, else ask."""
    if DENY in request.args:
        return _back(asked, error="access_denied")
    account = world.account(asked.channel, request.args.get(AS, ""))
    if account is None:
        return Response(_page(world, asked), content_type="text/html; charset=utf-8")
    return _back(asked, code=world.grants.consent(asked, account.handle, world.now()))


def misdirected(reason: str) -> Response:
    """A callback that is not registered is never redirected to: the person is told instead."""
    return Response(f"<!DOCTYPE html><h1>400</h1><p>{escape(reason)}</p>", 400, content_type="text/html; charset=utf-8")


def is_loopback(callback: str) -> bool:
    """Whether *callback* is an http address of this computer, by its number."""
    try:
        parts = urlsplit(callback)
        return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1") and parts.port is not None
    except ValueError:
        return False


def _back(asked: Request, **told: str) -> Response:
    told |= {"state": asked.state} if asked.state else {}
    return redirect(f"{asked.callback}?{urlencode(told)}")  # type: ignore[return-value]


def _page(world: World, asked: Request) -> str:
    def link(**more: str) -> str:
        return escape(f"?{urlencode({**request.args.to_dict(), **more})}")

    names = [(one.handle, one.name) for one in world.official(asked.channel)]
    accounts = "".join(f'<li><a href="{link(**{AS: handle})}">{escape(name)}</a></li>' for handle, name in names)
    network = "X" if asked.channel is Channel.X else "Google"
    return PAGE.format(network=network, client=escape(asked.client), accounts=accounts, deny=link(**{DENY: "1"}))
