"""The demo: drives the real window through a whole visit without a person."""
