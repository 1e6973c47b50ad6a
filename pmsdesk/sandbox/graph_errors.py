"""The errors of the Graph API as Facebook and Instagram number and word them."""

import hashlib
import json

from flask import Response, request

_SESSION = "Error validating access token: "
_LIMIT = "For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
_KNOWN: dict[tuple[int, int], tuple[int, str]] = {
    (1, 0): (500, "An unknown error occurred"),
    (2, 0): (500, "An unexpected error has occurred. Please retry your request later."),
    (4, 0): (403, "(#4) Application request limit reached"),
    (9, 2207042): (403, "Application request limit reached"),
    (10, 0): (403, "(#10) This endpoint requires the 'pages_manage_engagement' permission"),
    (17, 0): (400, "(#17) User request limit reached"),
    (24, 2207006): (400, "The requested resource does not exist"),
    (24, 2207008): (400, "The requested resource does not exist"),
    (32, 0): (403, "(#32) Page request limit reached"),
    (100, 33): (
        400,
        "(#100) Object does not exist, cannot be loaded due to missing permissions or reviewable feature, or does not "
        "support this operation.",
    ),
    (100, 2207028): (400, "Invalid parameter"),
    (104, 0): (400, "An access token is required to request this resource."),
    (10, 2018278): (400, "(#10) This message is sent outside of allowed window."),
    (324, 0): (400, "(#324) Requires upload file"),
    (352, 0): (400, "(#352) The video file you selected is in a format that we don't support."),
    (10900, 0): (400, "(#10900) Activity already replied to"),
    (190, 0): (400, "Invalid OAuth access token - Cannot parse access token"),
    (190, 458): (400, _SESSION + "The user has not authorized application."),
    (190, 460): (
        400,
        _SESSION + "The session has been invalidated because the user changed their password or Facebook has changed "
        "the session for security reasons.",
    ),
    (190, 463): (400, _SESSION + "Session has expired."),
    (190, 467): (400, _SESSION + "The session is invalid because the user logged out."),
    (200, 0): (403, "(#200) Permissions error"),
    (368, 0): (
        400,
        "The action attempted has been deemed abusive or is otherwise disallowed",
    ),
    (506, 1455006): (400, "Duplicate status message"),
    (613, 0): (400, "(#613) Calls to this api have exceeded the rate limit."),
    (9004, 2207052): (400, "Only photo or video can be accepted as media type."),
    (9007, 2207027): (400, "Media ID is not available"),
    (36004, 2207010): (400, "The caption was too long"),
    (80002, 0): (
        400,
        "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. " + _LIMIT,
    ),
    (80001, 0): (
        400,
        "(#80001) There have been too many calls to this Page account. Wait a bit and try again. " + _LIMIT,
    ),
}


class GraphError(Exception):
    """One refused call; `code` and `subcode` as Facebook numbers them."""

    def __init__(
        self, code: int, subcode: int = 0, message: str = "", *, status: int = 400, kind: str = "OAuthException"
    ) -> None:
        super().__init__(message)
        self.code = code
        self.subcode = subcode
        self.message = message
        self.status = status
        self.kind = kind

    def response(self) -> Response:
        """The answer as Facebook sends it; 190 also carries its WWW-Authenticate header."""
        error: dict[str, object] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.code in (1, 2, 506):
            error["is_transient"] = self.code == 2
        if self.code == 506:
            error["error_user_title"] = "Duplicate Status Update"
            error["error_user_msg"] = (
                "This status update is identical to the last one you posted. Try posting something different, "
                "or delete your previous update."
            )
        error["fbtrace_id"] = "A" + hashlib.sha256(request.full_path.encode()).hexdigest()[:22]
        answer = Response(json.dumps({"error": error}), self.status, content_type="application/json; charset=UTF-8")
        if self.code == 190:
            answer.headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{self.message}"'
        return answer


def known(code: int, subcode: int = 0) -> GraphError:
    """The error with this code; `KeyError` for one the sandbox has no words for."""
    status, message = _KNOWN[code, subcode]
    return GraphError(code, subcode, message, status=status)


def is_known(code: int, subcode: int) -> bool:
    """Whether `known` has words for it."""
    return (code, subcode) in _KNOWN


def gone(object_id: str, method: str) -> GraphError:
    """100/33: deleted, never there or not permitted; Facebook does not tell which."""
    message = (
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api"
    )
    return GraphError(100, 33, message, kind="GraphMethodException")


def no_such_field(name: str, node: str) -> GraphError:
    """A field the node does not have."""
    return GraphError(100, 0, f"(#100) Tried accessing nonexisting field ({name}) on node type ({node})")


def bad_parameter(message: str) -> GraphError:
    """A parameter is missing or malformed."""
    return GraphError(100, 0, f"(#100) {message}")


def unknown_path(path: str) -> GraphError:
    """No such edge."""
    return GraphError(2500, 0, f"Unknown path components: {path}")
