"""Participants: their data, numbers and eligibility, and comparing two of them."""
