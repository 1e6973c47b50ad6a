"""Mod Latihan: a second process with a seat and practice networks of its own, and the line that brings marks home."""
