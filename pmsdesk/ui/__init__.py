"""Everything one sees: the only home of widgets and threads."""
