"""The shared register itself: its schema in PostgreSQL, which decides what may be written and published."""
