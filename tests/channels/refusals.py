"""How each network words a refusal."""

import json
from typing import Any

from werkzeug import Response

Json = dict[str, Any]


def graph_error(code: int, status: int = 400, subcode: int = 0, message: str = "Ralat") -> Response:
    """Facebook's and Instagram's."""
    body: Json = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    if subcode:
        body["error_subcode"] = subcode
    return Response(json.dumps({"error": body}), status, content_type="application/json")


def google_error(
    reason: str, status: int = 400, message: str = "Ralat", *, newer: bool = False, limit: str = ""
) -> Response:
    """YouTube's, in the older form or the *newer*."""
    body: Json = {"code": status, "message": message}
    if newer:
        detail: Json = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}
        body["details"] = [detail | ({"metadata": {"quota_limit": limit}} if limit else {})]
    else:
        body["errors"] = [{"message": message, "domain": "youtube.comment", "reason": reason}]
    return Response(json.dumps({"error": body}), status, content_type="application/json")


def x_problem(status: int, detail: str = "", kind: str = "about:blank", **more: Any) -> Response:
    """X's."""
    body = {"title": "Masalah", "detail": detail, "type": kind, "status": status} | more
    return Response(json.dumps(body), status, content_type="application/problem+json")


SUMMON = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author "
    "of the post you are replying to."
)
X_UNSEEN: Json = {"errors": [{"title": "Not Found", "type": "https://api.twitter.com/2/problems/resource-not-found"}]}
"""What X answers to who asks for a post that is gone, with status 200."""
