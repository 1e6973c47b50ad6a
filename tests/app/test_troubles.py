"""Each trouble is told once until it is over."""

import pytest

from pmsdesk.app.troubles import Troubles
from pmsdesk.domain.errors import DiskFull, KnownError, TokenExpired


def test_each_class_of_error_is_said_once_about_each_thing_until_it_is_over() -> None:
    said: list[KnownError] = []
    troubles = Troubles(said.append)
    for about in ("x-moworks", "facebook-kkr", "x-moworks"):
        troubles.tell(about, TokenExpired(account=about))
        troubles.tell(about, DiskFull())
    assert [type(error) for error in said] == [TokenExpired, DiskFull, TokenExpired, DiskFull]
    troubles.over("x-moworks")
    troubles.tell("facebook-kkr", DiskFull())
    troubles.tell("x-moworks", DiskFull())
    assert len(said) == 5


def test_a_bug_is_raised_once() -> None:
    troubles = Troubles(lambda error: None)
    with pytest.raises(ZeroDivisionError):
        troubles.tell("x-moworks", ZeroDivisionError())
    troubles.tell("x-moworks", ZeroDivisionError())
