"""Loads what the screens look things up in."""

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.grounds import load_grounds
from pmsdesk.compliance.lexicon import Lexicon, lint
from pmsdesk.compliance.templates import load_canned
from pmsdesk.routing.registry import (
    load_accounts,
    load_agencies,
    load_categories,
    load_channel_uses,
    load_customer_kinds,
)
from pmsdesk.routing.triage import Triager
from pmsdesk.ui.references import References


def load_references() -> References:
    """Everything the screens look up; raises `BadDataFile`."""
    return References(
        Checker.default(),
        load_canned(),
        load_agencies(),
        load_categories(),
        load_customer_kinds(),
        load_channel_uses(),
        load_grounds(),
    )


def check_lexicon() -> tuple[str, list[str]]:
    """The lexicon in force and what is wrong with it, in Malay: it must not forbid the ministry's own answers."""
    lexicon = Lexicon.load()
    return lexicon.label, lint(lexicon, (reply.text for reply in load_canned()))


def load_all() -> str:
    """Load every data file, and say in one line what was found; raises `BadDataFile`."""
    references = load_references()
    Triager.default().triage("Lubang di FT5")
    counts = {
        "jawapan": len(references.canned),
        "agensi": len(references.agencies),
        "kategori": len(references.categories),
        "akaun": len(load_accounts()),
    }
    empty = [what for what, count in counts.items() if not count]
    if empty:
        raise ValueError(", ".join(empty))
    return ", ".join(f"{count} {what}" for what, count in counts.items())
