"""The posts page: our own posts by state, the editor, the preview, and what became of each."""
