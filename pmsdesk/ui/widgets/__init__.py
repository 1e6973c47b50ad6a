"""Widgets that know nothing of pmsdesk."""
