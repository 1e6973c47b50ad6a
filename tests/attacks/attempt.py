"""What an attempt is: who does what to the register, and how it must be repelled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.attacks.scene import Scene
from tests.postgres import Station

NOT_ALLOWED = "42501"
NO_DATA = "22023"

Arguments = Callable[[Scene], tuple[Any, ...]]
Make = Callable[[Scene, Station], dict[str, Any]]


@dataclass(frozen=True)
class Attempt:
    """One attempt: who does what, the act itself, and how it must be repelled.

    `repelled` is an SQLSTATE that is raised, the reason of a verdict, or the value that says no. `function` is the one
    of `api_v1` that is attacked, "" when it is none.
    """

    who: str
    what: str
    act: Callable[[Scene], Any]
    repelled: Any = NOT_ALLOWED
    function: str = ""

    def __str__(self) -> str:
        return f"{self.who}: {self.what}"

    def outcome(self, scene: Scene) -> Any:
        """What came of it, in the terms of `repelled`."""
        try:
            return self.act(scene)
        except psycopg.Error as error:
            return error.sqlstate or "no connection"


def sql(who: str, what: str, statements: str, repelled: Any = NOT_ALLOWED) -> Attempt:
    """Statements with psql, ``;;`` between them; names in braces are of the scene."""

    def act(scene: Scene) -> Any:
        with scene.connection(who) as connection:
            for statement in statements.format(**scene.names()).split(";;"):
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else None

    return Attempt(who, what, act, repelled)


def call(who: str, function: str, what: str, arguments: Arguments, repelled: Any = NOT_ALLOWED) -> Attempt:
    """A call of `api_v1.function` from a workstation."""

    def act(scene: Scene) -> Any:
        return scene.stations[who].call(function, *arguments(scene))

    return Attempt(who, what, act, repelled, function)


def pushed(who: str, what: str, make: Make, repelled: str) -> Attempt:
    """An operation in a chain of its own on a new workstation; `repelled` is the reason of its verdict."""

    def act(scene: Scene) -> Any:
        with scene.connection(who) as connection:
            station = Station(scene.shared, who)
            station.__dict__["connection"] = connection
            verdict = station.enroll().push(make(scene, station))[0]
        return verdict["detail"].get("why", verdict["verdict"])

    return Attempt(who, what, act, repelled, "push")
