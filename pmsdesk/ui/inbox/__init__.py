"""The inbox page: list, conversation, composer, canned replies, context."""
