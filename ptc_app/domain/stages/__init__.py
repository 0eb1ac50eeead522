"""Stage types and kinds of records: what they are, those of the program itself, corrections."""
