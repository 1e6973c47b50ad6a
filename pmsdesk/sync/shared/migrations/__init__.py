"""The revisions of the register's schema, branch ``server``; run only by the register's administrator."""
