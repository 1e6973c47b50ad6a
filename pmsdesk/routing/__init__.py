"""Whose road it is, what kind of message it is, and which words say so."""
