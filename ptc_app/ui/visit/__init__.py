"""The visit page and its staff pages: identity, finish, signed PDF, choice of visit type."""
