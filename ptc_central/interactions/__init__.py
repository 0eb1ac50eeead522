"""FHIR RESTful interactions (read, search, create, update, transaction, batch) on the storage."""
