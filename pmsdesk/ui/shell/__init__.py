"""What stands around the pages: top bar, rail, status line, and the search box that is also the command palette."""
