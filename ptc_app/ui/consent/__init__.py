"""The consent page: form pages, decision, signing."""
