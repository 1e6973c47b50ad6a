"""Refusals of an authorization server, as X and Google each word them (RFC 6749 §5.2)."""

import json

from flask import Response


class OAuthError(Exception):
    """One refused token call."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status

    def response(self) -> Response:
        """The answer, never to be kept by a cache."""
        body = {"error": self.error}
        if self.description:
            body["error_description"] = self.description
        answer = Response(json.dumps(body), self.status, content_type="application/json; charset=utf-8")
        answer.headers["Cache-Control"] = "no-store"
        return answer


def broken() -> OAuthError:
    """The server failed."""
    return OAuthError("server_error", status=500)


def too_many() -> OAuthError:
    """Too many token calls."""
    return OAuthError("temporarily_unavailable", "Too Many Requests", 429)


def unauthorized() -> OAuthError:
    """The client is not known."""
    return OAuthError("invalid_client", status=401)


def x_refusal(of: str = "token") -> OAuthError:
    """X's words for a code, verifier or refresh token that is not good (any more)."""
    return OAuthError("invalid_request", f"Value passed for the {of} was invalid.")


def google_refusal(description: str = "Token has been expired or revoked.") -> OAuthError:
    """Google's words for the same."""
    return OAuthError("invalid_grant", description)
