"""The only package that knows SQLAlchemy: one SQLite file behind the ports of the services."""

from pmsdesk.store.store import Store

__all__ = ["Store"]
