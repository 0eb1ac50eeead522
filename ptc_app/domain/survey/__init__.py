"""Surveys: a subset of FHIR R4 Structured Data Capture as values and pure functions."""
