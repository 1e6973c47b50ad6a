"""Signing in to X (OAuth 2 with PKCE, a public client) and to Google (an installed app), as each answers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import consent
from pmsdesk.sandbox.grants import ACCESS_LIFE, GOOGLE_SECRET, Code, Grant, Request, answers
from pmsdesk.sandbox.oauth_errors import OAuthError, google_refusal, x_refusal
from pmsdesk.sandbox.world import World

X_SCOPES = frozenset(
    {"tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "dm.read", "dm.write", "media.write"}
    | {"offline.access"}
)


class OAuthApi:
    """X's and Google's authorize pages under ``/oauth``, their token calls where each network has them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """The routes ``oauth.x_authorize``, ``.x_token``, ``.x_revoke``, ``.google_authorize``, …."""
        routes = Blueprint("oauth", __name__)
        rules: list[tuple[str, str, Callable[[], Any], str]] = [
            ("/oauth/x/i/oauth2/authorize", "x_authorize", self.x_authorize, "GET"),
            ("/x/2/oauth2/token", "x_token", self.x_token, "POST"),
            ("/x/2/oauth2/revoke", "x_revoke", self.x_revoke, "POST"),
            ("/oauth/google/o/oauth2/v2/auth", "google_authorize", self.google_authorize, "GET"),
            ("/oauth/google/token", "google_token", self.google_token, "POST"),
            ("/oauth/google/revoke", "google_revoke", self.google_revoke, "POST"),
        ]
        for rule, name, view, method in rules:
            routes.add_url_rule(rule, name, view, methods=[method])
        routes.register_error_handler(OAuthError, lambda error: error.response())
        return routes

    def x_authorize(self) -> Response:
        """``GET https://x.com/i/oauth2/authorize``: PKCE S256 is asked for, and a callback that is registered."""
        asked = _asked(Channel.X, offline="offline.access" in request.args.get("scope", "").split())
        if asked.callback not in self._world.grants.callbacks:
            return consent.misdirected("Something went wrong. You weren’t able to give access to the App.")
        scopes = set(asked.scope.split())
        is_pkce = request.args.get("code_challenge_method") == "S256" and asked.challenge
        if request.args.get("response_type") != "code" or not is_pkce or not asked.state or not scopes <= X_SCOPES:
            return consent.misdirected("Something went wrong. You weren’t able to give access to the App.")
        return consent.answer(self._world, asked)

    def x_token(self) -> Response:
        """``POST /2/oauth2/token``: a code for tokens, or a refresh token, once, for the next pair."""
        grants, now = self._world.grants, self._world.now()
        client = request.form.get("client_id", "")
        if not client:
            raise OAuthError("unauthorized_client", "Missing valid authorization header", 401)
        grant_type = request.form.get("grant_type")
        if grant_type == "authorization_code":
            code = self._code(Channel.X, client)
            if code is None:
                raise x_refusal("authorization code")
            if not answers(code.request.challenge, request.form.get("code_verifier", "")):
                raise OAuthError(
                    "invalid_request", "Value passed for the code verifier did not match the code challenge."
                )
            return self._tokens(grants.give(code.request, code.handle, now), "bearer", with_refresh=True)
        if grant_type != "refresh_token":
            raise OAuthError("unsupported_grant_type", "The grant type is not supported.")
        grant = grants.of_refresh(Channel.X, client, request.form.get("refresh_token", ""), now)
        if grant is None:
            raise x_refusal()
        grants.rotate(grant, now)
        return self._tokens(grant, "bearer", with_refresh=True)

    def x_revoke(self) -> Response:
        """``POST /2/oauth2/revoke``."""
        self._revoke(request.form.get("token", ""))
        return jsonify({"revoked": True})

    def google_authorize(self) -> Response:
        """``GET https://accounts.google.com/o/oauth2/v2/auth``: a loopback address with any port is taken."""
        asked = _asked(Channel.YOUTUBE, offline=request.args.get("access_type") == "offline")
        if not asked.client or not consent.is_loopback(asked.callback):
            return consent.misdirected("Error 400: redirect_uri_mismatch")
        if request.args.get("response_type") != "code" or not asked.scope:
            return consent.misdirected("Error 400: invalid_request")
        return consent.answer(self._world, asked)

    def google_token(self) -> Response:
        """``POST https://oauth2.googleapis.com/token``; a refresh brings no new refresh token."""
        grants, now = self._world.grants, self._world.now()
        client, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
        if not secret:
            raise OAuthError("invalid_request", "client_secret is missing.")
        if secret != GOOGLE_SECRET or not client:
            raise OAuthError("invalid_client", "Unauthorized", 401)
        grant_type = request.form.get("grant_type")
        if grant_type == "authorization_code":
            code = self._code(Channel.YOUTUBE, client)
            if code is None:
                raise google_refusal("Malformed auth code.")
            if code.request.challenge and not answers(code.request.challenge, request.form.get("code_verifier", "")):
                raise google_refusal("Invalid code verifier.")
            return self._tokens(self._google_grant(code), "Bearer", with_refresh=True)
        if grant_type != "refresh_token":
            raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {grant_type or ''}")
        grant = grants.of_refresh(Channel.YOUTUBE, client, request.form.get("refresh_token", ""), now)
        if grant is None:
            raise google_refusal()
        return self._tokens(grant, "Bearer", with_refresh=False)

    def google_revoke(self) -> Response:
        """``POST https://oauth2.googleapis.com/revoke``."""
        if not self._revoke(request.form.get("token", "")):
            raise OAuthError("invalid_token", "Token expired or revoked")
        return jsonify({})

    def _google_grant(self, code: Code) -> Grant:
        """Google gives a refresh token at the first consent, later only where ``prompt=consent`` asks for one."""
        grants, asked = self._world.grants, code.request
        earlier = [one for one in grants.of_account(asked.channel, code.handle) if one.refresh and not one.revoked]
        if "consent" not in asked.prompt.split() and any(one.request.client == asked.client for one in earlier):
            asked = replace(asked, offline=False)
        return grants.give(asked, code.handle, self._world.now())

    def _code(self, channel: Channel, client: str) -> Code | None:
        code = self._world.grants.redeem(request.form.get("code", ""), self._world.now())
        if code is None or (code.request.channel, code.request.client) != (channel, client):
            return None
        return code if code.request.callback == request.form.get("redirect_uri") else None

    def _tokens(self, grant: Grant, kind: str, *, with_refresh: bool) -> Response:
        now = self._world.now()
        channel = grant.request.channel
        answer: dict[str, object] = {
            "token_type": kind,
            "expires_in": int(ACCESS_LIFE[channel].total_seconds()),
            "access_token": self._world.grants.new_access(grant, now),
            "scope": grant.request.scope,
        }
        if with_refresh and grant.refresh:
            answer["refresh_token"] = grant.refresh
            if grant.refresh_until is not None and channel is Channel.YOUTUBE:
                answer["refresh_token_expires_in"] = int((grant.refresh_until - now).total_seconds())
        return jsonify(answer)

    def _revoke(self, token: str) -> bool:
        for grant in self._world.grants.grants:
            if token and (token == grant.refresh or token in grant.access):
                grant.revoked = True
                return True
        return False


def _asked(channel: Channel, *, offline: bool) -> Request:
    asked = request.args
    return Request(
        channel,
        asked.get("client_id", ""),
        asked.get("redirect_uri", ""),
        asked.get("scope", ""),
        asked.get("state", ""),
        asked.get("code_challenge", ""),
        offline,
        asked.get("prompt", ""),
    )
