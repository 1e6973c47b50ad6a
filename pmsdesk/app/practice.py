"""What makes a seat speak with practice networks only: their roots, and the clients that are registered there."""

from pmsdesk.app import sign_in_settings
from pmsdesk.app.bootstrap import Seat
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignInSettings
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.oauth_routes import GOOGLE_SECRET
from pmsdesk.sandbox.server import Sandbox

POLL_SECONDS = 5


def networks_of(sandbox: Sandbox) -> Settings:
    """The settings of a seat that reads and writes the practice networks of *sandbox*."""
    return Settings(
        poll_seconds=POLL_SECONDS,
        x_base_url=sandbox.x_root,
        facebook_base_url=sandbox.facebook_root,
        instagram_base_url=sandbox.facebook_root,
        youtube_base_url=sandbox.youtube_root,
    )


def register_clients(seat: Seat, sandbox: Sandbox) -> None:
    """Let accounts be connected in the browser, too, on the practice networks' own pages."""
    google = sandbox.google_root
    chosen = SignInSettings("pmsdesk", sandbox.x_page_root, "", "pmsdesk", GOOGLE_SECRET, google)
    with seat.store.work(SYSTEM) as work:
        sign_in_settings.save(work, chosen)
        work.commit()
