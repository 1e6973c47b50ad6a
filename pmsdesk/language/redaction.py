"""Takes tokens out of anything that may be shown, logged or kept in an error."""

import re

HIDDEN = "•••"

_NAMES = (
    "access_token|refresh_token|id_token|input_token|fb_exchange_token|client_secret|appsecret_proof"
    "|oauth_token|oauth_signature|code_verifier"
)
_PATTERNS = (
    re.compile(r"(?i)(\bbearer\s+)[^\s\"',;]+"),
    re.compile(rf"(?i)((?:{_NAMES})[\"']?\s*(?:=|:|%3D)\s*[\"']?)[^\s\"'&,;}}]+"),
    re.compile(r"()EAA[0-9A-Za-z]{16,}"),  # what Meta's tokens begin with
)


def without_tokens(text: str, *secrets: str) -> str:
    """*text* with every bearer token, token parameter and each of *secrets* replaced by ``•••``."""
    for secret in filter(None, secrets):
        text = text.replace(secret, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    return text
