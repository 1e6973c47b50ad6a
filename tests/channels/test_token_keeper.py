"""Tokens are renewed once, by one program at a time, and are kept before anybody speaks with them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.channels.token_keeper import TokenKeeper
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.errors import BadAnswer, NoKeyring, NoNetwork, TokenExpired

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
NAME = "token:x:kkr"
DUE = Tokens("old", "r1", NOW)
GOOD = Tokens("good", "r1", NOW + timedelta(hours=2))


class Drawer:
    """A vault that notes what is put into it; locked, it takes nothing."""

    lasting = True

    def __init__(self, tokens: Tokens | None) -> None:
        self.secret = tokens.as_secret() if tokens else ""
        self.locked = False

    def get(self, name: str) -> str:
        assert name == NAME
        return self.secret

    def put(self, name: str, secret: str) -> None:
        assert name == NAME
        if self.locked:
            raise NoKeyring()
        self.secret = secret

    def forget(self, name: str) -> None:
        del name
        self.secret = ""

    @property
    def tokens(self) -> Tokens:
        return Tokens.from_secret(self.secret)


class Network:
    """Renews as X does: each refresh token once."""

    def __init__(self, valid: str = "r1") -> None:
        self.valid = valid
        self.calls = 0
        self.trouble: Exception | None = None

    def renew(self, tokens: Tokens) -> Tokens:
        self.calls += 1
        if self.trouble is not None:
            raise self.trouble
        if tokens.refresh != self.valid:
            raise TokenExpired("Value passed for the token was invalid.")
        self.valid = f"r{self.calls + 1}"
        return Tokens(f"a{self.calls}", self.valid, NOW + timedelta(hours=2))


class Door:
    """A lock that knows whether it is held, and lets something happen while one waits for it."""

    def __init__(self) -> None:
        self.held = False
        self.meanwhile = lambda: None

    def __call__(self) -> AbstractContextManager[None]:
        return self._hold()

    @contextmanager
    def _hold(self) -> Iterator[None]:
        assert not self.held
        self.meanwhile()
        self.held = True
        try:
            yield
        finally:
            self.held = False


def keeper(drawer: Drawer, network: Network, door: Door | None = None) -> TokenKeeper:
    return TokenKeeper(drawer, NAME, door or Door(), network.renew, now=lambda: NOW)


def test_a_good_token_is_given_without_a_call() -> None:
    network = Network()
    assert keeper(Drawer(GOOD), network).access() == "good"
    assert network.calls == 0


def test_a_due_one_is_renewed_and_kept_before_it_is_given() -> None:
    drawer = Drawer(DUE)
    assert keeper(drawer, Network()).access() == "a1"
    assert (drawer.tokens.access, drawer.tokens.refresh) == ("a1", "r2")


def test_a_token_that_was_just_refused_is_renewed_although_it_is_not_due() -> None:
    assert keeper(Drawer(GOOD), Network()).access(refused="good") == "a1"


def test_what_another_program_renewed_meanwhile_is_taken_as_it_is() -> None:
    drawer, network, door = Drawer(DUE), Network(), Door()

    def another_renews() -> None:
        drawer.secret = GOOD.as_secret()

    door.meanwhile = another_renews
    assert keeper(drawer, network, door).access() == "good"
    assert network.calls == 0


def test_two_programs_use_no_refresh_token_twice() -> None:
    drawer, network, door = Drawer(DUE), Network(), Door()
    one, two = keeper(drawer, network, door), keeper(drawer, network, door)
    assert [one.access(), two.access(), one.access()] == ["a1"] * 3
    assert network.calls == 1


def test_a_refusal_is_remembered_and_never_asked_for_again() -> None:
    drawer, network = Drawer(DUE), Network(valid="another")
    for _ in range(3):
        with pytest.raises(TokenExpired):
            keeper(drawer, network).access()
    assert network.calls == 1
    assert drawer.tokens.refused


def test_a_program_that_ended_between_answer_and_keyring_is_signed_in_again_after_one_more_try() -> None:
    drawer, network = Drawer(DUE), Network()
    network.renew(drawer.tokens)  # the answer nobody kept
    for _ in range(3):
        with pytest.raises(TokenExpired):
            keeper(drawer, network).access()
    assert network.calls == 2


@pytest.mark.parametrize("trouble", [NoNetwork(), BadAnswer()])
def test_trouble_on_the_way_leaves_everything_as_it_was(trouble: Exception) -> None:
    drawer, network = Drawer(DUE), Network()
    network.trouble = trouble
    with pytest.raises(type(trouble)):
        keeper(drawer, network).access()
    assert drawer.tokens == DUE
    network.trouble = None
    assert keeper(drawer, network).access().startswith("a")


def test_where_nothing_can_be_kept_nothing_is_spent() -> None:
    drawer, network = Drawer(DUE), Network()
    drawer.locked = True
    with pytest.raises(NoKeyring):
        keeper(drawer, network).access()
    assert network.calls == 0


def test_what_a_keyring_that_locked_meanwhile_did_not_take_is_not_spoken_with_until_it_does() -> None:
    drawer, network = Drawer(DUE), Network()

    def renew(tokens: Tokens) -> Tokens:
        drawer.locked = True
        return network.renew(tokens)

    one = TokenKeeper(drawer, NAME, Door(), renew, now=lambda: NOW)
    for _ in range(2):
        with pytest.raises(NoKeyring):
            one.access()
    drawer.locked = False
    assert one.access() == "a1"
    assert drawer.tokens.refresh == "r2"
    assert network.calls == 1


def test_a_pasted_token_is_given_until_it_ends_and_never_renewed() -> None:
    network = Network()
    assert keeper(Drawer(Tokens("pasted")), network).access() == "pasted"
    with pytest.raises(TokenExpired):
        keeper(Drawer(Tokens("pasted", expires_at=NOW)), network).access()
    assert network.calls == 0


def test_where_nothing_is_kept_a_person_signs_in() -> None:
    with pytest.raises(TokenExpired):
        keeper(Drawer(None), Network()).access()


def test_a_new_sign_in_ends_a_refusal_and_leaves_what_it_does_not_bring() -> None:
    drawer = Drawer(Tokens("old", "r9", NOW, scopes=("tweet.read",), refused=True))
    keeper(drawer, Network()).keep(Tokens("new", expires_at=NOW + timedelta(hours=2)))
    assert drawer.tokens == Tokens("new", "r9", NOW + timedelta(hours=2), scopes=("tweet.read",))
    fresh = Drawer(None)
    keeper(fresh, Network()).keep(GOOD)
    assert fresh.tokens == GOOD
