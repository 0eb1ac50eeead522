"""The demonstration: a visit that goes by itself, through the same pages and buttons."""
