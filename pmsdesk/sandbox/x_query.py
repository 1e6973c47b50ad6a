"""The operators of X's recent search that the sandbox understands."""

from collections.abc import Callable

from pmsdesk.sandbox.world import Item, World
from pmsdesk.sandbox.x_problems import invalid

Matcher = Callable[[Item], bool]


def matcher(query: str, world: World) -> Matcher:
    """Whether an item satisfies every word of *query*: ``conversation_id: from: to: is: @name word``, each with ``-``.

    Raises the invalid-request problem for an operator it does not know.
    """
    tests = [_test(word, query, world) for word in query.split()]
    return lambda item: all(test(item) for test in tests)


def _test(word: str, query: str, world: World) -> Matcher:
    if word.startswith("-"):
        inner = _test(word[1:], query, world)
        return lambda item: not inner(item)
    operator, colon, value = word.partition(":")
    known: dict[str, Matcher] = {
        "conversation_id": lambda item: item.thread == value,
        "from": lambda item: value.lower() in (item.author.handle.lower(), item.author.id),
        "to": lambda item: _answers(item, value, world),
        "is": lambda item: bool({"reply": item.parent, "retweet": item.retweeted, "quote": item.quoted}.get(value)),
    }
    if colon and operator in known:
        return known[operator]
    if colon and "//" not in word:
        message = f"There were errors processing your request: Reference to invalid operator '{operator}'"
        raise invalid("query", query, message)
    if word.startswith("@"):
        return lambda item: item.mentions(word[1:])
    return lambda item: word.lower() in item.full_text.lower()


def _answers(item: Item, handle: str, world: World) -> bool:
    above = world.items.get((item.channel, item.parent))
    return above is not None and handle.lower() in (above.author.handle.lower(), above.author.id)
