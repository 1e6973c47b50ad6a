"""Reads text: normalising with offset maps, tokens, Malay morphology, weighted length."""
