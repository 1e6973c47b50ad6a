"""What makes a seat speak with practice networks only: their roots, and where people sign in to them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from pmsdesk.app import settings, sign_in_settings
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignInSettings
from pmsdesk.domain.sign_in_errors import NotForPractice
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.grants import CLIENT, GOOGLE_SECRET
from pmsdesk.sandbox.roots import Roots

if TYPE_CHECKING:
    from pmsdesk.app.bootstrap import Seat

POLL_SECONDS = 5


def networks_of(roots: Roots) -> Settings:
    """The settings of a seat that reads and writes the practice networks at *roots*."""
    return Settings(
        poll_seconds=POLL_SECONDS,
        x_base_url=roots.x_root,
        facebook_base_url=roots.facebook_root,
        instagram_base_url=roots.facebook_root,
        youtube_base_url=roots.youtube_root,
    )


def pages_of(roots: Roots) -> SignInSettings:
    """The practice networks' own pages, on which accounts are connected in the browser; no client is noted yet."""
    return SignInSettings(x_page_url=roots.x_page_root, google_url=roots.google_root)


def move_to(seat: "Seat", roots: Roots) -> None:
    """Let *seat*, when it is next opened, speak with the practice networks at *roots*, whoever its clients are.

    Raises `NotForPractice` where an account is connected to other networks: its messages would mix with invented ones.
    """
    if not seat.settings.is_practice and any(account.connected for account, _ in seat.store.read().accounts()):
        raise NotForPractice()
    with seat.store.work(SYSTEM) as work:
        kept, pages = sign_in_settings.load(work), pages_of(roots)
        settings.save(work, networks_of(roots))
        sign_in_settings.save(work, replace(kept, x_page_url=pages.x_page_url, google_url=pages.google_url))
        work.commit()


def register_clients(seat: "Seat", roots: Roots) -> None:
    """Let accounts be connected in the browser without asking for the client."""
    known = {"x_client_id": CLIENT, "google_client_id": CLIENT, "google_client_secret": GOOGLE_SECRET}
    with seat.store.work(SYSTEM) as work:
        sign_in_settings.save(work, replace(pages_of(roots), **known))
        work.commit()
