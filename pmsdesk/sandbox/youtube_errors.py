"""The errors of the YouTube Data API as Google words them: a code, and reasons with their domain."""

import json

from flask import Response

LIMITS = "https://developers.google.com/youtube/v3/getting-started#quota"


class GoogleError(Exception):
    """One refused call; `reason` is what a program goes by, `place` the parameter that is at fault."""

    def __init__(
        self,
        code: int,
        reason: str,
        message: str,
        domain: str = "youtube.comment",
        *,
        place: str = "",
        status: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        one: dict[str, object] = {"message": message, "domain": domain, "reason": reason}
        if place:
            one |= {"location": place, "locationType": "header" if place == "Authorization" else "parameter"}
        self.body: dict[str, object] = {"code": code, "message": message, "errors": [one]}
        if status:
            self.body["status"] = status

    def response(self) -> Response:
        """The answer as Google sends it."""
        answer = Response(
            json.dumps({"error": self.body}, ensure_ascii=False),
            self.code,
            content_type="application/json; charset=UTF-8",
        )
        if self.code == 401:
            answer.headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        return answer


def unauthorized() -> GoogleError:
    """The access token is missing, wrong or expired."""
    return GoogleError(
        401,
        "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        "global",
        place="Authorization",
        status="UNAUTHENTICATED",
    )


def forbidden() -> GoogleError:
    """The account may not do this."""
    return GoogleError(
        403,
        "forbidden",
        "The request could not be completed due to insufficient permissions. The request might not be properly "
        "authorized.",
    )


def quota_exceeded() -> GoogleError:
    """The units of the project's day are used up."""
    return GoogleError(
        403,
        "quotaExceeded",
        'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">'
        "quota</a>.",
        "youtube.quota",
    )


def too_many() -> GoogleError:
    """Too many calls in a minute, in the newer wording."""
    error = GoogleError(
        429,
        "rateLimitExceeded",
        "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'youtube.googleapis.com'.",
        "global",
        status="RESOURCE_EXHAUSTED",
    )
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED"}
    error.body["details"] = [{**info, "domain": "googleapis.com", "metadata": {"service": "youtube.googleapis.com"}}]
    return error


def broken() -> GoogleError:
    """YouTube failed."""
    return GoogleError(500, "backendError", "Backend Error", "global", status="INTERNAL")


def processing_failure() -> GoogleError:
    """The request could not be processed: the author removed the comment, or YouTube failed for now."""
    return GoogleError(
        400,
        "processingFailure",
        "The API server failed to successfully process the request. While this can be a transient error, it usually "
        "indicates that the request's input is invalid.",
    )


def parent_not_found() -> GoogleError:
    """The comment that is answered is not there."""
    return GoogleError(
        404, "parentCommentNotFound", "The parent comment could not be found.", place="body.snippet.parentId"
    )


def comment_not_found(place: str) -> GoogleError:
    """No such comment, or not for this account."""
    return GoogleError(404, "commentNotFound", "One or more of the specified comments cannot be found.", place=place)


def comments_disabled(video: str) -> GoogleError:
    """The video takes no comments."""
    return GoogleError(
        403,
        "commentsDisabled",
        f'The video identified by the <code><a href="/youtube/v3/docs/commentThreads/list#videoId">videoId</a></code> '
        f"parameter has disabled comments: {video}.",
        "youtube.commentThread",
        place="videoId",
    )


def not_found(what: str) -> GoogleError:
    """``video``, ``channel`` or ``playlist`` that is not there."""
    message = f"The {what} that you are trying to access cannot be found."
    return GoogleError(404, f"{what}NotFound", message, f"youtube.{what}", place=f"{what}Id")


def missing(name: str) -> GoogleError:
    """A parameter that must be given."""
    message = f"Missing required parameter: {name}"
    return GoogleError(400, "missingRequiredParameter", message, "global", place=name)


def invalid(name: str, value: str) -> GoogleError:
    """A parameter's value is not allowed."""
    message = f"Invalid value '{value}' for parameter {name}."
    return GoogleError(400, "invalidParameter", message, "youtube.parameter", place=name)


def bad_request(reason: str, message: str, place: str = "body") -> GoogleError:
    """The body is at fault."""
    return GoogleError(400, reason, message, place=place)
