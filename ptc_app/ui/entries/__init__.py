"""What is typed into the fields of a page, kept as a draft."""
