"""The keys of the store: key file, key wrapping, operating system keyring, recovery key."""
