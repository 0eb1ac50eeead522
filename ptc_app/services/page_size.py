"""The size of one page of a list query."""

PAGE_ROWS = 50
"""Rows of a page where the caller asks for no other number."""
