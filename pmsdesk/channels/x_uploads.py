"""X's chunked uploads: begin, send in segments, put together, describe; resumed at the first segment X lacks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pmsdesk.channels.fields import Item, number_of, object_of, text_of
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.x_posts import is_id
from pmsdesk.domain.errors import OutcomeUnknown, ParentGone, TextRefused
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused, StillProcessing

SEGMENT_BYTES = 1024 * 1024
LONGEST_ALT_TEXT = 1000

Keep = Callable[[Upload], object]


class XUploads:
    """Satisfies `services.ports.UploadPort`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def upload(self, medium: Medium, upload: Upload, keep: Keep) -> Upload:
        """Go on until X has put *medium* together and has its text; a forgotten session is begun anew.

        A video that X is still working on raises `StillProcessing` with the time to ask again.
        """
        try:
            return self._go_on(medium, upload, keep)
        except ParentGone:
            if not upload.remote_id:
                raise
            return self._go_on(medium, Upload(), keep)
        except TextRefused as error:
            raise MediumRefused(error.platform_words, **error.facts, name=medium.name) from None

    def _go_on(self, medium: Medium, upload: Upload, keep: Keep) -> Upload:
        def kept(after: Upload) -> Upload:
            keep(after)
            return after

        if not upload.remote_id:
            upload = kept(Upload(self._begin(medium)))
        while upload.sent < len(medium.data):
            upload = kept(self._send(medium, upload))
        if not upload.whole:
            self._finish(medium, upload)
            upload = kept(replace(upload, whole=True))
        if not upload.described:
            self._describe(medium, upload)
            upload = kept(replace(upload, described=True))
        return upload

    def _begin(self, medium: Medium) -> str:
        category = "tweet_video" if medium.is_video else "tweet_image"
        body = {"media_type": medium.mime, "total_bytes": len(medium.data), "media_category": category}
        remote_id = text_of(self._data("initialize", body=body), "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="X")
        return remote_id

    def _send(self, medium: Medium, upload: Upload) -> Upload:
        piece = medium.data[upload.sent : upload.sent + SEGMENT_BYTES]
        self._data(
            upload.remote_id,
            "append",
            form={"segment_index": str(upload.sent // SEGMENT_BYTES)},
            files={"media": (medium.name, piece, "application/octet-stream")},
        )
        return replace(upload, sent=upload.sent + len(piece))

    def _finish(self, medium: Medium, upload: Upload) -> None:
        """May be asked as often as one likes; a picture is whole at once."""
        told = self._data(upload.remote_id, "finalize")
        if not medium.is_video:
            return
        progress = object_of(told, "processing_info")
        if text_of(progress, "state") in ("pending", "in_progress"):
            asked = {"command": "STATUS", "media_id": upload.remote_id}
            progress = object_of(object_of(self._wire.get("media/upload", asked).data, "data"), "processing_info")
        state = text_of(progress, "state")
        if state == "failed":
            raise TextRefused(text_of(object_of(progress, "error"), "message"), channel="X")
        if state in ("pending", "in_progress"):
            wait = timedelta(seconds=number_of(progress, "check_after_secs") or 5)
            raise StillProcessing(datetime.now(UTC) + wait, channel="X")

    def _describe(self, medium: Medium, upload: Upload) -> None:
        if medium.alt_text:
            text = {"text": medium.alt_text[:LONGEST_ALT_TEXT]}
            self._wire.post("media/metadata", body={"id": upload.remote_id, "metadata": {"alt_text": text}})

    def _data(self, *path: str, **parts: Any) -> Item:
        return object_of(self._wire.post(path_of("media", "upload", *path), **parts).data, "data")
