"""What a person types into a search box as an FTS5 query, and which words of a text are indexed how.

SQLite's tokenizer takes a run of Chinese characters for one word; those are indexed one by one in a column of their own
and searched as a phrase (https://sqlite.org/fts5.html §3, §4.3.1).
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, false

from pmsdesk.domain.message import clean_text

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BREAK = "\ue000"
_RUNS = re.compile(rf"{_HAN.pattern}+")
_TERMS = re.compile(r'"([^"]+)"|([^\s"]+)')
_MOST_TERMS = 12


def han(*texts: str) -> str:
    """The Chinese characters of *texts*, one by one, runs parted by a private character; "" when there are none."""
    return f" {_BREAK} ".join(" ".join(run) for text in texts for run in _RUNS.findall(text))


def match(typed: str, *, whole: bool = False, with_han: bool = True) -> str:
    """*typed* as a query that finds texts with all of its words, the last one (of two letters or more) as a beginning.

    ``"lubang besar"`` in quotes is a phrase. "" when *typed* holds no word; every other character is harmless. Of a
    pasted page the first twelve different words count, for each costs SQLite as long as all its matches.
    With *whole* the last word is a word like the others: SQLite reads every match of a beginning before it gives the
    newest, but of a word only the newest, so the first hits of a common word are asked for whole first.
    """
    typed_terms = ((phrase or word, bool(phrase)) for phrase, word in _TERMS.findall(typed))
    terms = list(dict.fromkeys(typed_terms))[:_MOST_TERMS]
    parts: list[str] = []
    for place, (term, is_phrase) in enumerate(terms):
        characters = _RUNS.findall(term) if with_han else []
        parts += [f'han : "{" ".join(run)}"' for run in characters]
        plain = _RUNS.sub(" ", term) if with_han else term
        if any(c.isalnum() for c in plain):
            is_beginning = not whole and not is_phrase and place == len(terms) - 1 and len(plain) > 1
            beginning = " *" if is_beginning else ""
            parts.append(f'"{plain.strip()}"{beginning}')
    return clean_text(" AND ".join(parts))


def matches(index: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    """The condition that the full-text *index* matches *query*, one of `match`; nothing matches an empty one."""
    return index.bool_op("MATCH")(query) if query else false()
