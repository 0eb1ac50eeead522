"""Our values as FHIR R4, the one place that knows its JSON."""
