"""The errors of X API v2 as X words them: RFC 7807 problems (X docs, response-codes-and-errors)."""

import json

from flask import Response

from pmsdesk.sandbox.x_dialect import dialect

CREDITS = "https://api.x.com/2/problems/credits"
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see "
    "https://github.com/twitter/twitter-text."
)


class Problem(Exception):
    """One refused call; *more* are further members of the body. `kind` is a problem name or ``about:blank``."""

    def __init__(self, status: int, title: str, detail: str, kind: str = "about:blank", **more: object) -> None:
        super().__init__(detail)
        self.status = status
        self.body: dict[str, object] = {"title": title, "detail": detail, "type": kind, "status": status, **more}

    def response(self) -> Response:
        """The answer as X sends it."""
        return Response(json.dumps(self.body), self.status, content_type="application/problem+json; charset=utf-8")


def unauthorized() -> Problem:
    """The token is missing, wrong or expired."""
    return Problem(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> Problem:
    """Refused for good: duplicate, not summoned, parent gone, not permitted."""
    return Problem(403, "Forbidden", detail)


def not_permitted() -> Problem:
    """X's general refusal."""
    return forbidden("You are not permitted to perform this action.")


def duplicate() -> Problem:
    """The account said this already."""
    return forbidden("You are not allowed to create a Tweet with duplicate content.")


def not_summoned() -> Problem:
    """The author of the parent did not @mention or quote the account in it (gate of 2026-02-23)."""
    return forbidden(
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the "
        "author of the post you are replying to."
    )


def parent_gone() -> Problem:
    """The parent was deleted, or never was."""
    return forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")


def no_credits(account_id: str) -> Problem:
    """The prepaid credits are used up."""
    return Problem(
        402,
        "CreditsDepleted",
        f"Your enrolled account [{account_id}] does not have any credits to fulfill this request.",
        CREDITS,
        account_id=account_id,
    )


def too_many() -> Problem:
    """The window's calls are used up."""
    return Problem(429, "Too Many Requests", "Too Many Requests")


def broken() -> Problem:
    """X failed."""
    return Problem(500, "Internal Server Error", "Something is broken. This is usually a temporary error.")


def invalid(parameter: str, value: str, message: str) -> Problem:
    """A parameter is unknown or its value is not allowed."""
    return Problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        dialect().problems + "invalid-request",
        errors=[{"parameters": {parameter: [value]}, "message": message}],
    )


def not_found(kind: str, parameter: str, value: str) -> dict[str, object]:
    """The entry of ``errors`` in a 200 answer for a post or user that is not there."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": dialect().problems + "resource-not-found",
    }
