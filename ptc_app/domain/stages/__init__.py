"""Stage types and kinds of records: what they are, the application's own, and corrections."""
