"""Posts of a Facebook page, with pictures and for later, and what became of one whose answer was lost."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pmsdesk.channels.describing import require_describable
from pmsdesk.channels.facebook_posts import permalink
from pmsdesk.channels.fields import Item, moment_of, object_of, objects_of, readable, text_of
from pmsdesk.channels.graph import following, is_id
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown, TextRefused
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack

PAGES_A_READ_BACK = 5
LONGEST_ALT_TEXT = 1000
_ASK = {"fields": "id,message,created_time,attachments{target,subattachments}", "limit": "50"}
_CLOCK_DOUBT = timedelta(hours=25)


class FacebookPosting:
    """Publishes on the page's own wall."""

    def __init__(self, wire: Wire, me: Callable[[], str]) -> None:
        self._wire = wire
        self._me = me

    def publish(self, outgoing: Outgoing) -> Published:
        """Post ``outgoing.text`` with its media, now or when it is due."""
        form = {"message": outgoing.text}
        if outgoing.media:
            form["attached_media"] = json.dumps([{"media_fbid": one} for one in outgoing.media])
        if outgoing.due is not None:
            form |= {"published": "false", "scheduled_publish_time": str(int(outgoing.due.timestamp()))}
        answer = self._wire.post(path_of(self._me(), "feed"), form=form)
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="Facebook")
        return Published(remote_id, permalink(remote_id))

    def read_back(self, outgoing: Outgoing, since: datetime, others: Collection[str]) -> ReadBack:
        """Look for our post with that text among those published since *since* less 25 hours, or scheduled."""
        edges = ["published_posts", *(["scheduled_posts"] if outgoing.due else ())]
        whole = True
        for edge in edges:
            found, seen_all = self._find(edge, outgoing, since - _CLOCK_DOUBT, others)
            if found:
                return ReadBack(Found.PRESENT, found)
            whole = whole and seen_all
        return ReadBack(Found.ABSENT if whole else Found.INCOMPLETE)

    def _find(self, edge: str, outgoing: Outgoing, oldest: datetime, others: Collection[str]) -> tuple[str, bool]:
        """The id of the post on *edge*, "" for none, and whether every post that might be it was read."""
        paging: dict[str, str] = {}
        whole = True
        for _ in range(PAGES_A_READ_BACK):
            answer = self._wire.get(path_of(self._me(), edge), _ASK | paging)
            page, skipped = readable(Channel.FACEBOOK, answer.data, _told)
            whole = whole and not skipped
            for post in page:
                if post.at >= oldest and post.remote_id not in others and post.is_like(outgoing):
                    return post.remote_id, whole
            paging = following(answer.data)
            if not paging or (page and all(post.at < oldest for post in page)):
                return "", whole
        return "", False


class FacebookUploads:
    """Satisfies `services.ports.UploadPort`. One call uploads a picture; one whose answer is lost is made again."""

    def __init__(self, wire: Wire, me: Callable[[], str]) -> None:
        self._wire = wire
        self._me = me

    def upload(self, medium: Medium, upload: Upload, keep: Callable[[Upload], object]) -> Upload:
        """Bring *medium* to the page, unpublished. Facebook takes a text for pictures only."""
        if upload.is_ready:
            return upload
        require_describable(medium, POSTINGS[Channel.FACEBOOK], Channel.FACEBOOK)
        form = {"published": "false"}
        if medium.alt_text:
            form["alt_text_custom"] = medium.alt_text[:LONGEST_ALT_TEXT]
        edge = "videos" if medium.is_video else "photos"
        file = {"source": (medium.name, medium.data, medium.mime)}
        try:
            answer = self._wire.post(path_of(self._me(), edge), form=form, files=file)
        except TextRefused as error:
            raise MediumRefused(error.platform_words, **error.facts, name=medium.name) from None
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="Facebook")
        ready = replace(upload, remote_id=remote_id, sent=len(medium.data), whole=True, described=True)
        keep(ready)
        return ready


@dataclass(frozen=True, slots=True)
class _Told:
    """A post of ours as Facebook tells of it; a scheduled one's time is when it was made."""

    remote_id: str
    text: str
    at: datetime
    media: frozenset[str]

    def is_like(self, outgoing: Outgoing) -> bool:
        """Whether it says the same; without words, whether it carries one of the same pictures."""
        if not same_text(outgoing.text, self.text):
            return False
        return bool(outgoing.text.strip()) or not self.media.isdisjoint(outgoing.media)


def _told(item: Item) -> _Told | None:
    """A post, None without id or time."""
    remote_id, at = text_of(item, "id"), moment_of(item, "created_time")
    if not is_id(remote_id) or at is None:
        return None
    first = list(objects_of(object_of(item, "attachments"), "data"))
    inner = [one for each in first for one in objects_of(object_of(each, "subattachments"), "data")]
    media = frozenset(text_of(object_of(one, "target"), "id") for one in [*first, *inner])
    return _Told(remote_id, text_of(item, "message"), at.astimezone(UTC), media - {""})
