"""Keyboard shortcuts of the staff pages: Qt key sequences, also shown to people as they are."""

LOCK_KEY = "Ctrl+L"
SEARCH_KEY = "Ctrl+K"
