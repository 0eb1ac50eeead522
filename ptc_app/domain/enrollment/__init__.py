"""Enrollment: a participant's consent decisions over time, and what they permit today."""
