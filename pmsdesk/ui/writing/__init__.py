"""Writing what goes out: the check while typing, the findings under the text, the time to take it back."""
