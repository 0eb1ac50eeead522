"""The application's values as FHIR R4 resources: the one place that knows FHIR's JSON."""
