"""What the tests of the posts page start from: the page of an officer, accounts of four networks, files to choose."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.media import Attached
from pmsdesk.domain.staff import Staff
from pmsdesk.services import accounting, media_files, posting
from pmsdesk.services.reading import PostRow
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.references import References
from tests.screen import AISYAH, FARID, Screen

ALT = "Jentera penggelek memadatkan turapan baharu di tepi sawah padi."
MORE = {"instagram-kkr": "900003", "youtube-kkr": "900004"}


def picture(width: int = 640, height: int = 480, colour: str = "#4a7") -> bytes:
    """A JPEG of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Newsroom:
    """A seat with accounts on four networks, and the steps these tests take behind the screen."""

    screen: Screen
    references: References
    folder: Path
    desks: list[Desk] = field(default_factory=list)

    def file(self, name: str, content: bytes | None = None) -> str:
        """The path of a file to choose."""
        path = self.folder / name
        path.write_bytes(picture() if content is None else content)
        return str(path)

    def kept(self, alt_text: str = ALT, colour: str = "#4a7") -> Attached:
        """A picture that is kept at the seat."""
        medium = media_files.prepare("jalan.jpg", picture(colour=colour))
        self.screen.act(AISYAH, lambda work: media_files.keep(work, medium))
        return replace(media_files.attached(medium), alt_text=alt_text)

    def post(
        self,
        staff: Staff,
        text: str,
        *media: Attached,
        account: str = "x-moworks",
        due_at: datetime | None = None,
        reply_id: str = "",
    ) -> str:
        """Submit a post as another screen would; its id."""
        check = self.references.checker.check
        events = self.screen.act(
            staff, lambda work: posting.submit_post(work, account, text, media, due_at, check, reply_id)
        )
        return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))

    def posts(self) -> dict[str, PostRow]:
        """The posts of the seat by their accounts' ids."""
        return {post.account.id: post for post in self.screen.store.read().posts()}


@pytest.fixture
def newsroom(screen: Screen, references: References, tmp_path: Path) -> Newsroom:
    for account_id, remote_id in MORE.items():
        screen.act(FARID, lambda work, a=account_id, r=remote_id: accounting.connect_account(work, a, r, "kkr"))
    return Newsroom(screen, references, tmp_path)


@pytest.fixture
def show(
    qtbot: QtBot, newsroom: Newsroom, references: References, settle: Callable[[], None]
) -> Callable[[Staff], PostsPage]:
    """Opens the page at the desk of a person."""

    def show(staff: Staff) -> PostsPage:
        desk = newsroom.screen.desk(staff)
        newsroom.desks.append(desk)
        page = PostsPage(desk, Actions(parent=desk), references)
        qtbot.addWidget(page)
        page.resize(1252, 828)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.shown()
        settle()
        return page

    return show


@pytest.fixture
def page(show: Callable[[Staff], PostsPage]) -> PostsPage:
    """The page of Nur Aisyah, an officer."""
    return show(AISYAH)


@pytest.fixture
def ready(qtbot: QtBot) -> Callable[[PostsPage], None]:
    """Waits until what was typed is checked."""

    def wait(page: PostsPage) -> None:
        qtbot.waitUntil(lambda: page.editor.checked is not None, timeout=60_000)

    return wait
