"""The practice central: a small FHIR R4 server that receives what centers send."""
