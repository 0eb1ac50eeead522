"""Use cases of a signed-in session, between the pages and the store."""
