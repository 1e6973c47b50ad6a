"""The checker of outgoing texts: what must not be said, where it stands, and why."""
