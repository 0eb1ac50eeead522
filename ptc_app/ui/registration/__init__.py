"""The registration page and its form."""
