"""Whether a text that stands on a network is the one we sent, whatever the network did to its links and spaces."""

import re
import unicodedata

_LEADING_MENTIONS = re.compile(r"^(?:@\w+\s+)+")
_SCHEME = re.compile(r"\bhttps?://(?:www\.)?", re.IGNORECASE)
_SLASH_AT_END = re.compile(r"/(?=\s|$|[)\].,;!?])")


def same_text(ours: str, theirs: str) -> bool:
    """Whether *theirs* is *ours* as a network shows it.

    Networks trim and join white space, drop invisible characters, give bare domains a scheme or take it away, and X
    puts the addressee's @name before a reply. A difference wrongly seen would publish the same answer twice, so
    these are forgiven; any difference in the words is not.
    """
    return _comparable(ours) == _comparable(theirs)


def _comparable(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    text = _LEADING_MENTIONS.sub("", " ".join(text.split()) + " ")
    return _SLASH_AT_END.sub("", _SCHEME.sub("", text)).strip()
