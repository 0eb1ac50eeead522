"""The sync page: where each record is."""
