"""What can be wrong with what an administrator enters about an official account."""

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class AccountKnown(KnownError):
    """There is an account of this name on the network already."""

    words = QT_TRANSLATE_NOOP("errors", "Akaun {name} di {channel} sudah ada dalam senarai. Sunting akaun itu.")


class AccountUnnamed(KnownError):
    """Neither name nor handle has a letter or figure, or the agency is missing."""

    words = QT_TRANSLATE_NOOP("errors", "Isi nama akaun dan agensinya. Tiada apa-apa disimpan.")


class AccountConnected(KnownError):
    """What tells which account it is cannot be changed while a token speaks for it."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{name} sedang bersambung. Putuskan dahulu sebelum membetulkan nama, nama akaun atau agensinya."
    )


class DatesReversed(KnownError):
    """The last day lies before the first."""

    words = QT_TRANSLATE_NOOP("errors", "Hari terakhir lebih awal daripada hari pertama. Betulkan tarikhnya.")


class DeputyIsOwner(KnownError):
    """Nobody is his own deputy."""

    words = QT_TRANSLATE_NOOP("errors", "Pemilik dan timbalan mestilah dua orang yang berbeza.")


class AccountNotInUse(KnownError):
    """The account is not read nor published from, for its time is over or has not begun."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{name} tidak digunakan sekarang. Pentadbir menetapkan tempoh sahnya pada halaman akaun."
    )
