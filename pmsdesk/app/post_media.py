"""Where a publisher finds the pictures and videos of posts: at this seat, else on the register."""

from collections.abc import Callable

from pmsdesk.domain.errors import NotFound, StoreCorrupt
from pmsdesk.domain.media import Attached
from pmsdesk.domain.way_errors import MediumNotHere
from pmsdesk.services.reading import Read
from pmsdesk.sync import blobs
from pmsdesk.sync.api import RegisterApi


def media_of(read: Callable[[], Read], api: RegisterApi) -> Callable[[Attached], bytes]:
    """Gives the bytes of a medium. Raises `MediumNotHere` where neither has them whole, and what *api* does."""

    def bytes_of(medium: Attached) -> bytes:
        try:
            return read().photo(medium.sha)
        except (NotFound, StoreCorrupt):
            pass
        try:
            return blobs.whole(api, medium.sha)
        except NotFound:
            raise MediumNotHere(name=medium.file_name) from None

    return bytes_of
