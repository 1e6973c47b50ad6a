"""What YouTube's refusals mean: by Google's reasons, in the older form and the newer."""

import re
from datetime import timedelta
from http import HTTPStatus

from pmsdesk.channels.fields import Item, object_of, objects_of, text_of
from pmsdesk.channels.http import Judge, Refusal, Verdict
from pmsdesk.channels.youtube_units import Units, renewal
from pmsdesk.domain.errors import (
    ChannelError,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReadRefused,
    ReplyNotAllowed,
    TextRefused,
    TokenExpired,
)

_PAUSE = timedelta(minutes=1)

# Google's reasons (research/channels.md §1h); what is in no table is `TextRefused` or `ReadRefused`.
_USED_UP = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"})
_LIMITED = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED", "servingLimitExceeded"}
)
_EXPIRED = frozenset(
    {"authError", "UNAUTHENTICATED", "authorizationRequired", "required", "ACCESS_TOKEN_EXPIRED"}
    # A token without the scope, or of a project whose API is off, works again only with another one.
    | {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "accessNotConfigured", "SERVICE_DISABLED"}
)
_GONE = frozenset({"parentCommentNotFound", "commentNotFound", "commentThreadNotFound", "videoNotFound"})
_FORBIDDEN = frozenset(
    {
        "commentsDisabled",
        "forbidden",
        "ineligibleAccount",
        "authenticatedUserNotChannel",
        "authenticatedUserAccountClosed",
    }
    | {"authenticatedUserAccountSuspended", "insufficientCapabilities", "channelSuspended", "channelClosed"}
)
_FAILED = "processingFailure"
_UPLOADED_ENOUGH = "uploadLimitExceeded"
_TAG = re.compile(r"<[^>]{1,300}>")


class Unseen(ReadRefused):
    """YouTube says that what was asked for does not exist."""


class Failed(OutcomeUnknown):
    """YouTube could not process a reply, it does not say why: the comment may be deleted, or it may pass."""


def judging(units: Units) -> Judge:
    """The judge of one project's calls; it notes in *units* when the day's are used up."""

    def judge(refusal: Refusal) -> Verdict | None:
        """What a refusal of YouTube means: by its reasons, by status where it gives none."""
        if refusal.status < HTTPStatus.BAD_REQUEST or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return None
        error = object_of(refusal.data, "error")
        words = _TAG.sub("", text_of(error, "message"))
        kind, wait = _kind(error, refusal.status), _PAUSE
        if _UPLOADED_ENOUGH in _reasons(error):
            return Verdict(RateLimited, words, renewal(refusal.now) - refusal.now)
        if kind is RateLimited and _of_the_day(error):
            units.use_up(refusal.now)
            wait = renewal(refusal.now) - refusal.now
        if not refusal.posted and kind is ParentGone:
            kind = Unseen
        elif kind is None or (not refusal.posted and kind not in (TokenExpired, RateLimited)):
            kind = TextRefused if refusal.posted else ReadRefused
        return Verdict(kind, words, wait)

    return judge


def judging_uploads(units: Units) -> Judge:
    """The judge of one project's uploads: a session that is not there any more tells so by its status alone."""
    judge = judging(units)

    def judge_upload(refusal: Refusal) -> Verdict | None:
        """What a refusal of a step means."""
        if refusal.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return Verdict(ParentGone, text_of(object_of(refusal.data, "error"), "message"))
        return judge(refusal)

    return judge_upload


def _kind(error: Item, status: int) -> type[ChannelError] | None:
    reasons = _reasons(error)
    tables: tuple[tuple[frozenset[str], type[ChannelError]], ...] = (
        (_USED_UP | _LIMITED, RateLimited),
        (_EXPIRED, TokenExpired),
        (_GONE, ParentGone),
        (_FORBIDDEN, ReplyNotAllowed),
        (frozenset({_FAILED}), Failed),
    )
    told = next((kind for known, kind in tables if known & reasons), None)
    return told or {401: TokenExpired, 429: RateLimited}.get(status)


def _reasons(error: Item) -> frozenset[str]:
    """Every reason and status the error gives, in the older form (``errors``) and the newer (``details``)."""
    given = (*objects_of(error, "errors"), *objects_of(error, "details"))
    return frozenset({text_of(error, "status"), *(text_of(one, "reason") for one in given)} - {""})


def _of_the_day(error: Item) -> bool:
    """Whether the limit that was reached is the day's."""
    limits = (text_of(object_of(one, "metadata"), "quota_limit") for one in objects_of(error, "details"))
    return bool(_USED_UP & _reasons(error)) or any("perday" in limit.casefold() for limit in limits)
