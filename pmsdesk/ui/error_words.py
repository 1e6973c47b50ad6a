"""What a person reads when something went wrong; apart from the other words because signing in needs no more."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.errors import KnownError


def error_text(error: Exception, say: Callable[[object], object] = str) -> str:
    """What happened and what to do, for a person; *say* makes words of a fact. A bug gets one general sentence."""
    if isinstance(error, KnownError):
        translated = QCoreApplication.translate("errors", type(error).words)
        return error.in_words(translated, say)
    return QCoreApplication.translate(
        "words", "Ralat yang tidak dijangka berlaku. Kerja anda disimpan; butirannya direkodkan untuk pembangun."
    )
