"""Reusable Qt widgets and layouts; they know nothing of the domain."""
