"""Bringing files to Instagram: a picture by way of our Facebook page, a video by a resumable upload."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from pmsdesk.channels.budget import META_WINDOW
from pmsdesk.channels.describing import require_describable
from pmsdesk.channels.fields import Item, number_of, object_of, objects_of, text_of
from pmsdesk.channels.graph import is_id
from pmsdesk.channels.http import Refusal, Verdict, Wire, path_of
from pmsdesk.channels.instagram_containers import LOOK_AGAIN, Status, bare, container_of, create, marked
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ChannelError, OutcomeUnknown, ReplyNotAllowed, TextRefused, TokenExpired
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused, StillProcessing
from pmsdesk.domain.posting import POSTINGS

Keep = Callable[[Upload], object]


class InstagramUploads:
    """Satisfies `services.ports.UploadPort`; an upload is a container (research/channels.md §1 d).

    Instagram fetches a picture from an address that all the world can reach, and a desktop has none. So it goes to the
    Facebook page first, unpublished, and Instagram is given the address under which Facebook keeps it. A video is sent
    to Meta itself, and a broken upload goes on with the first byte that is lacking.
    """

    def __init__(self, wire: Wire, bytes_wire: Wire, me: Callable[[], str]) -> None:
        self._wire = wire
        self._bytes_wire = bytes_wire
        self._me = me

    def upload(self, medium: Medium, upload: Upload, keep: Keep) -> Upload:
        """Go on until the container of *medium* is ready; one that expired or is not known any more is made anew.

        What Instagram still works on raises `StillProcessing` with the time to ask again.
        """
        if upload.is_ready:
            return upload
        require_describable(medium, POSTINGS[Channel.INSTAGRAM], Channel.INSTAGRAM)
        try:
            return self._go_on(medium, upload, keep)
        except (TextRefused, ReplyNotAllowed) as error:
            raise MediumRefused(error.platform_words, **error.facts | {"name": medium.name}) from None

    def _go_on(self, medium: Medium, upload: Upload, keep: Keep) -> Upload:
        if upload.remote_id:
            container = container_of(self._wire, bare(upload.remote_id))
            if container.status in (Status.GONE, Status.EXPIRED):
                upload = Upload()
            elif medium.is_video and upload.sent < len(medium.data):
                upload = replace(upload, sent=min(container.received, len(medium.data)))
        if not upload.remote_id:
            upload = self._begin(medium)
            keep(upload)
        if upload.sent < len(medium.data):
            self._send(medium, upload)
            upload = replace(upload, sent=len(medium.data))
            keep(upload)
        self._require_finished(medium, upload)
        ready = replace(upload, whole=True, described=True)
        keep(ready)
        return ready

    def _begin(self, medium: Medium) -> Upload:
        form = {"is_carousel_item": "true"} if medium.caption is None else {"caption": medium.caption}
        if medium.is_video:
            kind = "VIDEO" if medium.caption is None else "REELS"
            form |= {"media_type": kind, "upload_type": "resumable"}
        else:
            form |= {"image_url": self._address_of(medium)}
            form |= {"alt_text": medium.alt_text} if medium.alt_text else {}
        container_id = create(self._wire, self._me(), form)
        remote_id = container_id if medium.caption is None else marked(container_id, medium.caption)
        return Upload(remote_id, 0 if medium.is_video else len(medium.data))

    def _address_of(self, medium: Medium) -> str:
        """Where Facebook keeps *medium*, which it takes as an unpublished picture of our page: nobody is shown it."""
        file = {"source": (medium.name, medium.data, medium.mime)}
        photo = text_of(self._wire.post("me/photos", form={"published": "false"}, files=file).data, "id")
        if not is_id(photo):
            raise OutcomeUnknown("no id", channel="Instagram")
        sizes = objects_of(self._wire.get(path_of(photo), {"fields": "images"}).data, "images")
        largest: Item = max(sizes, key=lambda size: number_of(size, "width") or 0, default={})
        if not (address := text_of(largest, "source")):
            raise OutcomeUnknown("no address of the picture", channel="Instagram")
        return address

    def _send(self, medium: Medium, upload: Upload) -> None:
        headers = {
            "offset": str(upload.sent),
            "file_size": str(len(medium.data)),
            "Content-Type": "application/octet-stream",
        }
        rest = medium.data[upload.sent :]
        answer = self._bytes_wire.send("POST", path_of(bare(upload.remote_id)), rest, headers)
        if answer.data.get("success") is not True:
            raise OutcomeUnknown("no success", channel="Instagram")

    def _require_finished(self, medium: Medium, upload: Upload) -> None:
        container = container_of(self._wire, bare(upload.remote_id))
        if container.status in (Status.ERROR, Status.GONE, Status.EXPIRED):
            raise MediumRefused(container.words, channel="Instagram", name=medium.name)
        if container.status is Status.IN_PROGRESS:
            raise StillProcessing(datetime.now(UTC) + LOOK_AGAIN, channel="Instagram")


def judge_bytes(refusal: Refusal) -> Verdict | None:
    """What the server of uploads means, which has a form of its own: ``debug_info`` with a type and words."""
    told = object_of(refusal.data, "debug_info")
    if not told:
        return None
    kinds: dict[str, type[ChannelError]] = {"NotAuthorizedError": TokenExpired}
    kind = OutcomeUnknown if told.get("retriable") is True else kinds.get(text_of(told, "type"))
    return refusal.verdict(kind, text_of(told, "message"), META_WINDOW)
