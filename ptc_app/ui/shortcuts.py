"""Keyboard shortcuts of the staff side, as the window listens to them and as they are shown."""

LOCK_KEY = "Ctrl+L"
SEARCH_KEY = "Ctrl+K"
