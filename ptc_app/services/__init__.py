"""The verbs of the clinic, between what is shown and what is kept."""
