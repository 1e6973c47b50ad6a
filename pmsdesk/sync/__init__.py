"""The shared register: how a seat speaks with it, and what it is made of on the server."""
