"""What Meta tells of a pasted token: whose it is, what it may do, until when, and why it is refused."""

from datetime import timedelta

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_errors
from pmsdesk.sandbox.grants import STANDING
from pmsdesk.sandbox.graph_errors import GraphError
from pmsdesk.sandbox.graph_fields import Json
from pmsdesk.sandbox.world import User, World

DATA_ACCESS = timedelta(days=90)
PAGE_SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_manage_posts",
    "pages_manage_metadata",
    "pages_messaging",
    "read_insights",
    "business_management",
)
INSTAGRAM_SCOPES = (
    "instagram_basic",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "instagram_content_publish",
    "instagram_manage_messages",
)


def refusal(world: World, token: str) -> GraphError:
    """Why *token* is not taken: 190 with the subcode of what became of it, alone where it is no token at all."""
    account = named(world, token)
    if account is None:
        return graph_errors.known(190)
    return graph_errors.known(190, world.grants.refusal_of(account.channel, account.handle, world.now()))


def inspected(world: World, token: str) -> Json:
    """The ``data`` of ``debug_token``. Times are Unix seconds, 0 for never."""
    account = named(world, token)
    if account is None:
        error = {"code": 190, "message": "The access token could not be decrypted"}
        return {"error": error, "is_valid": False, "scopes": []}
    kept = world.grants.stand(account.channel, account.handle)
    subcode = world.grants.refusal_of(account.channel, account.handle, world.now())
    scopes = [*PAGE_SCOPES, *(INSTAGRAM_SCOPES if _reaches_instagram(world, account) else ())]
    data: Json = {
        "app_id": "1000000000000001",
        "type": "PAGE",
        "application": "pmsdesk",
        "data_access_expires_at": int((kept.data_until or world.now() + DATA_ACCESS).timestamp()),
        "expires_at": int(kept.expires_at.timestamp()) if kept.expires_at else 0,
        "is_valid": not subcode,
        "profile_id": account.id,
        "scopes": scopes,
        "granular_scopes": [{"scope": scope} for scope in scopes],
        "user_id": account.id,
    }
    if subcode:
        why = graph_errors.known(190, subcode)
        data["error"] = {"code": why.code, "message": why.message, "subcode": subcode}
    return data


def named(world: World, token: str, *channels: Channel) -> User | None:
    """The account of *channels* (else of Meta's) that a standing token names, good or not."""
    if not token.startswith(STANDING):
        return None
    handle = token.removeprefix(STANDING)
    found = (world.account(channel, handle) for channel in channels or (Channel.FACEBOOK, Channel.INSTAGRAM))
    return next((account for account in found if account is not None), None)


def _reaches_instagram(world: World, account: User) -> bool:
    return account.channel is Channel.INSTAGRAM or world.instagram_of(account) is not None
