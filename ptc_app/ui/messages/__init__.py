"""Texts for the codes of errors."""
