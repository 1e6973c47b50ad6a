"""The pages of a shared register."""
