"""The editors of survey items."""
