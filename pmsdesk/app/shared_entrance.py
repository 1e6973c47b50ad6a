"""How people come in at a seat of a shared register: it says who they are; without it, what is remembered decides."""

from pmsdesk.app.entrance import Entry, enter_alone
from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import RegisterRefused
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import staffing
from pmsdesk.store.store import Store
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import link_of


def enter_shared(store: Store, address: RegisterAddress, username: str, password: str) -> Entry:
    """Who this is by what the register says; it is asked first, with no session open.

    Raises `RegisterRefused` for a name or password it does not take, and its own trouble for one who never signed in
    here while it could be asked; else what `staffing.sign_in` does.
    """
    login = Login(staffing.user_name(username), password)
    try:
        with link_of(store, address, login) as link:
            hello = RegisterApi(link).hello()
    except RegisterRefused:
        with store.work(SYSTEM) as work:
            staffing.forget_password(work, login.user, password)
            work.commit()
        raise
    except KnownError as trouble:
        with store.work(SYSTEM) as work:
            remembered = staffing.is_remembered(work, login.user)
        if not remembered:
            raise
        return Entry(enter_alone(store, login.user, password), login, trouble)
    with store.work(SYSTEM) as work:
        staff, _ = staffing.let_in(work, login.user, hello.name, hello.roles, password)
        work.commit()
    return Entry(staff, login)
