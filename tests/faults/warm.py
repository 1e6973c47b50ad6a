"""Loads, in the process from which publishers are forked, what each of them would load itself."""

from tests.faults import meetings
from tests.faults.child import checker

__all__ = ["meetings"]

checker()
