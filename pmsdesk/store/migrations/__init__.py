"""Alembic revisions of the databases."""
