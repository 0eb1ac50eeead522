"""Options to choose from, as large cards."""
