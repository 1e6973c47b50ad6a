"""A running sandbox whose clock stands still, and callers with the tokens of its accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Caller:
    """Calls one network as one account. An answer is the plain `requests.Response`."""

    session: requests.Session
    root: str
    handle: str
    patience: float = 60.0

    def get(self, path: str, **params: Any) -> requests.Response:
        return self._call("GET", path, params={name.replace("__", "."): value for name, value in params.items()})

    def post(self, path: str, **more: Any) -> requests.Response:
        return self._call("POST", path, **more)

    def put(self, path: str, **more: Any) -> requests.Response:
        return self._call("PUT", path, **more)

    def delete(self, path: str, **params: Any) -> requests.Response:
        return self._call("DELETE", path, params=params)

    @property
    def channel(self) -> Channel:
        return Channel.X if "/x/" in self.root else Channel.FACEBOOK

    def reply(self, parent: str, text: str) -> requests.Response:
        """A reply as the network wants it."""
        if self.channel is Channel.X:
            return self.post("/tweets", json={"text": text, "reply": {"in_reply_to_tweet_id": parent}})
        return self.post(f"/{parent}/comments", data={"message": text})

    def under(self, parent: str) -> requests.Response:
        """What stands below *parent*, or on X what the account wrote."""
        if self.channel is Channel.X:
            return self.get(f"/users/{me(self)}/tweets", max_results=5)
        return self.get(f"/{parent}/comments")

    def _call(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token_for(self.handle)}", **more.pop("headers", {})}
        return self.session.request(method, self.root + path, headers=headers, timeout=self.patience, **more)


class InstagramCaller(Caller):
    @property
    def channel(self) -> Channel:
        return Channel.INSTAGRAM

    def reply(self, parent: str, text: str) -> requests.Response:
        return self.post(f"/{parent}/replies", data={"message": text})

    def under(self, parent: str) -> requests.Response:
        return self.get(f"/{parent}/replies")


class YouTubeCaller(Caller):
    @property
    def channel(self) -> Channel:
        return Channel.YOUTUBE

    def reply(self, parent: str, text: str) -> requests.Response:
        body = {"snippet": {"parentId": parent, "textOriginal": text}}
        return self.post("/comments", params={"part": "snippet"}, json=body)

    def under(self, parent: str) -> requests.Response:
        return self.get("/comments", part="snippet", parentId=parent, textFormat="plainText")


@pytest.fixture(scope="session")
def running() -> Iterator[Sandbox]:
    with Sandbox(now=NOW) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """Reset to the seed, at `NOW`."""
    with running.control() as control:
        control.reset(now=NOW)
    return running


@pytest.fixture
def control(sandbox: Sandbox) -> Control:
    """The control plane in process, for tests that call one thing at a time."""
    with sandbox.control() as plane:
        return plane


@pytest.fixture(scope="session")
def session() -> Iterator[requests.Session]:
    with requests.Session() as calls:
        calls.trust_env = False
        yield calls


@pytest.fixture
def x(sandbox: Sandbox, session: requests.Session) -> Caller:
    """@MOWorks on X."""
    return Caller(session, f"{sandbox.x_root}/2", "MOWorks")


@pytest.fixture
def graph(sandbox: Sandbox, session: requests.Session) -> Caller:
    """The ministry's page on Facebook."""
    return Caller(session, f"{sandbox.facebook_root}/v26.0", "KKRMalaysia")


@pytest.fixture
def instagram(sandbox: Sandbox, session: requests.Session) -> Caller:
    """The ministry's account on Instagram, by the token of its page."""
    return InstagramCaller(session, f"{sandbox.facebook_root}/v26.0", "KKRMalaysia")


@pytest.fixture
def youtube(sandbox: Sandbox, session: requests.Session) -> Caller:
    """The ministry's channel on YouTube."""
    return YouTubeCaller(session, f"{sandbox.youtube_root}/youtube/v3", "kkrmalaysia")


def me(caller: Caller) -> str:
    """The id of the caller's account."""
    if caller.channel is Channel.YOUTUBE:
        return str(caller.get("/channels", part="id", mine="true").json()["items"][0]["id"])
    if caller.channel is Channel.INSTAGRAM:
        page = caller.get("/me", fields="instagram_business_account").json()
        return str(page["instagram_business_account"]["id"])
    answer = caller.get("/users/me" if "/x/" in caller.root else "/me").json()
    return str(answer.get("data", answer)["id"])
