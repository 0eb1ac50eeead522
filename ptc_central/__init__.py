"""The practice central: a small FHIR R4 server for training and tests."""
