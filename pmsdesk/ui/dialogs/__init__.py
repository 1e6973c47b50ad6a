"""Dialogs: sign-in, passwords, tokens, shortcuts, about, crash reports."""
