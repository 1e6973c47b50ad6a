"""The pages about the shared register: the outage and what waits, conflicts and notices."""
