"""FHIR R4 rules of the practice central that need no database and no network."""
