"""The visit page and its staff pages: identity, finish, signed documents."""
