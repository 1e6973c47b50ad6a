"""Posts of an Instagram account: several files become one container, a container is published once and found again."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pmsdesk.channels.fields import Item, moment_of, number_of, object_of, objects_of, readable, text_of
from pmsdesk.channels.graph import following, is_id
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.instagram_containers import LOOK_AGAIN, Status, bare, container_of, create, marked, says
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import (
    DuplicateText,
    NoNetwork,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReadRefused,
    TextRefused,
)
from pmsdesk.domain.media_errors import PictureMissing, PublishLimit, StillProcessing, UploadSpent
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack

PAGES_A_READ_BACK = 5
LIMIT_AGAIN = timedelta(hours=1)
_ASK_MEDIA = {"fields": "id,caption,timestamp,permalink", "limit": "50"}
_ASK_LIMIT = {"fields": "config,quota_usage"}
_CLOCK_DOUBT = timedelta(hours=25)
_NETWORK = "Instagram"


class InstagramPosting:
    """Publishes containers. A container is published once at most, whoever asks, and tells whether it was."""

    def __init__(self, wire: Wire, me: Callable[[], str]) -> None:
        self._wire = wire
        self._me = me

    def prepare(self, outgoing: Outgoing) -> Outgoing:
        """*outgoing* with the one container that carries all its files, to be kept before it is published."""
        if len(outgoing.media) < 2:
            return outgoing
        children = ",".join(map(bare, outgoing.media))
        form = {"media_type": "CAROUSEL", "children": children, "caption": outgoing.text}
        return replace(outgoing, media=(marked(create(self._wire, self._me(), form), outgoing.text),))

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish what `prepare` returned, or else prepare it first.

        Raises `PictureMissing`, `StillProcessing`, `PublishLimit`, or `UploadSpent` where the container expired or was
        made with other words.
        """
        if not outgoing.media:
            raise PictureMissing(channel=_NETWORK)
        (container_id,) = self._prepared(outgoing).media
        if not says(container_id, outgoing.text):
            raise UploadSpent(channel=_NETWORK)
        self._require_finished(bare(container_id))
        self._require_room()
        try:
            answer = self._wire.post(path_of(self._me(), "media_publish"), form={"creation_id": bare(container_id)})
        except ParentGone:
            self._require_finished(bare(container_id))
            raise UploadSpent(channel=_NETWORK) from None
        except StillProcessing as error:
            raise StillProcessing(datetime.now(UTC) + LOOK_AGAIN, error.platform_words, channel=_NETWORK) from None
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel=_NETWORK)
        return Published(remote_id, self._permalink(remote_id))

    def read_back(self, outgoing: Outgoing, since: datetime, others: Collection[str]) -> ReadBack:
        """Ask the container whether it was published, and look for its post among those since *since* less 25 hours.

        A container that is certainly not published proves that there is no post. Without one that can be asked, a post
        that is not seen is not called absent, for Instagram lists late (research/channels.md §1j).
        """
        status = Status.GONE
        if len(outgoing.media) == 1:
            status = container_of(self._wire, bare(outgoing.media[0])).status
        if status in (Status.FINISHED, Status.ERROR, Status.EXPIRED):
            return ReadBack(Found.ABSENT)
        if status is Status.IN_PROGRESS:
            return ReadBack(Found.INCOMPLETE)
        found, whole = self._find(outgoing, since - _CLOCK_DOUBT, others)
        if found:
            return ReadBack(Found.PRESENT, found)
        return ReadBack(Found.UNSEEN if whole and status is Status.GONE else Found.INCOMPLETE)

    def _prepared(self, outgoing: Outgoing) -> Outgoing:
        try:
            return self.prepare(outgoing)
        except OutcomeUnknown as error:
            # Nobody sees a container: whatever became of this one, no post stands.
            raise NoNetwork(error.platform_words, **error.facts) from None

    def _require_finished(self, container_id: str) -> None:
        container = container_of(self._wire, container_id)
        if container.status is Status.PUBLISHED:
            raise DuplicateText(container.words, channel=_NETWORK)
        if container.status is Status.IN_PROGRESS:
            raise StillProcessing(datetime.now(UTC) + LOOK_AGAIN, container.words, channel=_NETWORK)
        if container.status is Status.ERROR:
            raise TextRefused(container.words, channel=_NETWORK)
        if container.status is not Status.FINISHED:
            raise UploadSpent(container.words, channel=_NETWORK)

    def _require_room(self) -> None:
        """Raise `PublishLimit` where Instagram says that the account used up its posts; its silence stops nobody."""
        try:
            answer = self._wire.get(path_of(self._me(), "content_publishing_limit"), _ASK_LIMIT)
        except ReadRefused:
            return
        told: Item = next(objects_of(answer.data, "data"), {})
        config = object_of(told, "config")
        most, used = number_of(config, "quota_total"), number_of(told, "quota_usage")
        if most and used is not None and used >= most:
            hours = (number_of(config, "quota_duration") or 86_400) // 3600
            raise PublishLimit(datetime.now(UTC) + LIMIT_AGAIN, channel=_NETWORK, most=most, hours=hours)

    def _permalink(self, media_id: str) -> str:
        """The post's address, "" where it is not told: it stands, so nothing may fail any more."""
        try:
            return text_of(self._wire.get(path_of(media_id), {"fields": "permalink"}).data, "permalink")
        except (ReadRefused, RateLimited, NoNetwork):
            return ""

    def _find(self, outgoing: Outgoing, oldest: datetime, others: Collection[str]) -> tuple[str, bool]:
        """The id of our one post with that text, "" for none or several, and whether every post was read."""
        paging: dict[str, str] = {}
        whole = True
        found: list[str] = []
        for _ in range(PAGES_A_READ_BACK):
            answer = self._wire.get(path_of(self._me(), "media"), _ASK_MEDIA | paging)
            page, skipped = readable(Channel.INSTAGRAM, answer.data, _dated)
            whole = whole and not skipped
            recent = [item for item, at in page if at >= oldest and text_of(item, "id") not in others]
            found += [text_of(item, "id") for item in recent if same_text(outgoing.text, text_of(item, "caption"))]
            paging = following(answer.data)
            if not paging or any(at < oldest for _, at in page):
                break
        else:
            whole = False
        if len(found) == 1 or (found and outgoing.text.strip()):
            return found[0], whole
        return "", whole and not found


def _dated(item: Item) -> tuple[Item, datetime] | None:
    """A media with its time, None without id or time."""
    at = moment_of(item, "timestamp")
    return (item, at) if at is not None and is_id(text_of(item, "id")) else None
